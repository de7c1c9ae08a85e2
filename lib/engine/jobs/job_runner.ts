/**
 * Runs jobs in workers: so many at once, the rest in the order they came; writes down how they go on; cancels them.
 * @module
 */
import { KtrdrError } from "../../errors.ts";
import type { Store } from "../store/store.ts";
import { ChangeWaiters, type WaitOptions } from "./change_waiters.ts";
import { Heartbeat } from "./heartbeat.ts";
import { activeStatuses, JobRecord } from "./job_record.ts";
import { type Job, JobRun, type StopReason } from "./job_run.ts";
import { sweepOrphans } from "./sweep_orphans.ts";

export type { Job } from "./job_run.ts";

/** What a runner needs. */
export interface JobRunnerOptions {
  store: Store;
  /** Starts a thread that calls `serveJobs`. */
  createWorker: () => Worker;
  /** Most jobs at once. */
  cores: number;
  /** Milliseconds since the epoch. Default: the system's clock. */
  now?: () => number;
  /** How long a job that was asked to stop may take before its thread is ended. Default: 2000. */
  graceMilliseconds?: number;
}

/** What a request to cancel did. */
interface CancelOutcome {
  /** Whether the operation became cancelled by this request. */
  readonly changed: boolean;
  /** Whether a job of this process was told to stop, or taken from the queue. */
  readonly told: boolean;
}

const defaultGrace = 2000;
/** Milliseconds between two looks whether the process still lives that does what somebody waits for. */
const sweepInterval = 2000;
const defaultReason = "Operation cancelled by user";
const stoppedEarly = "Engine stopped before the operation started";

/**
 * Runs the jobs of one process. Its operations belong to `processId`; it tells the other processes that it is alive
 * and looks for their requests to cancel, but only while it has jobs: an idle runner has no timer.
 */
