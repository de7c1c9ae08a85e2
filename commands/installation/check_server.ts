/**
 * Which server is meant, and whether it answers.
 * @module
 */
import type { KtrdrClient } from "../../lib/client/client.ts";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import type { Settings } from "../../lib/config/resolve_settings.ts";
import { formatDuration } from "../../lib/output/format.ts";
import type { Context } from "../program/context.ts";
import { broken, type Check, doubtful, fine } from "./check.ts";

/** Milliseconds that the server has for its answer. */
const longestWait = 5_000;
/** Clocks may differ so much: an answer tells full seconds, and takes its time. Milliseconds. */
const smallSkew = 5_000;

/** Checks the server. Throws where no settings make sense. */
export async function checkServer(context: Context, signal: AbortSignal): Promise<Check[]> {
  const settings = await context.settings();
  const client = await context.remoteClient();
  const named = describeTarget(settings, { client, mayLook: context.mayLook });
  return client === null ? [named] : [named, ...await checkAnswer(client, { context, signal })];
}

function describeTarget(
  { target }: Settings,
  { client, mayLook }: { client: KtrdrClient | null; mayLook: boolean },
): Check {
  if (target.kind === "remote") {
    return fine("server", `${shownBaseUrl(target.baseUrl)}, from ${target.origin}`);
  }
  if (target.kind === "embedded") {
    return fine("server", `None: the engine inside this program does the work, by ${target.origin}`);
  }
  const usual = "No server is named;";
  if (!mayLook) {
    return doubtful(
      "server",
      `${usual} Deno does not permit to look at localhost:8000, so the engine inside this program does the work`,
      "Run it with --allow-net=localhost:8000, or name what is meant with --url or --embedded",
    );
  }
  return fine(
    "server",
    client === null
      ? `${usual} none answers at localhost:8000, so the engine inside this program does the work`
      : `${usual} the one at localhost:8000 answers, and is used`,
  );
}

async function checkAnswer(
  client: KtrdrClient,
  { context, signal }: { context: Context; signal: AbortSignal },
): Promise<Check[]> {
  const start = context.host.now();
  const answer = await client.health.get({ timeout: longestWait, retries: 0, signal })
    .then((health) => ({ health }), (error: unknown) => ({ error }));
  if ("error" in answer) return [broken("connection", answer.error)];
  const latency = context.host.now() - start;
  const { version, status, extensions } = answer.health;
  const name = typeof version === "string" ? `KTRDR ${version}` : "A KTRDR server";
  const known = Object.keys(extensions).filter((extension) => extensions[extension]);
  return [
    fine("connection", `${name} answers in ${latency} ms: ${status}`),
    fine("extensions", known.length === 0 ? "None: it does what every KTRDR server does" : known.join(", ")),
    checkClock(client.serverClockLead),
  ];
}

function checkClock(lead: number | undefined): Check {
  if (lead === undefined) return fine("clock", "The server does not tell its time");
  const skew = Math.abs(lead);
  if (skew <= smallSkew) return fine("clock", "The server's clock and this one agree");
  const way = lead > 0 ? "ahead of" : "behind";
  return doubtful(
    "clock",
    `The server's clock is ${formatDuration(skew)} ${way} this one`,
    "Set both by a time server: times in lists and progress are off by that much",
  );
}
