import { retryAfterOf } from "../client/retry.ts";
import { ApiError } from "../errors.ts";

/** A start that was refused for want of a free worker. */
export interface BusyWorker {
  /** The server's words. */
  reason: string;
  /** What the server asked to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/**
 * What an error says about busy workers; undefined where it is another error, and where no worker is registered at all.
 * Nothing was started, so the start may be sent again.
 */
export function busyWorker(error: unknown): BusyWorker | undefined {
  if (!(error instanceof ApiError) || error.status !== 503) return undefined;
  const registered = error.details.registered_workers;
  const isBusy = typeof registered === "number" ? registered > 0 : /worker.* available/i.test(error.message);
  return isBusy ? { reason: error.message, retryAfter: retryAfterOf(error) } : undefined;
}
