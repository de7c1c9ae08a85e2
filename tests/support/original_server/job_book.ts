/**
 * What the workers of the stand-in really do, whatever the server says of it.
 * @module
 */
import type { OperationStatus } from "../../../lib/contract/words/operation_words.ts";

/** How fast workers are, in milliseconds, and for how long. */
export interface JobPace {
  now(): number;
  epoch: number;
  epochs: number;
  checkpointEvery: number;
  adoption: number;
  cooling: number;
}

/** A checkpoint: the epoch counts from 0. */
export interface JobCheckpoint {
  readonly type: string;
  readonly epoch: number;
  readonly at: number;
}

/** A training or a backtest. */
export interface Job {
  readonly id: string;
  readonly type: "training" | "backtesting";
  readonly strategy: string;
  readonly createdAt: number;
  /** When a worker has it, or will. */
  startedAt: number;
  /** Epochs that were done before. */
  firstEpoch: number;
  /** Epochs in all. */
  epochs: number;
  /** What it really is. */
  status: OperationStatus;
  /** What the server believes. */
  toldStatus: OperationStatus;
  endedAt: number | null;
  error: string | null;
  checkpoint: JobCheckpoint | undefined;
  modelPath: string | null;
  /** Whether the worker stopped in the middle, for good. */
  hasDied: boolean;
}

/** What is asked for. */
export interface NewJob {
  type: Job["type"];
  strategy: string;
  id?: string | undefined;
  modelPath?: string | undefined;
}

/** A model as the server's store has it. */
export interface StoredModel {
  readonly at: number;
}

/** The jobs of the workers. */
export class JobBook {
  readonly #pace: JobPace;
  readonly #jobs: Job[] = [];
  readonly #models: StoredModel[] = [];

  constructor(pace: JobPace) {
    this.#pace = pace;
  }

  /** All jobs, the oldest first. */
  get all(): readonly Job[] {
    return this.#jobs.map((job) => this.#brought(job));
  }

  /** The models, the newest first. */
  get models(): readonly StoredModel[] {
    this.#jobs.forEach((job) => this.#brought(job));
    return this.#models.toReversed();
  }

  find(id: string): Job | undefined {
    const job = this.#jobs.find((one) => one.id === id);
    return job === undefined ? undefined : this.#brought(job);
  }

  start({ type, strategy, id, modelPath }: NewJob): Job {
    const now = this.#pace.now();
    const number = this.#jobs.length + 1;
    const stamp = new Date(now).toISOString().replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "_");
    const hasNoModel = type === "backtesting" && modelPath === undefined;
    const job: Job = {
      id: id ?? `op_${type}_${stamp}_${String(number).padStart(8, "0")}`,
      type,
      strategy,
      createdAt: now,
      startedAt: now,
      firstEpoch: 0,
      epochs: type === "training" ? this.#pace.epochs : 4,
      status: hasNoModel ? "failed" : "running",
      toldStatus: hasNoModel ? "failed" : "running",
      endedAt: hasNoModel ? now : null,
      error: hasNoModel ? "model_path is required for backtesting" : null,
      checkpoint: undefined,
      modelPath: modelPath ?? null,
      hasDied: false,
    };
    this.#jobs.push(job);
    return job;
  }

  /** Cancels a job for the server; whether the worker was told. */
  cancel(job: Job, reason: string | null): boolean {
    const now = this.#pace.now();
    const isTold = job.status === "running" && now >= job.startedAt;
    if (isTold) {
      const epoch = this.epochOf(job) - 1;
      if (epoch >= 0) job.checkpoint = { type: "cancellation", epoch, at: now };
      job.status = "cancelled";
      job.endedAt = now;
    }
    job.toldStatus = "cancelled";
    job.error = reason;
    return isTold;
  }

  /** Goes on from the checkpoint, for which the server has no word but "resuming". */
  resume(job: Job): void {
    job.firstEpoch = (job.checkpoint?.epoch ?? -1) + 1;
    job.startedAt = this.#pace.now() + this.#pace.adoption;
    job.status = "running";
    job.toldStatus = "resuming";
    job.endedAt = null;
    job.error = null;
    job.hasDied = false;
    job.epochs = this.#pace.epochs;
  }

  /** The worker dies: what it was at never goes on. */
  die(job: Job): void {
    job.hasDied = true;
    job.epochs = this.epochOf(job);
    job.endedAt = this.#pace.now();
  }

  /** Epochs that are done. */
  epochOf(job: Job): number {
    const time = (job.endedAt ?? this.#pace.now()) - job.startedAt;
    return Math.min(job.epochs, job.firstEpoch + Math.max(0, Math.floor(time / this.#pace.epoch)));
  }

  checkpointOf(job: Job): JobCheckpoint | undefined {
    return this.#brought(job).checkpoint;
  }

  /** What a worker is busy with, also for a while after it has ended. */
  jobOf(type: string): Job | undefined {
    const now = this.#pace.now();
    return this.all.findLast((job) => {
      if (job.type !== type || now < job.startedAt || job.hasDied) return false;
      return job.endedAt === null ? job.status === "running" : now < job.endedAt + this.#pace.cooling &&
        job.endedAt > job.startedAt;
    });
  }

  /** Brings a job to where it is by now. */
  #brought(job: Job): Job {
    if (job.status !== "running" || job.hasDied) return job;
    const done = this.epochOf(job);
    const { checkpointEvery, epoch } = this.#pace;
    const saved = Math.floor(done / checkpointEvery) * checkpointEvery - 1;
    if (job.type === "training" && saved >= job.firstEpoch) {
      const at = job.startedAt + (saved + 1 - job.firstEpoch) * epoch;
      job.checkpoint = { type: "periodic", epoch: saved, at };
    }
    if (done >= job.epochs) this.#complete(job);
    return job;
  }

  #complete(job: Job): void {
    job.endedAt = job.startedAt + (job.epochs - job.firstEpoch) * this.#pace.epoch;
    job.status = "completed";
    job.checkpoint = undefined;
    // Of what it resumed the server never hears again, nor of what it has cancelled.
    if (job.toldStatus === "running") job.toldStatus = "completed";
    if (job.type !== "training") return;
    this.#models.push({ at: job.endedAt });
    job.modelPath = `/app/models/${job.strategy}/1d_v${this.#models.length}`;
  }
}
