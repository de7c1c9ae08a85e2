/**
 * What a server, the engine or the configuration file lists, for the prompt: at once or not at all.
 * @module
 */
import { join } from "@std/path";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import { readConfigFile } from "../../lib/config/load_config.ts";
import { sanitizeText } from "../../lib/output/text.ts";
import type { Context } from "../context.ts";
import type { Candidate } from "./find_completion.ts";
import { LiveCache } from "./live_cache.ts";
import { askServer, type ServerKind } from "./ask_server.ts";
import { cachePathIn, digestQuestion, type Question } from "./question.ts";
import { withWordsFor } from "./words_for_kind.ts";

/** How long the server may take, in milliseconds: where something is remembered, and where nothing is. */
const patience = { withMemory: 80, without: 250 } as const;

/** What there is of a kind; nothing where that cannot be known quickly. Never rejects. */
export async function listLiveValues(context: Context, question: Question): Promise<Candidate[]> {
  const { kind } = question;
  try {
    const listed = kind === "profile"
      ? await listProfiles(context)
      : await listRemembered(context, { ...question, kind });
    return withWordsFor(kind, listed);
  } catch {
    // Who presses Tab wants no error in the middle of the line.
    return withWordsFor(kind, []);
  }
}

async function listProfiles({ host }: Context): Promise<Candidate[]> {
  const file = await readConfigFile(host);
  return [...file?.profiles ?? []].map(([value, section]) => ({
    value,
    description: sanitizeText(section.get("url")?.text.replace(/^.*@/, "") ?? ""),
  }));
}

async function listRemembered(
  context: Context,
  question: Question & { kind: ServerKind },
): Promise<Candidate[]> {
  const { kind } = question;
  const { target, home } = await context.settings();
  const place = target.kind === "remote" ? shownBaseUrl(target.baseUrl) : `${target.kind} ${home}`;
  const cache = new LiveCache(context.host, cachePathIn(home));
  const remembered = await cache.read(`${place} ${kind}`);
  if (remembered?.isFresh) return remembered.candidates;
  const timeout = remembered === undefined ? patience.without : patience.withMemory;
  const asked = await ask(context, kind, timeout).catch(() => undefined);
  if (asked === undefined && remembered !== undefined) return remembered.candidates;
  // That there is no answer is remembered, too: the next Tab need not wait again.
  const keys = [`${place} ${kind}`, await digestQuestion(context.host, question)];
  await cache.write(keys, asked ?? []);
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
