/**
 * When a job saves where it stands.
 * @module
 */

const longestGap = 300_000;
/** Steps can be so quick that saving them would take longer than doing them again. */
const shortestGap = 500;

/**
 * Due after so many steps (epochs, bars), or after 300 s, whichever comes first; but after the first checkpoint at most
 * twice a second.
 */
export class CheckpointSchedule {
  readonly #steps: number;
  readonly #now: () => number;
  #lastStep: number;
  #lastTime: number;
  #earliest = -Infinity;

  /** `start` is the step that the job begins at; `now` is in milliseconds. */
  constructor(steps: number, { start, now }: { readonly start: number; readonly now: () => number }) {
    this.#steps = steps;
    this.#now = now;
    this.#lastStep = start;
    this.#lastTime = now();
  }

  /** Whether a checkpoint is due at a step. If so, the next one is counted from here. */
  isDue(step: number): boolean {
    const time = this.#now();
    if (step - this.#lastStep < this.#steps && time - this.#lastTime < longestGap) return false;
    if (time < this.#earliest) return false;
    this.#earliest = time + shortestGap;
    this.#lastStep = step;
    this.#lastTime = time;
    return true;
  }
}
