/**
 * Tells the other processes of a home that this one is alive.
 * @module
 */
import { KtrdrError } from "../../errors.ts";
import type { Store } from "../store/store.ts";

/** Where to say it, and what to do besides. */
interface HeartbeatOptions {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Called five times a second while it runs. */
  onTick: () => void;
  /** Called once a second while it runs, after each beat. */
  onBeat: () => void;
}

const tickInterval = 200;
const beatInterval = 1000;
const longestGap = 2 * beatInterval;

/** The entry of this process among those that share a home. It has a timer only between `start` and `stop`. */
export class Heartbeat implements Disposable {
  readonly #options: HeartbeatOptions;
  /** Null before the first beat. */
  #processId: string | null = null;
  #lastBeat = -Infinity;
  #lastRound = -Infinity;
  #timer: ReturnType<typeof setInterval> | null = null;
  #isClosed = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** The id of this process, which beats if it has not done so for long. */
  get processId(): string {
    if (this.#isClosed) throw new KtrdrError("The engine has stopped", { hint: "Open it again" });
    return this.#beatIfDue();
  }

  /** Whether that is the id of this process. */
  isSelf(processId: string): boolean {
    return processId === this.#processId;
  }

  /** Beats until `stop`. */
  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), tickInterval);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /**
   * Does what is due at once if that is long overdue, as after a sleep of the machine: others may have taken this process
   * for dead, which is to be put right before anything is told. Never throws a KtrdrError.
   */
  catchUp(): void {
    if (this.#timer !== null && this.#isPast(this.#lastRound, longestGap)) this.#tick();
  }

  /** Stops for good. */
  [Symbol.dispose](): void {
    this.stop();
    this.#isClosed = true;
  }

  #tick(): void {
    try {
      if (this.#isPast(this.#lastRound, beatInterval)) {
        this.#lastRound = this.#options.now();
        if (this.#processId !== null) this.#beatIfDue();
        this.#options.onBeat();
      }
      this.#options.onTick();
    } catch (error) {
      // The store is locked, or its disk is full: the next tick tries again.
      if (!(error instanceof KtrdrError)) throw error;
    }
  }

  #beatIfDue(): string {
    if (this.#processId !== null && !this.#isPast(this.#lastBeat, beatInterval)) return this.#processId;
    this.#processId = this.#options.store.processes.beat();
    this.#lastBeat = this.#options.now();
    return this.#processId;
  }

  /** Whether so much time has passed since then; a clock that was put back tells nothing, and counts as if it had. */
  #isPast(time: number, interval: number): boolean {
    const passed = this.#options.now() - time;
    return passed < 0 || passed >= interval;
  }
}
