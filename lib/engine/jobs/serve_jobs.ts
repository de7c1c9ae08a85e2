/**
 * The worker's side: says that it is ready, takes one request, does the job, says how it ended.
 * @module
 */
import { messageOf } from "./message_of.ts";
import { ProgressGate } from "./progress_gate.ts";
import type { JobContext, JobFunction, JobMessage, JobRequest, WorkerReady } from "./job.ts";

/** What a worker needs of its global scope. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Milliseconds between two reports of the same kind of step. */
const reportInterval = 200;

/**
 * Does the job that comes through `port` with `run`. What `run` throws is sent as the reason of a failure.
 * Progress goes out at most five times a second, and whenever another kind of step begins.
 */
export function serveJobs<Work, Result>(port: WorkerPort, run: JobFunction<Work, Result>): void {
  const post = (message: WorkerReady | JobMessage<Result>) => port.postMessage(message);
  port.onmessage = (event) => {
    const request: JobRequest<Work> = event.data;
    try {
      const outcome = run(request.work, createContext(new Int32Array(request.stopFlag), post));
      post(outcome.cancelled ? { type: "cancelled" } : { type: "done", result: outcome.result });
    } catch (error) {
      post({ type: "failed", message: messageOf(error) });
    }
  };
  post({ type: "ready" });
}

function createContext(stopFlag: Int32Array, post: (message: JobMessage<never>) => void): JobContext {
  const gate = new ProgressGate({ interval: reportInterval, now: () => performance.now() });
  return {
    report: (progress) => {
      if (gate.passes(progress)) post({ type: "progress", progress });
    },
    addEpoch: (epoch) => post({ type: "epoch", epoch }),
    saveCheckpoint: (checkpoint) => post({ type: "checkpoint", checkpoint }),
    isCancelled: () => Atomics.load(stopFlag, 0) !== 0,
    wait: (milliseconds) => {
      Atomics.wait(stopFlag, 0, 0, milliseconds);
    },
  };
}
