/**
 * What a job says goes to the runner as messages, no more of them than that takes.
 * @module
 */
import type { EpochRecord, ProgressRecord } from "../store/store.ts";
import { type JobContext, type JobMessage, jobSignals } from "./job.ts";

/** Milliseconds between two reports of the same kind of step, and between two batches of epochs. */
const reportInterval = 200;
/** Reports of progress that may wait for the runner; what is said besides is left out. */
const mostReports = 4;
/** Epochs that may wait in the job. Then it waits itself. */
const mostEpochs = 5000;
/** Milliseconds after which a job that waits looks again whether it shall stop. */
const longestWait = 1000;

/** The context of a job, and what sends the epochs that still wait. */
interface BufferedContext {
  context: JobContext;
  flush(): void;
}

/**
 * The context of a job that shares `signals` with its runner. Epochs may take less than a millisecond: one message and one
 * write each would drown the main thread, so they go in batches.
 */
export function createContext(
  signals: Int32Array<SharedArrayBuffer>,
  post: (message: JobMessage<never>) => void,
): BufferedContext {
  const gate = new ProgressGate({ interval: reportInterval, now: () => performance.now() });
  const outbox = new Outbox(signals, post);
  const isCancelled = () => Atomics.load(signals, jobSignals.stop) !== 0;
  let epochs: EpochRecord[] = [];
  let flushedAt = -Infinity;
  let checkpointTime = 0;
  const flush = () => {
    if (epochs.length > 0) outbox.post({ type: "epochs", epochs });
    epochs = [];
    flushedAt = performance.now();
  };
  const context: JobContext = {
    report: (progress) => {
      if (outbox.count("progress") < mostReports && gate.passes(progress)) {
        outbox.post({ type: "progress", progress });
      }
    },
    addEpoch: (epoch) => {
      epochs.push(epoch);
      while (epochs.length >= mostEpochs && outbox.count("epochs") > 0 && !isCancelled()) outbox.wait();
      if (performance.now() - flushedAt >= reportInterval && outbox.count("epochs") === 0) flush();
    },
    saveCheckpoint: (checkpoint) => {
      const start = performance.now();
      flush();
      outbox.post({ type: "checkpoint", checkpoint });
      checkpointTime = performance.now() - start;
    },
    checkpointCost: () => {
      if (outbox.count("checkpoint") > 0) return null;
      return checkpointTime + Atomics.load(signals, jobSignals.checkpointCost);
    },
    isCancelled,
    wait: (milliseconds) => {
      Atomics.wait(signals, jobSignals.stop, 0, milliseconds);
    },
  };
  return { context, flush };
}

/** Messages on their way: the runner deals with them in their order and counts them. */
class Outbox {
  readonly #signals: Int32Array<SharedArrayBuffer>;
  readonly #post: (message: JobMessage<never>) => void;
  #posted = 0;
  /** The types of those that have not been dealt with, and their numbers. */
  #waiting: { readonly type: string; readonly number: number }[] = [];

  constructor(signals: Int32Array<SharedArrayBuffer>, post: (message: JobMessage<never>) => void) {
    this.#signals = signals;
    this.#post = post;
  }

  post(message: JobMessage<never>): void {
    this.#post(message);
    this.#waiting.push({ type: message.type, number: ++this.#posted });
  }

  /** How many messages of a type have not been dealt with. */
  count(type: JobMessage<never>["type"]): number {
    if (this.#waiting.length === 0) return 0;
    const taken = Atomics.load(this.#signals, jobSignals.taken);
    if (this.#waiting[0].number <= taken) {
      this.#waiting = this.#waiting.filter(({ number }) => number > taken);
    }
    return this.#waiting.filter((message) => message.type === type).length;
  }

  /** Blocks the thread until the runner has dealt with a message, or for some time. */
  wait(): void {
    const taken = Atomics.load(this.#signals, jobSignals.taken);
    if (this.#posted > taken) Atomics.wait(this.#signals, jobSignals.taken, taken, longestWait);
  }
}

/** How often something may pass. */
interface ProgressGateOptions {
  /** Least milliseconds between two reports of the same kind of step. */
  interval: number;
  /** A clock in milliseconds. */
  now: () => number;
}

/** Lets a report pass if another kind of step begins, or some time after the last one that passed. */
class ProgressGate {
  readonly #options: ProgressGateOptions;
  #lastKind: string | null | undefined;
  #lastTime = -Infinity;

  constructor(options: ProgressGateOptions) {
    this.#options = options;
  }

  /** Whether this report shall go on. */
  passes(progress: ProgressRecord): boolean {
    const now = this.#options.now();
    const kind = kindOf(progress.current_step);
    if (kind === this.#lastKind && now - this.#lastTime < this.#options.interval) return false;
    this.#lastKind = kind;
    this.#lastTime = now;
    return true;
  }
}

/** `Epoch 3/10` and `Epoch 4/10` are the same kind of step: they differ in digits only. */
function kindOf(step: string | null): string | null {
  return step === null ? null : step.replace(/\d+/g, "#");
}
