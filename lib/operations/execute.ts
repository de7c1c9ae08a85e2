import type { ExecuteOptions } from "./watch_options.ts";
import type { ApiClient } from "../client/api_client.ts";
import { anySignal } from "../client/time_limit.ts";
import { isTerminal, type TerminalStatus } from "../contract/words/operation_words.ts";
import { cancelAndWatch } from "./cancel_and_watch.ts";
import type { WatchedOperation } from "./inference/inference.ts";
import { leftRunning, stillRunning } from "./left_running.ts";
import type { OperationAdapter } from "./operation_adapter.ts";
import { Deadline } from "./deadline.ts";
import { lastLookTime, startOperation } from "./start/start_operation.ts";
import { watch } from "./watch.ts";

export type { LostStart, OperationAdapter } from "./operation_adapter.ts";

/** How an operation ended. */
export interface OperationResult {
  status: TerminalStatus;
  operationId: string;
  operation: WatchedOperation;
  /** Whether it was cancelled, and by `signal`. */
  cancelledByUs: boolean;
}

/**
 * Starts an operation and watches it until it has ended.
 *
 * A start is sent again only if it cannot have arrived; if its answer is lost, the operation is looked for. `signal`
 * during the start waits for its answer (10 s at most; without one the operation is looked for, for 10 s more) and then
 * cancels; while watching it cancels at once. The result is what the server says in the end: an operation that completes
 * in spite of a cancel request is completed. A failed operation is a result, not an error.
 *
 * `timeout` is for the start and the watch together. A start that is under way when it ends may have arrived: the
 * operation is looked for, for 1.5 s more, and its result given if it has ended. Where it cannot have arrived, the error of the last attempt is thrown.
 *
 * Rejects with what {@linkcode watch} rejects with; with `ApiError` where the start is refused; with `ConnectionError`
 * where it is unknown whether the start arrived; with `InterruptedError` where the operation was left running (exit
 * code by the reason of the signal); with the reason of `signal` where nothing was started.
 */
export async function executeOperation(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions = {},
): Promise<OperationResult> {
  const { signal, abandon, timeout } = options;
  using deadline = new Deadline(client, { begins: "now", milliseconds: timeout });
  const timeLimit = anySignal(deadline.ended, options.timeLimit);
  const { operationId, startedAt } = await startOperation(client, adapter, { ...options, timeLimit });
  options.onStarted?.(operationId);
  if (timeLimit.aborted && !signal?.aborted && !abandon?.aborted) {
    return await readOnce(client, operationId, { ...options, timeout: timeout ?? 0 });
  }
  try {
    const operation = await watch(client, operationId, {
      ...options,
      startedAt,
      signal: anySignal(signal, abandon, timeLimit),
    });
    return { status: operation.status, operationId, operation, cancelledByUs: false };
  } catch (error) {
    if (abandon?.aborted) throw leftRunning(operationId, abandon.reason);
    if (!signal?.aborted) {
      throw error === timeLimit.reason ? stillRunning(operationId, timeout ?? 0) : error;
    }
  }
  if (options.onInterrupt === "detach") throw leftRunning(operationId, signal.reason);
  const { operation, isOurs } = await cancelAndWatch(client, operationId, { ...options, startedAt });
  const cancelledByUs = isOurs && operation.status === "cancelled";
  return { status: operation.status, operationId, operation, cancelledByUs };
}

/** What has become of an operation that was found when the time was over. Throws `TimeoutError` where it still runs. */
async function readOnce(
  client: ApiClient,
  operationId: string,
  { timeout, signal, abandon }: ExecuteOptions & { timeout: number },
): Promise<OperationResult> {
  using deadline = new Deadline(client, { begins: "now", milliseconds: lastLookTime });
  const request = { signal: anySignal(signal, abandon, deadline.ended), retries: 0 };
  const operation = await client.operations.get(operationId, request).catch(() => undefined);
  if (operation === undefined || !isTerminal(operation.status)) throw stillRunning(operationId, timeout);
  return { status: operation.status, operationId, operation, cancelledByUs: false };
}
