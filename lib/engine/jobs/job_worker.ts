/**
 * One worker thread that does one job.
 * @module
 */
import { type JobMessage, type JobRequest, jobSignals } from "./job.ts";
import { messageOf } from "./message_of.ts";

/** What a worker is for. */
interface JobWorkerOptions<Work, Result> {
  createWorker: () => Worker;
  work: Work;
  /** What of it goes to the worker without a copy. Default: nothing. */
  transfer?: readonly Transferable[];
  /** Called for each message, and with a `failed` one if the worker breaks or `work` cannot be cloned. */
  onMessage: (message: JobMessage<Result>) => void;
}

/** A worker, and the numbers that it shares with its job: the flag that asks it to stop is one of them. */
export class JobWorker<Work, Result> implements Disposable {
  readonly #worker: Worker;
  readonly #signals = new Int32Array(
    new SharedArrayBuffer(Object.keys(jobSignals).length * Int32Array.BYTES_PER_ELEMENT),
  );

  /** Makes the worker, and starts the job as soon as that is ready. Throws what `createWorker` throws. */
  constructor({ createWorker, work, transfer = [], onMessage }: JobWorkerOptions<Work, Result>) {
    this.#worker = createWorker();
    // The first message says that the worker is ready: what it is sent while it still loads is lost.
    this.#worker.onmessage = () => {
      this.#worker.onmessage = (event: MessageEvent<JobMessage<Result>>) => {
        const start = performance.now();
        onMessage(event.data);
        if (event.data.type === "checkpoint") {
          Atomics.store(this.#signals, jobSignals.checkpointCost, Math.ceil(performance.now() - start));
        }
        Atomics.add(this.#signals, jobSignals.taken, 1);
        Atomics.notify(this.#signals, jobSignals.taken);
      };
      try {
        const request: JobRequest<Work> = { work, signals: this.#signals.buffer };
        this.#worker.postMessage(request, transfer.slice());
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
    Atomics.store(this.#signals, jobSignals.stop, 1);
    Atomics.notify(this.#signals, jobSignals.stop);
    // It may wait until its epochs are taken.
    Atomics.notify(this.#signals, jobSignals.taken);
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
