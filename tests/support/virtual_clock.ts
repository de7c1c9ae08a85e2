/**
 * Time that only tests move.
 * @module
 */

/** How a {@linkcode VirtualClock} moves: by itself to the next wake-up, or only by `advance()`. */
export type ClockMode = "auto" | "manual";

/** How often the event loop goes round before everybody has surely acted. */
const roundsOfATurn = 3;

interface Sleeper {
  readonly wakeAt: number;
  wake(): void;
}

/** A clock and the waits on it. Waits end in the order of their times. */
export class VirtualClock {
  readonly #mode: ClockMode;
  #now: number;
  #sleepers: Sleeper[] = [];
  #holds = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { now: number; mode: ClockMode }) {
    this.#now = options.now;
    this.#mode = options.mode;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#now;
  }

  /** Resolves when the clock has moved on by so much; rejects with the signal's reason when aborted. */
  delay(milliseconds: number, options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        if (this.#sleepers.length === 0) this.#stopTimer();
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        wakeAt: this.#now + Math.max(0, milliseconds),
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.push(sleeper);
      this.#wakeLater();
    });
  }

  /** Stands still by itself while `work` is under way. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holds++;
    this.#stopTimer();
    try {
      return await work();
    } finally {
      this.#holds--;
      this.#wakeLater();
    }
  }

  /** Moves on by some milliseconds, waking everybody on the way and letting them act. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await turn();
    while (this.#wakeNext(end)) await turn();
    this.#now = Math.max(this.#now, end);
    await turn();
  }

  /** Wakes one sleeper after the other, each time after everything that can go on has done so. */
  #wakeLater(round = 0): void {
    if (this.#mode !== "auto" || this.#timer !== undefined || this.#holds > 0) return;
    if (this.#sleepers.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (round + 1 < roundsOfATurn) return this.#wakeLater(round + 1);
      this.#wakeNext(Infinity);
      this.#wakeLater();
    }, 0);
  }

  /** No timer outlives the last wait: a test must end without one. */
  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wakeNext(latest: number): boolean {
    const [first, ...others] = this.#sleepers.toSorted((left, right) => left.wakeAt - right.wakeAt);
    if (first === undefined || first.wakeAt > latest) return false;
    this.#sleepers = others;
    this.#now = Math.max(this.#now, first.wakeAt);
    first.wake();
    return true;
  }
}

/** Lets promises and callbacks that are due run, without waiting. */
async function turn(): Promise<void> {
  for (let round = 0; round < roundsOfATurn; round++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
