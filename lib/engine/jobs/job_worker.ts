/**
 * One worker thread that does one job.
 * @module
 */
import type { JobMessage, JobRequest } from "./job.ts";
import { messageOf } from "./message_of.ts";

/** What a worker is for. */
export interface JobWorkerOptions<Work, Result> {
  createWorker: () => Worker;
  work: Work;
  /** Called for each message, and with a `failed` one if the worker breaks or `work` cannot be cloned. */
  onMessage: (message: JobMessage<Result>) => void;
}

/** A worker and the flag that asks it to stop. */
export class JobWorker<Work, Result> implements Disposable {
  readonly #worker: Worker;
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

  /** Makes the worker, and starts the job as soon as that is ready. Throws what `createWorker` throws. */
  constructor({ createWorker, work, onMessage }: JobWorkerOptions<Work, Result>) {
    this.#worker = createWorker();
    // The first message says that the worker is ready: what it is sent while it still loads is lost.
    this.#worker.onmessage = () => {
      this.#worker.onmessage = (event: MessageEvent<JobMessage<Result>>) => onMessage(event.data);
      try {
        const request: JobRequest<Work> = { work, stopFlag: this.#stopFlag.buffer };
        this.#worker.postMessage(request);
      } catch (error) {
        onMessage({ type: "failed", message: messageOf(error) });
      }
    };
    this.#worker.onmessageerror = () =>
      onMessage({ type: "failed", message: "The worker sent what cannot be read" });
    this.#worker.onerror = (event) => {
      event.preventDefault();
      onMessage({ type: "failed", message: messageOf(event.message) });
    };
  }

  /** Asks the job to stop, and wakes it if it waits. */
  stop(): void {
    Atomics.store(this.#stopFlag, 0, 1);
    Atomics.notify(this.#stopFlag, 0);
  }

  /** Ends the thread, finished or not; no message comes any more. The flag ends a loop that asks it. */
  [Symbol.dispose](): void {
    this.stop();
    this.#worker.onmessage = null;
    this.#worker.onmessageerror = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
  }
}
