import type { ApiClient } from "../client/api_client.ts";
import { anySignal } from "../client/time_limit.ts";
import { ApiError, ConnectionError, ContractError, TimeoutError } from "../errors.ts";
import { type BusyWorker, busyWorker } from "./busy_worker.ts";
import type { ExecuteOptions } from "./execute.ts";
import { findLostStart, findRefusedStart } from "./find_start.ts";
import { leftStarting } from "./left_running.ts";
import type { OperationAdapter } from "./operation_adapter.ts";
import { Patience } from "./patience.ts";

/** An operation that runs on the server. */
export interface StartedOperation {
  operationId: string;
  /** By the client's clock, in milliseconds since the epoch. */
  startedAt: number;
}

/** How long the answer to a start is awaited after an interrupt, then the operation looked for. Milliseconds, each. */
const interruptPatience = 10_000;
const busyPause = 2_000;

/**
 * Starts an operation, once. Rejects with the reason of `signal` where it is aborted and nothing was sent, with
 * `InterruptedError` where the start was left in the middle, with `ConnectionError` where it may have started.
 */
export async function startOperation(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions,
): Promise<StartedOperation> {
  const { signal, abandon } = options;
  for (let remainingMs = options.waitForWorker ?? 60_000;;) {
    signal?.throwIfAborted();
    abandon?.throwIfAborted();
    const since = client.now();
    try {
      return { operationId: await sendStart(client, adapter, options), startedAt: client.now() };
    } catch (error) {
      if (abandon?.aborted) throw leftStarting(adapter, abandon.reason);
      const busy = busyWorker(error);
      // A clock that was set in between counts for one request at the most.
      remainingMs -= Math.min(Math.max(client.now() - since, 0), client.timeout);
      if (busy === undefined) {
        const operationId = await findStart(client, adapter, { ...options, since, error });
        return { operationId, startedAt: client.now() };
      }
      if (!busy.areRegistered || remainingMs <= 0) throw error;
      remainingMs -= await pauseForWorker(client, busy, { ...options, remainingMs });
    }
  }
}

/** Waits before the start is sent again; resolves with the milliseconds that took. */
async function pauseForWorker(
  client: ApiClient,
  busy: BusyWorker,
  options: ExecuteOptions & { remainingMs: number },
): Promise<number> {
  const { remainingMs } = options;
  // No wait at all, as a server may ask for, would be a flood.
  const delayMs = Math.min(busy.retryAfter || busyPause, remainingMs);
  options.onState?.({ type: "worker_busy", reason: busy.reason, delayMs, remainingMs });
  await client.delay(delayMs, { signal: anySignal(options.signal, options.abandon) });
  return delayMs;
}

async function sendStart(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions,
): Promise<string> {
  using patience = new Patience(client, { begins: options.signal, milliseconds: interruptPatience });
  const payload = adapter.startPayload();
  const body = await client.post(adapter.startEndpoint, {
    ...(Object.keys(payload).length === 0 ? {} : { json: payload }),
    signal: anySignal(patience.ended, options.abandon),
    waitSignal: options.signal,
  });
  return adapter.parseStartResponse(body);
}

/** The operation of a start that was answered with an error; throws where there is none. */
async function findStart(
  client: ApiClient,
  adapter: OperationAdapter,
  start: ExecuteOptions & { since: number; error: unknown },
): Promise<string> {
  const { error, signal, abandon } = start;
  using patience = new Patience(client, { begins: signal, milliseconds: interruptPatience });
  const search = { ...start, signal: anySignal(patience.ended, abandon) };
  try {
    if (isAnswerLost(error)) return await findLostStart(client, adapter, search);
    if (isAnswerDoubtful(error)) return await findRefusedStart(client, adapter, { ...search, error });
  } catch (cause) {
    if (abandon?.aborted) throw leftStarting(adapter, abandon.reason);
    const isUnsure = cause instanceof ConnectionError && cause.mayHaveArrived;
    if (patience.ended.aborted || (signal?.aborted && isUnsure)) throw leftStarting(adapter, signal?.reason);
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
