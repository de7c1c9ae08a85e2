/**
 * The words between a job runner (main thread) and the worker that does one job. `Work` is what shall be done,
 * `Result` what comes of it; both are structured-clonable and known only to the services.
 * @module
 */
import type { CheckpointType, EpochRecord, ProgressRecord } from "../store/store.ts";

/** A state that a job can go on from. */
export interface JobCheckpoint {
  readonly type: CheckpointType;
  /** What a person may read of it; JSON. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** What the job needs to go on; structured-clonable. */
  readonly data: unknown;
}

/**
 * What a job can say while it works. All calls are cheap, and none of them lets messages pile up: reports of progress are
 * thinned out, and so long as the runner does not come to take epochs the job waits.
 */
export interface JobContext {
  report(progress: ProgressRecord): void;
  addEpoch(epoch: EpochRecord): void;
  saveCheckpoint(checkpoint: JobCheckpoint): void;
  /**
   * Milliseconds that the last checkpoint took to be handed over and written down; 0 before the first one, and null until
   * it has been: a periodic one has to wait then.
   */
  checkpointCost(): number | null;
  /** Whether the job shall stop. Asked once a batch, or once a thousand bars. */
  isCancelled(): boolean;
  /** Blocks the worker for some milliseconds, or until the job is cancelled. */
  wait(milliseconds: number): void;
}

/** How a job ended: `cancelled` when it stopped because it was asked to. Failures are thrown. */
export type JobOutcome<Result> =
  | { readonly cancelled: true }
  | {
    readonly cancelled: false;
    readonly result: Result;
    /** What of it goes to the other thread without a copy. */
    readonly transfer?: readonly Transferable[];
  };

/** Does one job from start to end, in a worker. */
export type JobFunction<Work, Result> = (
  work: Work,
  context: JobContext,
) => JobOutcome<Result> | Promise<JobOutcome<Result>>;

/** From the runner to the worker, once. */
export interface JobRequest<Work> {
  readonly work: Work;
  /** Int32s, by {@linkcode jobSignals}. */
  readonly signals: SharedArrayBuffer;
}

/** What the two threads tell each other without messages: the index of each number. */
export const jobSignals = {
  /** 0 = go on, 1 = stop. */
  stop: 0,
  /** How many messages of the job the runner has dealt with. */
  taken: 1,
  /** Milliseconds that the runner took for the last checkpoint. */
  checkpointCost: 2,
} as const;

/** From the worker to the runner, before the request. */
export interface WorkerReady {
  readonly type: "ready";
}

/** From the worker to the runner. The last message is `done`, `cancelled` or `failed`. */
export type JobMessage<Result> =
  | { readonly type: "progress"; readonly progress: ProgressRecord }
  | { readonly type: "epochs"; readonly epochs: readonly EpochRecord[] }
  | { readonly type: "checkpoint"; readonly checkpoint: JobCheckpoint }
  | { readonly type: "done"; readonly result: Result }
  | { readonly type: "cancelled" }
  | { readonly type: "failed"; readonly message: string };
