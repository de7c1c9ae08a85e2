import type { ApiClient } from "../client/api_client.ts";
import { isTerminal, type TerminalStatus } from "../contract/operation.ts";
import { explainUnclaimed, type WatchedOperation } from "./inference/inference.ts";
import { OperationPoller } from "./operation_poller.ts";
import type { WatchNotice } from "./watch_notice.ts";

export type { AppearedModel, Inference, WatchedOperation } from "./inference/inference.ts";
export type { WatchNotice } from "./watch_notice.ts";

/** How an operation is watched. Times are in milliseconds. */
export interface WatchOptions {
  /** Called with every answer: percentage 0–100, the current step (or the status), the operation as far as it is known. */
  onProgress?: ((percentage: number, message: string, operation: WatchedOperation) => void) | undefined;
  /** Called when something happens besides progress. */
  onState?: ((notice: WatchNotice) => void) | undefined;
  /** A fixed time between two polls. Default: 300, easing to 5,000; or none, where the server can wait for a change. */
  pollInterval?: number | undefined;
  /** Ends the watch, which rejects with the signal's reason. The operation runs on. */
  signal?: AbortSignal | undefined;
  /** Ends the watch with a `TimeoutError` (exit code 124). The operation runs on. */
  timeout?: number | undefined;
  /** When the operation was started, by the client's clock. It is then known to exist, though a server may not show it at once. */
  startedAt?: number | undefined;
}

/** An operation that has ended; `inferred` where its server does not say so. */
export type EndedOperation = WatchedOperation & { status: TerminalStatus };

/**
 * Watches an operation until it has ended, and resolves with it. The only poll loop there is.
 *
 * Only an answer with a terminal status ends a watch, or the proof that there will never be one: some servers never notice
 * that an operation which they call "resuming" has ended, or lose sight of it when they restart. Then its checkpoint and
 * the workers are asked; what they show is marked with `inferred` and the reason. Lost connections, 5xx, 429, broken bodies, unknown statuses and
 * progress that goes backwards are ridden out, and so is a 404 of an operation that was started or seen: for 10 s where
 * the server itself says so, for 90 s where only a proxy may. One request is in flight at a time. A cancelled operation
 * is read a second time, for its worker may have finished late.
 *
 * Rejects with `ApiError` for 401, 403, a 404 that stays, or a request the server refuses (exit code 6 where the
 * operation may run on); with `TimeoutError` when `timeout` has passed; with the error of the last attempt where a server
 * never answered and nothing was started; and with the reason of `signal`.
 */
export async function watch(
  client: ApiClient,
  operationId: string,
  options: WatchOptions = {},
): Promise<EndedOperation> {
  using poller = new OperationPoller(client, operationId, options);
  for (;;) {
    const operation = await poller.poll();
    const ended = operation === undefined ? undefined : endedOf(operation);
    if (ended !== undefined && ended.status !== "cancelled") {
      return await explainUnclaimed(client, ended, options.signal);
    }
    if (ended !== undefined) {
      const again = await poller.pollAgain();
      const settled = again === undefined ? ended : endedOf(again);
      if (settled !== undefined) return settled;
    }
    await poller.pause();
  }
}

function endedOf(operation: WatchedOperation): EndedOperation | undefined {
  const { status } = operation;
  return isTerminal(status) ? { ...operation, status } : undefined;
}
