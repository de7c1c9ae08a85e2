/**
 * What a server, the engine or the configuration file lists, for the prompt: at once or not at all.
 * @module
 */
import { join } from "@std/path";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import { readConfigFile } from "../../lib/config/load_config.ts";
import { sanitizeText } from "../../lib/output/text.ts";
import type { Context } from "../program/context.ts";
import type { Candidate, LiveKind } from "./find_completion.ts";
import { cachePathIn, digestQuestion, LiveCache, type Question, withWordsFor } from "./recall_values.ts";
import type { KtrdrClient, RequestOptions } from "../../lib/client/client.ts";
import { listRunningIds, listUnlistedIds } from "../../lib/operations/lookup/unlisted_operations.ts";
import { describeCheckpoint } from "../checkpoint/describe_checkpoint.ts";

/** How long the server may take, in milliseconds: where something is remembered, and where nothing is. */
const longestWait = { withMemory: 80, without: 250 } as const;

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
  const timeout = remembered === undefined ? longestWait.without : longestWait.withMemory;
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
  const remote = await context.remoteClient({ timeout });
  if (remote !== null) return await askServer(remote, kind, { timeout });
  // Without data there is nothing to list, and Tab is no reason to make a home.
  const hasData = await context.host.files.exists(join(context.home, "ktrdr.db"));
  return hasData ? await askServer(await context.client(), kind, { timeout }) : [];
}

/** What a server can list. */
type ServerKind = Exclude<LiveKind, "profile">;

/** How long a server may take. */
interface AskServerOptions {
  /** Milliseconds. */
  timeout: number;
}

/** As many operations as a prompt has use for. */
const mostOperations = 50;

/** What a server has of a kind. Asked once; throws where there is no answer in time. */
async function askServer(
  client: KtrdrClient,
  kind: ServerKind,
  { timeout }: AskServerOptions,
): Promise<Candidate[]> {
  const request = { timeout, retries: 0 };
  switch (kind) {
    case "operation":
    case "active operation":
    case "backtest": {
      const filter = {
        limit: mostOperations,
        ...(kind === "active operation" && { active_only: true }),
        ...(kind === "backtest" && { operation_type: "backtesting" as const }),
      };
      const [list, unlisted] = await Promise.all([
        client.operations.list(filter, request),
        // What is listed is worth showing, though the server may be slow to tell the rest.
        listUnlisted(client, kind, request).catch(() => []),
      ]);
      const listed = list.data.map((operation) => ({
        value: operation.operation_id,
        description: words(operation.status, operation.operation_type, operation.symbol),
      }));
      const known = new Set(listed.map(({ value }) => value));
      return [...listed, ...unlisted.filter(({ value }) => !known.has(value))];
    }
    case "stopped operation":
      return (await client.checkpoints.list(request)).map((checkpoint) => ({
        value: checkpoint.operation_id,
        description: describeCheckpoint(checkpoint.state_summary),
      }));
    case "model":
      return (await client.models.list(request)).map((model) => ({
        value: model.model_id || model.model_name,
        description: words(model.symbol, model.timeframe),
      }));
    case "strategy":
      return (await client.strategies.list(request))
        .map(({ name, description }) => ({ value: name, description: words(description) }));
    case "symbol":
      return (await client.data.symbols(request))
        .map((info) => ({ value: info.symbol, description: words(...info.available_timeframes) }));
    case "timeframe": {
      const symbols = await client.data.symbols(request);
      const stored = new Set(symbols.flatMap((info) => info.available_timeframes));
      return [...stored].map((value) => ({ value, description: "" }));
    }
    case "worker":
      return (await client.workers.list(request))
        .map((worker) => ({
          value: worker.worker_id,
          description: words(worker.status, worker.worker_type),
        }));
  }
}

/** What a server has and does not list, as far as it may be of the kind; no backtest, for which there is no telling. */
async function listUnlisted(
  client: KtrdrClient,
  kind: "operation" | "active operation" | "backtest",
  request: RequestOptions,
): Promise<Candidate[]> {
  if (kind === "backtest") return [];
  const ids = kind === "operation"
    ? await listUnlistedIds(client, request)
    : await listRunningIds(client, { type: undefined, request });
  return [...new Set(ids)].slice(0, mostOperations).map((value) => ({ value, description: "" }));
}

/** On one line, without tabs. */
function words(...parts: (string | null | undefined)[]): string {
  return sanitizeText(parts.filter((part) => typeof part === "string").join(" ")).replaceAll(/\s+/g, " ")
    .trim();
}
