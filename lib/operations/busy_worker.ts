import { retryAfterOf } from "../client/retry.ts";
import { ApiError } from "../errors.ts";

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
