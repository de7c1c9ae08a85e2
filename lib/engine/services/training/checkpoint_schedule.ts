/**
 * When a job saves where it stands.
 * @module
 */

const longestGap = 300_000;
/** Steps can be so quick that saving them would take longer than doing them again. */
const shortestGap = 500;
/** A checkpoint that takes a second comes no sooner than so many seconds after the one before: a twentieth of the time. */
const costFactor = 20;

/**
 * Due after so many steps (epochs, bars), or after 300 s, whichever comes first; but after the first checkpoint at most
 * twice a second, and the less often the more it costs. Never while the one before is not yet written down.
 */
export class CheckpointSchedule {
  readonly #steps: number;
  readonly #now: () => number;
  #lastStep: number;
  #lastTime: number;
  #isFirst = true;

  /** `start` is the step that the job begins at; `now` is in milliseconds. */
  constructor(steps: number, { start, now }: { readonly start: number; readonly now: () => number }) {
    this.#steps = steps;
    this.#now = now;
    this.#lastStep = start;
    this.#lastTime = now();
  }

  /**
   * Whether a checkpoint is due at a step. If so, the next one is counted from here. `cost` is what the last one took, in
   * milliseconds; null while it is not yet written down.
   */
  isDue(step: number, cost: number | null): boolean {
    if (cost === null) return false;
    const time = this.#now();
    const gap = time - this.#lastTime;
    if (step - this.#lastStep < this.#steps && gap < longestGap) return false;
    if (!this.#isFirst && gap < Math.max(shortestGap, costFactor * cost)) return false;
    this.#isFirst = false;
    this.#lastStep = step;
    this.#lastTime = time;
    return true;
  }
}
