/**
 * What the stand-in remembers, and what it therefore believes.
 * @module
 */
import type { Job, JobBook } from "./job_book.ts";
import type { Told } from "./wire.ts";

/** The server keeps what workers told it for so long. Milliseconds. */
export const cacheTime = 1_000;
/** What no worker claims for so long is failed. Milliseconds. */
const orphanTime = 60_000;

/** What a {@linkcode ServerMemory} depends on. */
export interface ServerMemoryOptions {
  now(): number;
  registration: number;
  claims: boolean;
}

/** The memory of the server, which a restart empties. */
export class ServerMemory {
  /** What `GET /operations` shows. */
  readonly listed = new Set<string>();
  readonly cache = new Map<string, { at: number; body: object }>();
  readonly #jobs: JobBook;
  readonly #options: ServerMemoryOptions;
  #stoppedAt = -Infinity;
  #restartedAt = -Infinity;

  constructor(jobs: JobBook, options: ServerMemoryOptions) {
    this.#jobs = jobs;
    this.#options = options;
  }

  stop(): void {
    this.#stoppedAt = this.#options.now();
  }

  restart(): void {
    this.#restartedAt = this.#options.now();
    this.listed.clear();
    this.cache.clear();
  }

  /** Whether the workers have registered with this server. */
  get knowsWorkers(): boolean {
    return this.#options.now() >= this.#restartedAt + this.#options.registration;
  }

  /** What the server believes of a job. */
  toldOf(job: Job): Told {
    const done = this.#jobs.epochOf(job);
    const isForgotten = job.startedAt < this.#restartedAt;
    if (!isForgotten || !["running", "completed"].includes(job.toldStatus)) {
      return { status: job.toldStatus, isForgotten, error: job.error, done };
    }
    // What ended before the restart was stored.
    if (job.endedAt !== null && !job.hasDied && job.endedAt < this.#stoppedAt) {
      return { status: job.toldStatus, isForgotten, error: job.error, done };
    }
    // Running, without steps, until a worker claims it or nobody does.
    if (this.#options.claims && this.knowsWorkers) {
      return { status: job.status, isForgotten: false, error: job.error, done };
    }
    if (this.#options.now() - this.#restartedAt < orphanTime) {
      return { status: "running", isForgotten, error: null, done };
    }
    return { status: "failed", isForgotten, error: "Operation was RUNNING but no worker claimed it", done };
  }
}
