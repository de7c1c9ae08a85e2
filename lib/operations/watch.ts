import type { EndedOperation, WatchOptions } from "./watch_options.ts";
import type { ApiClient } from "../client/api_client.ts";
import { isTerminal } from "../contract/operation.ts";
import { explainUnclaimed, type WatchedOperation } from "./inference/inference.ts";
import { OperationPoller } from "./polling/operation_poller.ts";

export type { AppearedModel, Inference, WatchedOperation } from "./inference/inference.ts";
export type { WatchNotice } from "./watch_notice.ts";

/**
 * Watches an operation until it has ended, and resolves with it. The only poll loop there is.
 *
 * Only an answer with a terminal status ends a watch, or the proof that there will never be one: some servers never notice
 * that an operation which they call "resuming" has ended, or lose sight of it when they restart. Then its checkpoint and
 * the workers are asked; what they show is marked with `inferred` and the reason. Lost connections, 5xx, 429, broken bodies, unknown statuses and
 * progress that goes backwards are transient, and so is a 404 of an operation that was started or seen: for 10 s where
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
