/**
 * The worker's side: says that it is ready, takes one request, does the job, says how it ended.
 * @module
 */
import { messageOf } from "./message_of.ts";
import { createContext } from "./job_context.ts";
import type { JobFunction, JobMessage, JobOutcome, JobRequest, WorkerReady } from "./job.ts";

/** What a worker needs of its global scope. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/**
 * Does the job that comes through `port` with `run`. What `run` throws is sent as the reason of a failure, behind the
 * epochs that were done before.
 * Progress goes out at most five times a second, and whenever another kind of step begins.
 */
export function serveJobs<Work, Result>(port: WorkerPort, run: JobFunction<Work, Result>): void {
  const post = (message: WorkerReady | JobMessage<Result>, transfer: readonly Transferable[] = []) =>
    port.postMessage(message, transfer.slice());
  port.onmessage = (event) => {
    const request: JobRequest<Work> = event.data;
    const { context, flush } = createContext(new Int32Array(request.signals), post);
    const end = (outcome: JobOutcome<Result>) => {
      flush();
      if (outcome.cancelled) post({ type: "cancelled" });
      else post({ type: "done", result: outcome.result }, outcome.transfer);
    };
    const fail = (error: unknown) => {
      flush();
      post({ type: "failed", message: messageOf(error) });
    };
    try {
      const outcome = run(request.work, context);
      if (outcome instanceof Promise) outcome.then(end).catch(fail);
      else end(outcome);
    } catch (error) {
      fail(error);
    }
  };
  post({ type: "ready" });
}
