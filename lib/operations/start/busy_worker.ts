import { retryAfterOf } from "../../client/retry.ts";
import type { ApiClient } from "../../client/api_client.ts";
import type { RequestOptions } from "../../client/client_options.ts";
import type { OperationType } from "../../contract/words/operation_words.ts";
import { ApiError } from "../../errors.ts";
import { canDo } from "../kinds.ts";

/** A start that was refused for want of a worker. */
export interface BusyWorker {
  /** The server's words. */
  reason: string;
  /** Whether there are workers at all, so that one may become free. */
  areRegistered: boolean;
  /** What the server asked to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/** What an error says about busy workers; undefined where it is another error. Nothing was started in this case. */
export function busyWorker(error: unknown): BusyWorker | undefined {
  if (!(error instanceof ApiError) || error.status !== 503) return undefined;
  const registered = error.details.registered_workers;
  const isCounted = typeof registered === "number";
  if (!isCounted && !/worker.* available/i.test(error.message)) return undefined;
  return {
    reason: error.message,
    areRegistered: !isCounted || registered > 0,
    retryAfter: retryAfterOf(error),
  };
}

/** The operation that has a worker of the type; null where the server does not tell. Never rejects. */
export async function findHolder(
  client: ApiClient,
  type: OperationType,
  request: RequestOptions,
): Promise<string | null> {
  const workers = await client.workers.list({ ...request, retries: 0 }).catch(() => []);
  const held = workers.find((worker) => canDo(worker.worker_type, type) && worker.current_operation_id);
  return held?.current_operation_id ?? null;
}

/** The error of a start for which no worker became free, with what helps: the server speaks of workers that do not run. */
export function stillBusy(error: unknown, holder: string | null): unknown {
  if (!(error instanceof ApiError)) return error;
  const { status, code, retryable, details } = error;
  const way = holder === null ? "try again later" : `wait for it with 'ktrdr wait ${holder}'`;
  return new ApiError(error.message, {
    status,
    code,
    retryable,
    exitCode: error.exitCode,
    details,
    hint:
      `${
        holder === null ? "A worker" : `Operation ${holder} has the worker, which`
      } frees itself some seconds ` +
      `after its work has ended: ${way}, or give --wait-for-worker more seconds`,
    cause: error,
  });
}
