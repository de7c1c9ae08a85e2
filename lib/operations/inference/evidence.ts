import { canDo } from "../kinds.ts";
import type { Checkpoint } from "../../contract/checkpoint.ts";
import type { Worker } from "../../contract/worker.ts";

/** What one look at an operation has shown. Undefined: the server did not tell. */
export interface Look {
  /** Null: there is none. */
  checkpoint: Checkpoint | null | undefined;
  workers: readonly Worker[] | undefined;
}

/**
 * What looks come to: "completed", its checkpoint was seen to go, and no worker has it; "stopped", the checkpoint is
 * there, and nobody goes on with it; "ended", nobody has it, but nothing tells how that came. Undefined: nothing yet.
 */
type Verdict = "completed" | "stopped" | "ended" | undefined;

/** For how long looks must agree. Milliseconds. */
const times = {
  gone: 5_000,
  /** Where the server does not tell of its workers. */
  goneWithoutWorkers: 30_000,
  /** Where no worker that could have it is known: after a restart that takes up to 40 s. */
  goneUnregistered: 45_000,
  /** What a server calls running it fails by itself, in about 75 s. */
  idle: { resuming: 30_000, running: 120_000 },
  /** Workers take this long to register with a server that has restarted. */
  registration: 120_000,
  /** A checkpoint that does not change, or no word at all, where the server does not tell of its workers. */
  abandoned: 600_000,
} as const;

/** Between two looks no more than this counts: a clock may be set, or the machine asleep, meanwhile. Milliseconds. */
const longestGap = 10_000;

/** Since when looks have shown something, in time that was spent looking. Undefined: the last one did not. */
interface Since {
  /** No checkpoint, and no worker that has the operation. */
  gone?: number | undefined;
  /** The same, though workers that could have it are known. */
  free?: number | undefined;
  /** Workers that could have it, and none that has. */
  idle?: number | undefined;
  /** Neither a word of the checkpoint nor of the workers. */
  silent?: number | undefined;
  /** The same checkpoint. */
  unchanged?: number | undefined;
}

/** Collects what looks at the checkpoint and the workers of one operation show. */
export class Evidence {
  readonly #operationId: string;
  #checkpoint: Checkpoint | undefined;
  #last: Look = { checkpoint: undefined, workers: undefined };
  #since: Since = {};
  /** Time spent looking, in milliseconds; it never goes back. */
  #time = 0;
  #lookedAt: number | undefined;
  /** Whether the last look has shown a worker that could have the operation. */
  #isRegistered = false;
  /** When the server came back after it was away, in time spent looking. */
  #returnedAt = -Infinity;

  constructor(operationId: string) {
    this.#operationId = operationId;
  }

  /** The newest checkpoint that was seen. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** What was seen last. */
  get last(): Look {
    return this.#last;
  }

  /** Takes a look at an operation of a type into account; `now` is in milliseconds since the epoch. */
  add(look: Look, { now, type }: { now: number; type: string }): void {
    this.#time += Math.min(longestGap, Math.max(0, now - (this.#lookedAt ?? now)));
    this.#lookedAt = now;
    this.#last = look;
    const { checkpoint, workers } = look;
    const isNew = checkpoint && checkpoint.created_at !== this.#checkpoint?.created_at;
    if (checkpoint) this.#checkpoint = checkpoint;
    const isHeld = workers?.some((worker) => worker.current_operation_id === this.#operationId) === true;
    this.#isRegistered = workers?.some((worker) => canDo(worker.worker_type, type)) === true;
    const since = (isShown: boolean, before: number | undefined) =>
      isShown ? before ?? this.#time : undefined;
    this.#since = {
      gone: since(checkpoint === null && !isHeld, this.#since.gone),
      free: since(checkpoint === null && !isHeld && this.#isRegistered, this.#since.free),
      idle: since(workers !== undefined && !isHeld, this.#since.idle),
      silent: since(checkpoint === undefined && workers === undefined, this.#since.silent),
      unchanged: since(
        checkpoint !== null && workers === undefined,
        isNew ? undefined : this.#since.unchanged,
      ),
    };
  }

  /** There is no doubt any more: looks must agree anew. */
  reset(): void {
    this.#since = {};
    this.#lookedAt = undefined;
  }

  /** The server was away: its workers may come back one by one. */
  noteReturn(): void {
    this.reset();
    this.#returnedAt = this.#time;
  }

  /** What the looks come to by now, of an operation that its server calls `status`. */
  judge(status: "resuming" | "running"): Verdict {
    const { checkpoint, workers } = this.#last;
    // How what runs has ended a server finds out by itself; of what it calls resuming it never does.
    const ended = status === "resuming" ? "ended" : undefined;
    if (workers === undefined) {
      if (checkpoint === null) return this.#hasLasted("gone", times.goneWithoutWorkers) ? ended : undefined;
      if (this.#hasLasted("silent", times.abandoned)) return ended;
      const isAbandoned = this.#hasLasted("unchanged", times.abandoned) && ended !== undefined;
      return checkpoint && isAbandoned ? "stopped" : undefined;
    }
    if (checkpoint === null) {
      const isGone = this.#hasLasted("free", times.gone) || this.#hasLasted("gone", times.goneUnregistered);
      return !isGone ? undefined : this.#checkpoint === undefined ? ended : "completed";
    }
    const isBack = this.#isRegistered && this.#time - this.#returnedAt > times.registration;
    if (!this.#hasLasted("idle", isBack ? times.idle[status] : times.registration)) return undefined;
    return checkpoint ? "stopped" : ended;
  }

  #hasLasted(what: keyof Since, milliseconds: number): boolean {
    const since = this.#since[what];
    return since !== undefined && this.#time - since >= milliseconds;
  }
}
