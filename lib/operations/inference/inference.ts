/**
 * What is inferred of an operation where its server does not tell.
 * @module
 */
import type { ApiClient } from "../../client/api_client.ts";
import type { Operation } from "../../contract/operation.ts";
import { timeOf } from "../lookup/time_of.ts";

/** A model that appeared after a training had begun. */
export interface AppearedModel {
  /** Its id; null where the server does not tell. */
  model_id: string | null;
  /** Where it is; null where that is not known. */
  model_path: string | null;
  /** RFC 3339, or as the server writes it. */
  created_at: string | null;
  /** The name of its strategy; null where that is not known. */
  strategy_name: string | null;
}

/** Why an operation is taken for what its server does not call it. */
export interface Inference {
  /** A sentence without a final period. */
  reason: string;
  /** Of a training: the model that it has most likely made; null where none was found. */
  model: AppearedModel | null;
  /** What can be done, as a sentence without a final period. */
  hint?: string | undefined;
}

/** An operation as a watch tells it: with what was inferred, where its server did not tell. */
export type WatchedOperation = Operation & {
  /** Whether its status is not its server's word. */
  inferred?: true | undefined;
  inference?: Inference | undefined;
  /** Since when progress and metrics are as they are told, RFC 3339, where that is not now. */
  as_of?: string | undefined;
};

/** The server says so of an operation that was running when it restarted, and that no worker told it of since. */
const unclaimed = /no worker (has )?claimed/i;

/**
 * Looks whether a failed training that no worker claimed after a restart has left its model all the same; gives any other
 * operation back as it is, and also where `signal` ends the look. Never rejects.
 */
export async function explainUnclaimed<Ended extends WatchedOperation>(
  client: ApiClient,
  operation: Ended,
  signal: AbortSignal | undefined,
): Promise<Ended> {
  const { status, error_message: message } = operation;
  if (status !== "failed" || !unclaimed.test(message ?? "")) return operation;
  const model = await findAppearedModel(client, operation, { signal }).catch(() => null);
  if (model === null) return operation;
  const when = model.created_at === null ? "" : ` at ${model.created_at}`;
  const reason = `a model of it was saved${when}, so it has most likely completed while the server was away`;
  return { ...operation, inference: { reason, model, hint: useModel(model) } };
}

/** How to use a model that appeared. */
export function useModel(model: AppearedModel): string | undefined {
  const name = model.model_id ?? model.model_path;
  if (name === null) return undefined;
  return `Test it with: ktrdr backtest run ${model.strategy_name ?? "<strategy>"} --model-path ${name}`;
}

/** How a model is looked for. */
interface FindModelOptions {
  signal?: AbortSignal | undefined;
  /** The name of the strategy's file, without its ending, where it is known. */
  strategyFile?: string | undefined;
}

/** How long the list of models may take. Milliseconds. */
const listTimeout = 5_000;

/**
 * The newest model of a training's symbol and timeframe that appeared after the training began; null where the server
 * tells of none, and for any other operation. Rejects only with the reason of `signal`.
 */
export async function findAppearedModel(
  client: ApiClient,
  operation: Operation,
  options: FindModelOptions = {},
): Promise<AppearedModel | null> {
  if (operation.operation_type !== "training") return null;
  const { signal, strategyFile } = options;
  const { metadata, started_at } = operation;
  // The folder of a model has the name in the strategy's text; commands take the name of its file.
  const name = strategyOf(operation) ?? strategyFile;
  try {
    const models = await client.models.list({ signal, retries: 0, timeout: listTimeout });
    const began = timeOf(started_at ?? null);
    const newest = models
      .filter(({ symbol, timeframe }) => has(metadata?.symbol, symbol) && has(metadata?.timeframe, timeframe))
      .filter(({ strategy_name: other }) => !other || name === undefined || other === name)
      .filter(({ created_at }) => timeOf(created_at) >= began)
      .toSorted((left, right) => timeOf(right.created_at) - timeOf(left.created_at))[0];
    if (newest === undefined) return null;
    const usual = name === undefined || newest.timeframe === null
      ? null
      : `/app/models/${name}/${newest.timeframe}_latest`;
    return {
      model_id: newest.model_id || null,
      model_path: newest.model_path ?? (newest.model_id === "" ? usual : null),
      created_at: newest.created_at,
      strategy_name: strategyFile ?? newest.strategy_name ?? name ?? null,
    };
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}

/** The server joins several symbols or timeframes by commas. */
function has(told: unknown, name: string | null): boolean {
  return typeof told !== "string" || name === null || told.split(/,\s*/).includes(name);
}

/** The name of a training's strategy, from the head of its text, which is all that the server tells. */
function strategyOf({ metadata }: Operation): string | undefined {
  const parameters = metadata?.parameters;
  if (typeof parameters !== "object" || parameters === null) return undefined;
  if ("strategy_name" in parameters && typeof parameters.strategy_name === "string") {
    return parameters.strategy_name;
  }
  const text = "strategy_yaml" in parameters ? parameters.strategy_yaml : undefined;
  if (typeof text !== "string") return undefined;
  return /^name:[ \t]*(["']?)([\w-]+)\1[ \t]*(#.*)?$/m.exec(text)?.[2];
}
