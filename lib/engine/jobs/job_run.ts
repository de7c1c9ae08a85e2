/**
 * One job while it runs: a worker on one side, the record of its operation on the other.
 * @module
 */
import { KtrdrError } from "../../errors.ts";
import type { JobCheckpoint, JobMessage } from "./job.ts";
import type { JobEnding, JobRecord } from "./job_record.ts";
import { JobWorker } from "./job_worker.ts";
import { messageOf } from "./message_of.ts";

/** One job of an operation that is already stored. */
export interface Job<Work, Result> {
  operationId: string;
  /** What the worker shall do. Called when the job's turn comes, so that big payloads do not wait in memory. */
  work: () => Work;
  /** Keeps the result; gives the result of the operation. An error makes the operation a failed one. */
  finish: (result: Result) => Readonly<Record<string, unknown>>;
}

/** Why a job is asked to stop: somebody cancelled it, the engine stops, or its operation is not ours any more. */
export type StopReason = "cancelled" | "shutdown" | "lost";

/** What a run needs. */
interface JobRunOptions<Work, Result> {
  job: Job<Work, Result>;
  record: JobRecord;
  createWorker: () => Worker;
  /** How long the job may take to stop before its thread is ended. */
  graceMilliseconds: number;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** For how long an ending may stay unwritten before it is told all the same. Milliseconds. */
const writingPatience = 5_000;

/** So many messages may wait for a lock to pass: what they hold lies in memory. */
const mostWaiting = 1_000;

/** One job that runs, from `start` until `ended`. */
export class JobRun<Work, Result> {
  readonly #options: JobRunOptions<Work, Result>;
  readonly #ended = Promise.withResolvers<void>();
  #worker: JobWorker<Work, Result> | null = null;
  #stopReason: StopReason | null = null;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  /** Messages that could not be dealt with, since another process has the database locked. */
  readonly #waiting: JobMessage<Result>[] = [];
  /** What is to be written. */
  #ending: JobEnding | null = null;
  /** Since when that cannot be written, and why. */
  #trouble: { readonly since: number; readonly reason: string } | null = null;
  #isClosed = false;

  constructor(options: JobRunOptions<Work, Result>) {
    this.#options = options;
  }

  /** Resolves when the thread has ended and the record says how. Never rejects. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /**
   * Why the ending has not been written for some seconds; null while it has, or there is hope. It is written as soon as
   * that is possible.
   */
  get trouble(): string | null {
    if (this.#ending === null || this.#trouble === null) return null;
    if (this.#options.now() - this.#trouble.since < writingPatience) return null;
    return this.#ending.status === "failed" ? this.#ending.error_message : this.#trouble.reason;
  }

  /** Starts the worker, unless the operation does not wait for that any more. Never throws. */
  start(): void {
    const { job, record, createWorker } = this.#options;
    try {
      if (!record.begin()) return this.#close();
      const onMessage = (message: JobMessage<Result>) => this.#receive(message);
      this.#worker = new JobWorker({ createWorker, work: job.work(), onMessage });
    } catch (error) {
      this.#end(failure(error));
    }
  }

  /** Asks the job to stop. The first reason counts. */
  stop(reason: StopReason): void {
    if (this.#isClosed) return;
    this.#stopReason ??= reason;
    this.#worker?.stop();
    if (this.#ending !== null) return this.writeEnding();
    const giveUp = () => {
      this.#waiting.length = 0;
      this.#receive({ type: "cancelled" });
    };
    this.#graceTimer ??= setTimeout(giveUp, this.#options.graceMilliseconds);
  }

  /** Stops if another process has taken the operation over, or cancelled it. */
  checkOwnership(): void {
    const isWorking = this.#stopReason === null && this.#ending === null;
    if (isWorking && !this.#options.record.holds()) this.stop("lost");
  }

  /** Writes what could not be written before: what the job said, and how it ended, if that is known. */
  writeEnding(): void {
    if (this.#waiting.length > 0) this.#handleWaiting();
    const ending = this.#ending;
    if (ending === null) return;
    try {
      this.#options.record.end(ending);
    } catch (error) {
      const isStoreTrouble = error instanceof KtrdrError;
      // A full disk or a lock may pass. A cancelled job needs no ending; when the engine stops, the sweep of the
      // next one has to do.
      if (isStoreTrouble && this.#stopReason === null) {
        this.#trouble ??= { since: this.#options.now(), reason: messageOf(error) };
        return;
      }
      if (!isStoreTrouble && ending.status === "completed") return this.#end(failure(error));
    }
    this.#close();
  }

  #receive(message: JobMessage<Result>): void {
    this.#waiting.push(message);
    this.#handleWaiting();
  }

  /** Deals with messages in their order. A lock may pass: what it stops waits for the next message, or the next tick. */
  #handleWaiting(): void {
    for (let message = this.#waiting.shift(); message !== undefined; message = this.#waiting.shift()) {
      try {
        this.#handle(message);
      } catch (error) {
        const mayPass = error instanceof KtrdrError && error.details.trouble === "busy";
        if (mayPass && this.#waiting.length < mostWaiting) return void this.#waiting.unshift(message);
        this.#waiting.length = 0;
        return this.#end(failure(error));
      }
    }
  }

  #handle(message: JobMessage<Result>): void {
    const { record } = this.#options;
    switch (message.type) {
      case "progress":
        return this.#report(message.progress);
      case "epochs":
        return record.addEpochs(message.epochs);
      case "checkpoint":
        return record.saveCheckpoint(this.#named(message.checkpoint));
      case "done":
        return this.#isAbandoned ? this.#close() : this.#complete(message.result);
      case "failed":
        return this.#isAbandoned ? this.#close() : this.#end(failure(message.message));
      case "cancelled":
        return this.#endStopped();
    }
  }

  /** Whether nobody waits for the outcome any more. */
  get #isAbandoned(): boolean {
    return this.#stopReason === "cancelled" || this.#stopReason === "lost";
  }

  #report(progress: Parameters<JobRecord["report"]>[0]): void {
    if (this.#stopReason !== null) return;
    try {
      this.#options.record.report(progress);
    } catch (error) {
      // A report is not worth a job; the next one tells more.
      if (!(error instanceof KtrdrError)) throw error;
    }
  }

  /** A job knows only that it shall stop; why it shall is known here. */
  #named(checkpoint: JobCheckpoint): JobCheckpoint {
    const isShutdown = this.#stopReason === "shutdown" && checkpoint.type === "cancellation";
    return isShutdown ? { ...checkpoint, type: "shutdown" } : checkpoint;
  }

  #complete(result: Result): void {
    const { job, record } = this.#options;
    if (!record.holds()) return this.#close();
    this.#end({ status: "completed", result_summary: job.finish(result) });
  }

  #endStopped(): void {
    if (this.#isAbandoned) return this.#close();
    const isAsked = this.#stopReason === "shutdown";
    this.#end(isAsked ? this.#options.record.stoppedEnding() : failure("The job stopped before it was done"));
  }

  #end(ending: JobEnding): void {
    this.#worker?.[Symbol.dispose]();
    this.#ending = ending;
    this.writeEnding();
  }

  #close(): void {
    this.#isClosed = true;
    clearTimeout(this.#graceTimer);
    this.#worker?.[Symbol.dispose]();
    this.#ending = null;
    this.#ended.resolve();
  }
}

function failure(error: unknown): JobEnding {
  return { status: "failed", error_message: messageOf(error) };
}
