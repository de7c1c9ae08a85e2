/**
 * One piece of work in a thread of its own, for a limited time.
 * @module
 */
import { JobWorker } from "./job_worker.ts";

/** How work is run. */
interface RunApartOptions {
  /** Starts a thread that calls `serveJobs`. */
  readonly createWorker: () => Worker;
  /** What of the work goes to the thread without a copy. */
  readonly transfer: readonly Transferable[];
  /** Ends the thread; the work is rejected with its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds after which the thread is ended. */
  readonly timeout: number;
  /** What the work is rejected with when its time is up. */
  readonly whenLate: () => Error;
  /** What the work is rejected with when the thread breaks. */
  readonly whenBroken: (message: string) => Error;
}

/** Does the work in a thread, which ends with it. Resolves with the result. */
export async function runApart<Work, Result>(work: Work, options: RunApartOptions): Promise<Result> {
  const { createWorker, transfer, signal, timeout, whenLate, whenBroken } = options;
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const end = () => reject(signal.reason);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  using _worker = new JobWorker<Work, Result>({
    createWorker,
    work,
    transfer,
    onMessage: (message) => {
      if (message.type === "done") resolve(message.result);
      if (message.type === "failed") reject(whenBroken(message.message));
    },
  });
  const timer = setTimeout(() => reject(whenLate()), timeout);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
