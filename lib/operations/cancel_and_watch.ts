import type { ApiClient } from "../client/api_client.ts";
import { ApiError, ConnectionError } from "../errors.ts";
import { leftRunning } from "./left_running.ts";
import { isNotFound, isRiddenOut } from "./poll_failure.ts";
import { settlesWithin } from "./settles_within.ts";
import { type EndedOperation, watch, type WatchOptions } from "./watch.ts";

/** How an operation is cancelled and watched. */
export interface CancelAndWatchOptions extends WatchOptions {
  /** Leaves at once. */
  abandon?: AbortSignal | undefined;
  /** Sent to the server. */
  cancelReason?: string | undefined;
}

/** How the operation ended, and whether a cancel request of ours was carried out. */
export interface CancelledOperation {
  operation: EndedOperation;
  isOurs: boolean;
}

/** The cancel request may take as long as the server needs to reach its worker. Milliseconds. */
const cancelTimeout = 60_000;
/** The operation is watched again once the cancel request is answered, or after this long. Milliseconds. */
const answerPatience = 1_000;
/** How long a cancel request may go on after the operation has ended. Milliseconds. */
const lateAnswerPatience = 5_000;
/** A server may not know an operation right after its start. Milliseconds. */
const notFoundGrace = 10_000;

/**
 * Cancels an operation and watches it until it has ended. The request is sent at once, and again until the server takes
 * it or the operation has ended by itself. Rejects with `InterruptedError` when abandoned.
 */
export async function cancelAndWatch(
  client: ApiClient,
  operationId: string,
  options: CancelAndWatchOptions,
): Promise<CancelledOperation> {
  const { abandon } = options;
  if (abandon?.aborted) throw leftRunning(operationId, abandon.reason);
  const ended = new AbortController();
  const cancelling = requestCancel(client, operationId, { ...options, ended: ended.signal });
  options.onState?.({ type: "cancelling", operationId });
  try {
    await settlesWithin(client, { promise: cancelling, milliseconds: answerPatience });
    const operation = await watch(client, operationId, { ...options, timeout: undefined, signal: abandon });
    await settlesWithin(client, { promise: cancelling, milliseconds: lateAnswerPatience });
    ended.abort();
    return { operation, isOurs: await cancelling };
  } catch (error) {
    throw abandon?.aborted ? leftRunning(operationId, abandon.reason) : error;
  } finally {
    ended.abort();
  }
}

/** Resolves with whether a request of ours was, or may have been, carried out. Never rejects. */
async function requestCancel(
  client: ApiClient,
  operationId: string,
  options: CancelAndWatchOptions & { ended: AbortSignal },
): Promise<boolean> {
  const signal = AbortSignal.any([
    options.ended,
    ...(options.abandon === undefined ? [] : [options.abandon]),
  ]);
  let mayHaveArrived = false;
  try {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        await client.operations.cancel(operationId, {
          reason: options.cancelReason,
          signal,
          timeout: cancelTimeout,
          retries: 0,
        });
        return true;
      } catch (error) {
        if (signal.aborted || isTooLate(error)) return mayHaveArrived;
        if (!isWorthRepeating(client, error, options)) {
          options.onState?.({ type: "cancel_failed", operationId, reason: messageOf(error) });
          return mayHaveArrived;
        }
        mayHaveArrived ||= !(error instanceof ConnectionError) || error.mayHaveArrived;
      }
      await client.delay(client.backoff({ attempt, cap: 5_000 }), { signal });
    }
  } catch {
    // Only the wait between two attempts ends here: nobody needs the request any more.
  }
  return mayHaveArrived;
}

/** Whether the server says that the operation has already ended. */
function isTooLate(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && /cannot be cancelled/i.test(error.message);
}

function isWorthRepeating(client: ApiClient, error: unknown, options: CancelAndWatchOptions): boolean {
  const { startedAt } = options;
  if (isNotFound(error)) return startedAt !== undefined && client.now() - startedAt < notFoundGrace;
  return isRiddenOut(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
