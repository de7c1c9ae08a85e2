import type { ApiClient } from "../client/api_client.ts";
import type { CancelOptions } from "../client/resources/operations.ts";
import { delayAfter } from "../client/retry.ts";
import { anySignal } from "../client/time_limit.ts";
import { ApiError, ConnectionError, ContractError, TimeoutError } from "../errors.ts";
import { leftRunning } from "./left_running.ts";
import { isNotFound, NotFoundGrace } from "./polling/not_found_grace.ts";
import { isTransient } from "./polling/poll_failure.ts";
import { watch } from "./watch.ts";
import type { EndedOperation, WatchOptions } from "./watch_options.ts";

/** How an operation is cancelled and watched. */
interface CancelAndWatchOptions extends WatchOptions {
  /** Leaves at once. */
  abandon?: AbortSignal | undefined;
  /** Sent to the server. */
  cancelReason?: string | undefined;
}

/** How the operation ended, and whether a cancel request of ours was carried out. */
interface CancelledOperation {
  operation: EndedOperation;
  isOurs: boolean;
}

/** The cancel request may take as long as the server needs to reach its worker. Milliseconds. */
const cancelTimeout = 60_000;
/** The operation is watched again once the cancel request is answered, or after this long. Milliseconds. */
const answerTime = 1_000;
/** How long a cancel request may go on after the operation has ended. Milliseconds. */
const lateAnswerTime = 5_000;
/** Bounds of the wait before the request is sent again, where the client chooses it itself. Milliseconds. */
const repeatPause = { least: 100, most: 5_000 } as const;

/**
 * Cancels an operation and watches it until it has ended. The request is sent at once, and again until the server takes
 * it or the operation has ended by itself. A request that gets no answer does not hold up the watch. Rejects with
 * `InterruptedError` when abandoned.
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
    await settlesWithin(client, { promise: cancelling, milliseconds: answerTime });
    const operation = await watch(client, operationId, { ...options, timeout: undefined, signal: abandon });
    await settlesWithin(client, { promise: cancelling, milliseconds: lateAnswerTime });
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
  const signal = anySignal(options.ended, options.abandon);
  const request = { reason: options.cancelReason, signal, timeout: cancelTimeout, retries: 0 };
  using notFound = new NotFoundGrace(client);
  let mayHaveArrived = false;
  try {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const error = await tryCancel(client, operationId, { ...options, request });
      if (error === undefined) return true;
      if (isTooLate(error)) break;
      // What was under way when the operation ended was sent, and is the likeliest cause of that end.
      mayHaveArrived ||= signal.aborted || mayBeCarriedOut(error);
      if (
        !signal.aborted && !isWorthRepeating(error, { notFound, isKnown: options.startedAt !== undefined })
      ) {
        options.onState?.({ type: "cancel_failed", operationId, reason: messageOf(error) });
        break;
      }
      const backoff = client.backoff({ attempt, cap: repeatPause.most });
      await client.delay(delayAfter(error, Math.max(repeatPause.least, backoff)), { signal });
    }
  } catch {
    // Only the wait between two attempts ends here: nobody needs the request any more.
  }
  return mayHaveArrived;
}

/** Sends the request once; resolves with the error if it was not taken. */
async function tryCancel(
  client: ApiClient,
  operationId: string,
  options: CancelAndWatchOptions & { request: CancelOptions },
): Promise<unknown> {
  try {
    const { task_cancelled, remote_cancelled } = await client.operations.cancel(operationId, options.request);
    if (remote_cancelled === false && task_cancelled === false) {
      options.onState?.({ type: "worker_may_go_on", operationId });
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Whether the server says that the operation has already ended. */
function isTooLate(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (error.status === 400 || error.status === 409) && /cannot be cancelled/i.test(error.message);
}

/** Whether a request that failed may have cancelled the operation all the same. */
function mayBeCarriedOut(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveArrived;
  return error instanceof TimeoutError || error instanceof ContractError ||
    (error instanceof ApiError && error.status >= 500);
}

function isWorthRepeating(error: unknown, known: { notFound: NotFoundGrace; isKnown: boolean }): boolean {
  if (isNotFound(error)) return known.isKnown && !known.notFound.isBelieved(error);
  known.notFound.end();
  return isTransient(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What to wait for, and how long at most. */
interface BoundedWait {
  promise: Promise<unknown>;
  milliseconds: number;
}

/** Whether a promise settles within a time, by the client's clock. Never rejects for the promise's sake. */
async function settlesWithin(client: ApiClient, wait: BoundedWait): Promise<boolean> {
  const settled = new AbortController();
  const limit = client.delay(wait.milliseconds, { signal: settled.signal }).then(() => false, () => false);
  const result = await Promise.race([wait.promise.then(() => true, () => true), limit]);
  settled.abort();
  await limit;
  return result;
}
