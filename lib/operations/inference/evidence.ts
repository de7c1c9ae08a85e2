import type { Checkpoint } from "../../contract/checkpoint.ts";
import type { Worker } from "../../contract/worker.ts";

/** What one look at an operation has shown. Undefined: the server did not tell. */
export interface Look {
  /** Null: there is none. */
  checkpoint: Checkpoint | null | undefined;
  workers: readonly Worker[] | undefined;
}

/**
 * What looks come to: "completed", its checkpoint is gone, and no worker has it; "stopped", the checkpoint is there, and no
 * worker has it; "vanished", as completed, but nobody has seen the checkpoint go. Undefined: nothing yet.
 */
export type Verdict = "completed" | "stopped" | "vanished" | undefined;

/** For how long looks must agree. Milliseconds. */
const times = {
  gone: 5_000,
  /** Where the server does not tell of its workers. */
  goneWithoutWorkers: 30_000,
  /** What a server calls running it fails by itself, in about 75 s. */
  stopped: { resuming: 30_000, running: 120_000 },
  /** Workers take this long to register with a server that has restarted. */
  registration: 120_000,
  /** A checkpoint that does not change, where the server does not tell of its workers. */
  abandoned: 600_000,
} as const;

/** Collects what looks at the checkpoint and the workers of one operation show. Times are milliseconds since the epoch. */
export class Evidence {
  readonly #operationId: string;
  #checkpoint: Checkpoint | undefined;
  #changedAt = 0;
  /** The last look. */
  #workers: readonly Worker[] | undefined;
  /** Since when looks have shown neither a checkpoint nor a worker. */
  #goneSince: number | undefined;
  /** Since when looks have shown a checkpoint and no worker. */
  #idleSince: number | undefined;

  constructor(operationId: string) {
    this.#operationId = operationId;
  }

  /** The newest checkpoint that was seen. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** Takes a look into account. */
  add({ checkpoint, workers }: Look, now: number): void {
    this.#workers = workers;
    if (checkpoint && checkpoint.created_at !== this.#checkpoint?.created_at) {
      this.#checkpoint = checkpoint;
      this.#changedAt = now;
    }
    const isHeld = workers?.some((worker) => worker.current_operation_id === this.#operationId) === true;
    if (isHeld || checkpoint) this.#goneSince = undefined;
    else if (checkpoint === null) this.#goneSince ??= now;
    if (isHeld || checkpoint === null) this.#idleSince = undefined;
    else if (checkpoint) this.#idleSince ??= now;
  }

  /** What the looks come to by now, of an operation that its server calls `status`. */
  judge(status: "resuming" | "running", now: number): Verdict {
    const needed = this.#workers === undefined ? times.goneWithoutWorkers : times.gone;
    if (this.#goneSince !== undefined && now - this.#goneSince >= needed) {
      if (this.#checkpoint !== undefined) return "completed";
      // What is resumed had a checkpoint; what runs may have none yet.
      return status === "resuming" ? "vanished" : undefined;
    }
    if (this.#idleSince === undefined) return undefined;
    if (this.#workers === undefined) return now - this.#changedAt >= times.abandoned ? "stopped" : undefined;
    const least = this.#workers.length === 0 ? times.registration : times.stopped[status];
    return now - this.#idleSince >= least ? "stopped" : undefined;
  }
}