export class JobRunner<Work, Result> implements AsyncDisposable {
  readonly #options: JobRunnerOptions;
  readonly #now: () => number;
  readonly #heartbeat: Heartbeat;
  readonly #waiters = new ChangeWaiters();
  readonly #queue: Job<Work, Result>[] = [];
  readonly #runs = new Map<string, JobRun<Work, Result>>();
  #isClosed = false;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#heartbeat = new Heartbeat({
      store: options.store,
      now: this.#now,
      onTick: () => this.#tick(),
      onBeat: () => this.#runs.forEach((run) => run.checkOwnership()),
    });
  }

  /** The owner of the operations that run here. Registers this process when first asked. */
  get processId(): string {
    return this.#heartbeat.processId;
  }

  /** The number of jobs that run or wait here. */
  get activeCount(): number {
    return this.#runs.size + this.#queue.length;
  }

  /**
   * Brings the records up to date before they are read: those of this process, if it has not looked after them for long,
   * and those of processes that died.
   */
  sweep(): void {
    this.#heartbeat.catchUp();
    sweepOrphans(this.#options.store, this.#now);
  }

  /**
   * Runs the job of a pending or resuming operation when a core is free. Never waits. Throws KtrdrError when the
   * runner has been disposed of, and what the store throws.
   */
  start(job: Job<Work, Result>): void {
    if (this.#isClosed) throw new KtrdrError("The engine is stopping", { hint: "Open it again" });
    this.#record(job.operationId).claim();
    this.#queue.push(job);
    this.#heartbeat.start();
    this.#startNext();
  }

  /**
   * Marks an operation as cancelled at once and tells its job to stop, here or, through the store, in the process
   * that owns it. What the job still says is dropped, but for a checkpoint.
   */
  cancel(operationId: string, reason: string | null): CancelOutcome {
    const { operations } = this.#options.store;
    const owner = operations.find(operationId)?.owner ?? null;
    const isForeign = owner !== null && !this.#heartbeat.isSelf(owner);
    const errorMessage = reason ?? defaultReason;
    const changed = operations.change(operationId, {
      from: activeStatuses,
      status: "cancelled",
      error_message: errorMessage,
      completed_at: this.#now(),
      cancel_request: isForeign ? errorMessage : null,
    });
    if (changed !== null) this.#waiters.announce(operationId);
    return { changed: changed !== null, told: this.#stop(operationId, "cancelled") };
  }

  /**
   * Resolves when the operation is no longer at `seenVersion`, when the time is up, or when the signal aborts.
   * A change by another process is seen within 250 ms, and its death within some seconds.
   */
  waitForChange(operationId: string, seenVersion: number, options: WaitOptions): Promise<void> {
    const { operations } = this.#options.store;
    let sweptAt = performance.now();
    const isChanged = () => {
      if (performance.now() - sweptAt >= sweepInterval) {
        this.sweep();
        sweptAt = performance.now();
      }
      return this.trouble(operationId) !== null || operations.find(operationId)?.version !== seenVersion;
    };
    return this.#waiters.wait(operationId, isChanged, options);
  }

  /** Why a job of this process that has ended cannot be written down, as on a full disk; null where it can. */
  trouble(operationId: string): string | null {
    return this.#runs.get(operationId)?.trouble ?? null;
  }

  /** Resolves when no job of this operation runs here any more; a cancelled one has saved its checkpoint then. */
  async whenStopped(operationId: string): Promise<void> {
    await this.#runs.get(operationId)?.ended;
  }

  /**
   * Asks every job to stop and save a checkpoint, waits for them for a bounded time, and marks their operations
   * as failed: they can be resumed. A job that finishes meanwhile is completed.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#queue.splice(0)) this.#endUnstarted(job);
    const runs = [...this.#runs.values()];
    for (const run of runs) run.stop("shutdown");
    await Promise.all(runs.map((run) => run.ended));
    this.#heartbeat[Symbol.dispose]();
    this.#waiters[Symbol.dispose]();
  }

  #startNext(): void {
    while (this.#runs.size < this.#options.cores) {
      // A resumed operation waits until the run that was cancelled before has ended.
      const index = this.#queue.findIndex((job) => !this.#runs.has(job.operationId));
      if (index < 0) break;
      this.#run(this.#queue.splice(index, 1)[0]);
    }
    if (this.activeCount === 0) this.#heartbeat.stop();
  }

  #run(job: Job<Work, Result>): void {
    const run = new JobRun<Work, Result>({
      job,
      record: this.#record(job.operationId),
      createWorker: this.#options.createWorker,
      graceMilliseconds: this.#options.graceMilliseconds ?? defaultGrace,
      now: this.#now,
    });
    this.#runs.set(job.operationId, run);
    run.ended.then(() => {
      this.#runs.delete(job.operationId);
      this.#startNext();
    });
    run.start();
  }

  #stop(operationId: string, reason: StopReason): boolean {
    const index = this.#queue.findIndex((job) => job.operationId === operationId);
    if (index >= 0) this.#queue.splice(index, 1);
    const run = this.#runs.get(operationId);
    run?.stop(reason);
    if (this.activeCount === 0) this.#heartbeat.stop();
    return index >= 0 || run !== undefined;
  }

  /** Does what other processes asked for, and writes what could not be written before. */
  #tick(): void {
    const { operations } = this.#options.store;
    for (const run of this.#runs.values()) run.writeEnding();
    for (const { operation_id: id, cancel_request } of operations.cancelRequests(this.processId)) {
      this.cancel(id, cancel_request);
      operations.change(id, { ownedBy: this.processId, cancel_request: null });
    }
  }

  #record(operationId: string): JobRecord {
    return new JobRecord({
      store: this.#options.store,
      operationId,
      owner: this.processId,
      now: this.#now,
      onChange: (id) => this.#waiters.announce(id),
    });
  }

  /** Where it cannot be written, the sweep of the next process has to do. */
  #endUnstarted(job: Job<Work, Result>): void {
    try {
      this.#record(job.operationId).end({ status: "failed", error_message: stoppedEarly });
    } catch (error) {
      if (!(error instanceof KtrdrError)) throw error;
    }
  }
}
