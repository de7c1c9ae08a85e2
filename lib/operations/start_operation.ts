import type { ApiClient } from "../client/api_client.ts";
import { anySignal } from "../client/time_limit.ts";
import { ApiError, ConnectionError, ContractError, ExitCode, TimeoutError } from "../errors.ts";
import type { ExecuteOptions } from "./execute.ts";
import { leftStarting } from "./left_running.ts";
import type { OperationAdapter } from "./operation_adapter.ts";
import { Patience } from "./patience.ts";
import { isRiddenOut } from "./poll_failure.ts";
import { busyWorker } from "./busy_worker.ts";

/** An operation that runs on the server. */
export interface StartedOperation {
  operationId: string;
  /** By the client's clock, in milliseconds since the epoch. */
  startedAt: number;
}

/** How long the answer to a start is awaited after an interrupt. Milliseconds. */
const interruptPatience = 10_000;
/** How long a start is looked for on a server that answers, and on one that does not. Milliseconds. */
const searchTime = { answering: 10_000, silent: 30_000 } as const;
const searchPause = 1_000;
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
  const waitUntil = client.now() + (options.waitForWorker ?? 60_000);
  for (;;) {
    signal?.throwIfAborted();
    abandon?.throwIfAborted();
    const since = client.now();
    try {
      const operationId = await sendStart(client, adapter, options);
      return { operationId, startedAt: client.now() };
    } catch (error) {
      if (abandon?.aborted) throw leftStarting(adapter.type, abandon.reason);
      const busy = busyWorker(error);
      const remainingMs = waitUntil - client.now();
      if (busy !== undefined && remainingMs > 0) {
        const delayMs = Math.min(busy.retryAfter ?? busyPause, remainingMs);
        options.onState?.({ type: "worker_busy", reason: busy.reason, delayMs, remainingMs });
        await client.delay(delayMs, { signal: anySignal(signal, abandon) });
        continue;
      }
      if (!isAnswerLost(error)) throw error;
      return await recoverStart(client, adapter, { ...options, since, error });
    }
  }
}

async function sendStart(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions,
): Promise<string> {
  using patience = new Patience(client, { signal: options.signal, milliseconds: interruptPatience });
  const payload = adapter.startPayload();
  const body = await client.post(adapter.startEndpoint, {
    ...(Object.keys(payload).length === 0 ? {} : { json: payload }),
    signal: anySignal(patience.ended, options.abandon),
    waitSignal: options.signal,
  });
  return adapter.parseStartResponse(body);
}

/** Whether the start may have been carried out although no usable answer came. */
function isAnswerLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveArrived;
  if (error instanceof TimeoutError || error instanceof ContractError) return true;
  return error instanceof ApiError && (error.status === 502 || error.status === 504);
}

/** Looks for the operation of a start whose answer was lost. */
async function recoverStart(
  client: ApiClient,
  adapter: OperationAdapter,
  options: ExecuteOptions & { since: number; error: unknown },
): Promise<StartedOperation> {
  const { since, error, abandon } = options;
  const reason = error instanceof Error ? error.message : String(error);
  options.onState?.({ type: "start_lost", reason });
  using patience = new Patience(client, { signal: options.signal, milliseconds: interruptPatience });
  try {
    const operationId = await findStarted(client, adapter, {
      since,
      signal: anySignal(patience.ended, abandon),
    });
    if (operationId !== undefined) {
      options.onState?.({ type: "start_found", operationId });
      return { operationId, startedAt: client.now() };
    }
  } catch (cause) {
    if (abandon?.aborted) throw leftStarting(adapter.type, abandon.reason);
    if (patience.ended.aborted) throw leftStarting(adapter.type, options.signal?.reason);
    throw cause;
  }
  if (options.signal?.aborted) throw leftStarting(adapter.type, options.signal.reason);
  throw new ConnectionError(
    `The ${adapter.type} operation may have started, but its answer was lost: ${reason}`,
    {
      mayHaveArrived: true,
      exitCode: ExitCode.unreachable,
      hint: "Look with: ktrdr operation list",
      details: { operation_type: adapter.type },
      cause: error,
    },
  );
}

async function findStarted(
  client: ApiClient,
  adapter: OperationAdapter,
  options: { since: number; signal: AbortSignal },
): Promise<string | undefined> {
  if (adapter.findStarted === undefined) return undefined;
  const beganAt = client.now();
  for (;;) {
    let limit: number = searchTime.answering;
    try {
      const operationId = await adapter.findStarted(client, options);
      if (operationId !== undefined) return operationId;
    } catch (error) {
      options.signal.throwIfAborted();
      if (!isRiddenOut(error)) return undefined;
      limit = searchTime.silent;
    }
    if (client.now() - beganAt >= limit) return undefined;
    await client.delay(searchPause, { signal: options.signal });
  }
}
