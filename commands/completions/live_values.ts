/**
 * What a server, the engine or the configuration file lists, for the prompt: at once or not at all.
 * @module
 */
import { join } from "@std/path";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import { readConfigFile } from "../../lib/config/load_config.ts";
import { operationTypes } from "../../lib/contract/operation_words.ts";
import { timeframeNames } from "../../lib/contract/timeframe.ts";
import type { Context } from "../context.ts";
import type { Candidate } from "./find_completion.ts";
import { LiveCache } from "./live_cache.ts";
import { askServer, type ServerKind } from "./ask_server.ts";
import type { LiveKind } from "./live_kind.ts";

/** How long the server may take, in milliseconds: where something is remembered, and where nothing is. */
const patience = { withMemory: 80, without: 250 } as const;

/** What there is of a kind; nothing where that cannot be known quickly. Never rejects. */
export async function listLiveValues(context: Context, kind: LiveKind): Promise<Candidate[]> {
  try {
    const listed = kind === "profile" ? await listProfiles(context) : await listRemembered(context, kind);
    const values = new Set(listed.map(({ value }) => value));
    return [...listed, ...wordsFor(kind).filter(({ value }) => !values.has(value))];
  } catch {
    // Who presses Tab wants no error in the middle of the line.
    return wordsFor(kind);
  }
}

/** What may always be said. */
function wordsFor(kind: LiveKind): Candidate[] {
  if (kind === "timeframe") return timeframeNames.map((value) => ({ value, description: "" }));
  if (kind === "backtest") return [{ value: "@last", description: "The newest backtest" }];
  if (!kind.endsWith("operation")) return [];
  return [
    { value: "@last", description: "The newest operation" },
    ...operationTypes.map((type) => ({ value: `@last:${type}`, description: `The newest ${type}` })),
  ];
}

async function listProfiles({ host }: Context): Promise<Candidate[]> {
  const file = await readConfigFile(host);
  return [...file?.profiles ?? []].map(([value, section]) => ({
    value,
    description: section.get("url")?.text.replace(/^.*@/, "") ?? "",
  }));
}

async function listRemembered(context: Context, kind: ServerKind): Promise<Candidate[]> {
  const { target, home } = await context.settings();
  const place = target.kind === "remote" ? shownBaseUrl(target.baseUrl) : `${target.kind} ${home}`;
  const cache = new LiveCache(context.host, join(home, "completions.json"));
  const remembered = await cache.read(`${place} ${kind}`);
  if (remembered?.isFresh) return remembered.candidates;
  const timeout = remembered === undefined ? patience.without : patience.withMemory;
  const asked = await ask(context, kind, timeout).catch(() => undefined);
  if (asked === undefined && remembered !== undefined) return remembered.candidates;
  // That there is no answer is remembered, too: the next Tab need not wait again.
  await cache.write(`${place} ${kind}`, asked ?? []);
  return asked ?? [];
}

async function ask(
  context: Context,
  kind: ServerKind,
  timeout: number,
): Promise<Candidate[]> {
  const remote = await context.remoteClient({ patience: timeout });
  if (remote !== null) return await askServer(remote, kind, { timeout });
  // Without data there is nothing to list, and Tab is no reason to make a home.
  const hasData = await context.host.files.exists(join(context.home, "ktrdr.db"));
  return hasData ? await askServer(await context.client(), kind, { timeout }) : [];
}
