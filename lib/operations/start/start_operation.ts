import type { ApiClient } from "../../client/api_client.ts";
import { anySignal } from "../../client/time_limit.ts";
import { mayRepeat } from "../../client/retry.ts";
import { ApiError, ConnectionError, ContractError, TimeoutError } from "../../errors.ts";
import { type BusyWorker, busyWorker, findHolder, stillBusy } from "./busy_worker.ts";
import type { ExecuteOptions } from "../watch_options.ts";
import { findLostStart, findRefusedStart } from "./find_start.ts";
import { leftStarting, notStarted, stillStarting } from "../left_running.ts";
import type { OperationAdapter } from "../operation_adapter.ts";
import { Deadline } from "../deadline.ts";

/** An operation that runs on the server. */
interface StartedOperation {
  operationId: string;
  /** By the client's clock, in milliseconds since the epoch. */
  startedAt: number;
}

/** How long the answer to a start is awaited after an interrupt, then the operation looked for. Milliseconds, each. */
const interruptTime = 10_000;
/** How long an operation is looked for after the time limit. Milliseconds. */
export const lastLookTime = 1_500;
const busyPause = 2_000;

/**
 * Starts an operation, once. Rejects with the reason of `signal` or `abandon` where it is aborted and nothing has arrived,
 * with `InterruptedError` where the start was left in the middle, with `ConnectionError` where it may have started, and
 * with `TimeoutError` (exit code 124) where it may have when `timeLimit` was aborted. Where nothing has arrived by then, it
 * rejects with the error of the last attempt.
 */
export async function startOperation(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions,
): Promise<StartedOperation> {
  const { signal, abandon, timeLimit } = options;
  let holder: Promise<string | null> | undefined;
  for (let remainingMs = options.waitForWorker ?? 60_000;;) {
    signal?.throwIfAborted();
    abandon?.throwIfAborted();
    if (timeLimit?.aborted) throw notStarted(timeLimit.reason);
    const since = client.now();
    try {
      return { operationId: await sendStart(client, adapter, options), startedAt: client.now() };
    } catch (error) {
      const busy = busyWorker(error);
      if (busy !== undefined || mayRepeat("POST", error)) anySignal(signal, abandon).throwIfAborted();
      if (abandon?.aborted) throw leftStarting(adapter, abandon.reason);
      // A clock that was set in between counts for one request at the most.
      remainingMs -= Math.min(Math.max(client.now() - since, 0), client.timeout);
      if (busy === undefined) {
        const operationId = await findStart(client, adapter, { ...options, since, error });
        return { operationId, startedAt: client.now() };
      }
      if (!busy.areRegistered) throw error;
      holder ??= findHolder(client, adapter.type, { signal: anySignal(signal, abandon, timeLimit) });
      if (remainingMs <= 0) throw stillBusy(error, await holder);
      remainingMs -= await pauseForWorker(client, busy, { ...options, holder: await holder, remainingMs });
      if (timeLimit?.aborted) throw stillBusy(error, await holder);
    }
  }
}

/** Waits before the start is sent again, or until the time limit; resolves with the milliseconds that takes. */
async function pauseForWorker(
  client: ApiClient,
  busy: BusyWorker,
  options: ExecuteOptions & { holder: string | null; remainingMs: number },
): Promise<number> {
  const { holder, remainingMs, signal, abandon, timeLimit } = options;
  // No wait at all, as a server may ask for, would be a flood.
  const delayMs = Math.min(busy.retryAfter || busyPause, remainingMs);
  options.onState?.({ type: "worker_busy", reason: busy.reason, holder, delayMs, remainingMs });
  await client.delay(delayMs, { signal: anySignal(signal, abandon, timeLimit) }).catch((reason) => {
    if (reason !== timeLimit?.reason) throw reason;
  });
  return delayMs;
}

async function sendStart(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions,
): Promise<string> {
  const { signal, abandon, timeLimit } = options;
  using deadline = new Deadline(client, { begins: signal, milliseconds: interruptTime });
  const payload = adapter.startPayload();
  const body = await client.post(adapter.startEndpoint, {
    ...(Object.keys(payload).length === 0 ? {} : { json: payload }),
    signal: anySignal(deadline.ended, abandon, timeLimit),
    waitSignal: anySignal(signal, abandon, timeLimit),
  });
  return adapter.parseStartResponse(body);
}

/** The operation of a start that was answered with an error; throws where there is none. */
async function findStart(
  client: ApiClient,
  adapter: OperationAdapter,
  start: ExecuteOptions & { since: number; error: unknown },
): Promise<string> {
  const { error, signal, abandon, timeLimit } = start;
  using deadline = new Deadline(client, { begins: signal, milliseconds: interruptTime });
  using lastLook = new Deadline(client, { begins: timeLimit, milliseconds: lastLookTime });
  const search = { ...start, signal: anySignal(deadline.ended, lastLook.ended, abandon) };
  try {
    if (isAnswerLost(error)) return await findLostStart(client, adapter, search);
    if (isAnswerDoubtful(error)) return await findRefusedStart(client, adapter, { ...search, error });
  } catch (cause) {
    if (abandon?.aborted) throw leftStarting(adapter, abandon.reason);
    const isUnsure = cause instanceof ConnectionError && cause.mayHaveArrived;
    const isGivenUp = lastLook.ended.aborted || (timeLimit?.aborted && isUnsure);
    if (deadline.ended.aborted || (signal?.aborted && (isUnsure || isGivenUp))) {
      throw leftStarting(adapter, signal?.reason);
    }
    if (isGivenUp) throw stillStarting(adapter, error);
    throw cause;
  }
  throw error;
}

/** Whether the start may have been carried out although no usable answer came. */
function isAnswerLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveArrived;
  if (error instanceof TimeoutError || error instanceof ContractError) return true;
  return error instanceof ApiError && (error.status === 502 || error.status === 504);
}

/** Whether something else went wrong on the server, perhaps after the operation was under way. */
function isAnswerDoubtful(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status >= 500;
}
