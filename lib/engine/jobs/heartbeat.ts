/**
 * Tells the other processes of a home that this one is alive.
 * @module
 */
import { KtrdrError } from "../../errors.ts";
import type { Store } from "../store/store.ts";

/** Where to say it, and what to do besides. */
export interface HeartbeatOptions {
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

/** The entry of this process among those that share a home. It has a timer only between `start` and `stop`. */
export class Heartbeat implements Disposable {
  readonly #options: HeartbeatOptions;
  #processId: string | null = null;
  #lastBeat = -Infinity;
  #lastRound = -Infinity;
  #timer: ReturnType<typeof setInterval> | null = null;
  #isClosed = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** The id of this process, which is registered when first asked, and beats if it has not done so for long. */
  get processId(): string {
    if (this.#isClosed) throw new KtrdrError("The engine has stopped", { hint: "Open it again" });
    if (this.#processId === null) {
      this.#processId = this.#options.store.processes.register();
      this.#lastBeat = this.#options.now();
    }
    this.#beatIfDue(this.#processId);
    return this.#processId;
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

  /** Stops, and takes this process off the list. */
  [Symbol.dispose](): void {
    this.stop();
    this.#isClosed = true;
    if (this.#processId === null) return;
    try {
      this.#options.store.processes.remove(this.#processId);
    } catch {
      // An entry that stays does no harm: it is silent from now on.
    }
  }

  #tick(): void {
    try {
      const now = this.#options.now();
      const isRoundDue = now - this.#lastRound >= beatInterval;
      if (isRoundDue) {
        this.#lastRound = now;
        if (this.#processId !== null) this.#beatIfDue(this.#processId);
        this.#options.onBeat();
      }
      this.#options.onTick();
    } catch (error) {
      // The store is locked, or its disk is full: the next tick tries again.
      if (!(error instanceof KtrdrError)) throw error;
    }
  }

  #beatIfDue(processId: string): void {
    const now = this.#options.now();
    if (now - this.#lastBeat < beatInterval) return;
    this.#options.store.processes.beat(processId);
    this.#lastBeat = now;
  }
}
