/**
 * Whether bars are closer together than their timeframe allows.
 * @module
 */

import type { Bars } from "../bars.ts";
import { barEndOf } from "../features/timeframe.ts";

/** Months differ; this is the start of one of the shortest. */
const shortMonth = Date.UTC(2001, 1, 1);

/**
 * The most frequent step from a bar to the next, in milliseconds, where most steps are shorter than `timeframe`; null
 * where they are not, as with fewer than two bars. A month counts as 28 days.
 *
 * @throws {RangeError} when the timeframe is not a number followed by m, h, d, w or M.
 */
export function findCloseStep({ time }: Bars, timeframe: string): number | null {
  const length = barEndOf(timeframe)(shortMonth) - shortMonth;
  let shorter = 0;
  for (let bar = 1; bar < time.length; bar++) if (time[bar] - time[bar - 1] < length) shorter++;
  return shorter > 0 && shorter * 2 >= time.length ? usualStep(time) : null;
}

/** The most frequent step; of equally frequent ones, the one that comes first. */
function usualStep(time: Float64Array): number {
  const counts = new Map<number, number>();
  for (let bar = 1; bar < time.length; bar++) {
    const step = time[bar] - time[bar - 1];
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let usual = 0;
  let most = 0;
  for (const [step, count] of counts) if (count > most) [usual, most] = [step, count];
  return usual;
}
