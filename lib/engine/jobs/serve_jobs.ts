/**
 * The worker's side: says that it is ready, takes one request, does the job, says how it ended.
 * @module
 */
import { messageOf } from "./message_of.ts";
import { ProgressGate } from "./progress_gate.ts";
import type { EpochRecord } from "../store/store.ts";
import type { JobContext, JobFunction, JobMessage, JobRequest, WorkerReady } from "./job.ts";

/** What a worker needs of its global scope. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Milliseconds between two reports of the same kind of step, and between two batches of epochs. */
const reportInterval = 200;

/**
 * Does the job that comes through `port` with `run`. What `run` throws is sent as the reason of a failure, behind the
 * epochs that were done before.
 * Progress goes out at most five times a second, and whenever another kind of step begins.
 */
export function serveJobs<Work, Result>(port: WorkerPort, run: JobFunction<Work, Result>): void {
  const post = (message: WorkerReady | JobMessage<Result>) => port.postMessage(message);
  port.onmessage = (event) => {
    const request: JobRequest<Work> = event.data;
    const { context, flush } = createContext(new Int32Array(request.stopFlag), post);
    try {
      const outcome = run(request.work, context);
      flush();
      post(outcome.cancelled ? { type: "cancelled" } : { type: "done", result: outcome.result });
    } catch (error) {
      flush();
      post({ type: "failed", message: messageOf(error) });
    }
  };
  post({ type: "ready" });
}

/** The context of a job, and what sends the epochs that still wait. */
interface BufferedContext {
  context: JobContext;
  flush(): void;
}

/** Epochs may take less than a millisecond: one message and one write each would drown the main thread. */
function createContext(stopFlag: Int32Array, post: (message: JobMessage<never>) => void): BufferedContext {
  const gate = new ProgressGate({ interval: reportInterval, now: () => performance.now() });
  let epochs: EpochRecord[] = [];
  let flushedAt = -Infinity;
  const flush = () => {
    if (epochs.length > 0) post({ type: "epochs", epochs });
    epochs = [];
    flushedAt = performance.now();
  };
  const context: JobContext = {
    report: (progress) => {
      if (gate.passes(progress)) post({ type: "progress", progress });
    },
    addEpoch: (epoch) => {
      epochs.push(epoch);
      if (performance.now() - flushedAt >= reportInterval) flush();
    },
    saveCheckpoint: (checkpoint) => {
      flush();
      post({ type: "checkpoint", checkpoint });
    },
    isCancelled: () => Atomics.load(stopFlag, 0) !== 0,
    wait: (milliseconds) => {
      Atomics.wait(stopFlag, 0, 0, milliseconds);
    },
  };
  return { context, flush };
}
