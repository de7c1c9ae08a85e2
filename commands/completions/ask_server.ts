import type { KtrdrClient, RequestOptions } from "../../lib/client/client.ts";
import { listRunningIds, listUnlistedIds } from "../../lib/operations/lookup/unlisted_operations.ts";
import { sanitizeText } from "../../lib/output/text.ts";
import { describeCheckpoint } from "../checkpoint/describe_checkpoint.ts";
import type { Candidate } from "./find_completion.ts";
import type { LiveKind } from "./live_kind.ts";

/** What a server can list. */
export type ServerKind = Exclude<LiveKind, "profile">;

/** How long a server may take. */
export interface AskServerOptions {
  /** Milliseconds. */
  timeout: number;
}

/** As many operations as a prompt has use for. */
const mostOperations = 50;

/** What a server has of a kind. Asked once; throws where there is no answer in time. */
export async function askServer(
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
