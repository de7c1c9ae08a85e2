/**
 * Looking for the operation of a start that was not answered as it should be.
 * @module
 */
import type { ApiClient } from "../../client/api_client.ts";
import { type ApiError, ConnectionError } from "../../errors.ts";
import { describeLostStart, whereToLook } from "../left_running.ts";
import type { OperationAdapter } from "../operation_adapter.ts";
import { Deadline } from "../deadline.ts";
import { isTransient } from "../polling/poll_failure.ts";
import type { WatchOptions } from "../watch_options.ts";

/** The start whose operation is looked for. */
interface FindStartOptions {
  /** When it was sent, by the client's clock. */
  since: number;
  /** What came instead of an answer. */
  error: unknown;
  /** Ends the search, which rejects with the signal's reason. */
  signal: AbortSignal;
  onState?: WatchOptions["onState"];
}

/**
 * How long an operation is looked for: on a server that answers and does not know it, and in all on one that does not
 * answer, since it may restart. Milliseconds.
 */
const searchTime = { answering: 10_000, silent: 90_000 } as const;
const searchPause = 1_000;

/**
 * Finds the operation of a start whose answer was lost. Throws `ConnectionError`, which says that it may have started,
 * where there is none: whether it arrived is unknown then.
 */
export async function findLostStart(
  client: ApiClient,
  adapter: OperationAdapter,
  start: FindStartOptions,
): Promise<string> {
  const { error } = start;
  const reason = error instanceof Error ? error.message : String(error);
  start.onState?.({ type: "start_lost", reason });
  const operationId = await search(client, adapter, start);
  if (operationId === undefined) throw mayHaveStarted(adapter, { reason, error });
  start.onState?.({ type: "start_found", operationId });
  return operationId;
}

/**
 * Finds the operation of a start that the server says has gone wrong, if it is under way all the same. Throws the error
 * of the start where it is not.
 */
export async function findRefusedStart(
  client: ApiClient,
  adapter: OperationAdapter,
  start: FindStartOptions & { error: ApiError },
): Promise<string> {
  const { error } = start;
  const { isAnswered, operationId } = await look(client, adapter, start);
  if (!isAnswered) return await findLostStart(client, adapter, start);
  if (operationId === undefined || !await isUnderWay(client, operationId, start)) throw error;
  start.onState?.({ type: "start_found", operationId });
  return operationId;
}

/** An operation that was made but not handed to a worker stays pending for ever: that start has failed indeed. */
async function isUnderWay(
  client: ApiClient,
  operationId: string,
  { signal }: FindStartOptions,
): Promise<boolean> {
  try {
    return (await client.operations.get(operationId, { signal })).status !== "pending";
  } catch {
    signal.throwIfAborted();
    return true;
  }
}

/** What came of looking once. */
interface Look {
  /** Whether the server answered. */
  isAnswered: boolean;
  /** Undefined where the server does not have the operation. */
  operationId: string | undefined;
}

async function look(
  client: ApiClient,
  adapter: OperationAdapter,
  { since, signal }: FindStartOptions,
): Promise<Look> {
  try {
    return { isAnswered: true, operationId: await adapter.findStarted?.(client, { since, signal }) };
  } catch (error) {
    signal.throwIfAborted();
    return { isAnswered: !isTransient(error), operationId: undefined };
  }
}

/** Looks until the operation is there, or nobody can expect it any more. */
async function search(
  client: ApiClient,
  adapter: OperationAdapter,
  start: FindStartOptions,
): Promise<string | undefined> {
  if (adapter.findStarted === undefined) return undefined;
  using silence = new Deadline(client, { begins: "now", milliseconds: searchTime.silent });
  let denial: Deadline | undefined;
  try {
    for (;;) {
      const { isAnswered, operationId } = await look(client, adapter, start);
      if (operationId !== undefined) return operationId;
      if (isAnswered) {
        denial ??= new Deadline(client, { begins: "now", milliseconds: searchTime.answering });
      } else {
        denial?.[Symbol.dispose]();
        denial = undefined;
      }
      if ((denial ?? silence).ended.aborted) return undefined;
      await client.delay(searchPause, { signal: start.signal });
    }
  } finally {
    denial?.[Symbol.dispose]();
  }
}

function mayHaveStarted(
  adapter: OperationAdapter,
  { reason, error }: { reason: string; error: unknown },
): ConnectionError {
  return new ConnectionError(describeLostStart(adapter, reason), {
    mayHaveArrived: true,
    ...whereToLook(adapter),
    cause: error,
  });
}
