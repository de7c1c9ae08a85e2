/**
 * Joining bars of different timeframes so that nothing is seen before it has happened.
 * @module
 */
import { barEndOf } from "./bar_end.ts";

/** When bars start, and how long they are. */
interface BarTimes {
  /** Start of each bar, milliseconds since the epoch, ascending. */
  readonly time: Float64Array;
  readonly timeframe: string;
}

/**
 * For each base bar the other bar to be seen by a decision at the base bar's end: the last one that has ended by then;
 * −1 while there is none. So a bar that is still running is never seen, whatever its data say, and rows do not change
 * when later bars are added.
 *
 * @throws {RangeError} when a timeframe is unknown.
 */
export function lastCompletedBars(base: BarTimes, other: BarTimes): Int32Array {
  const endOfBase = barEndOf(base.timeframe);
  const ends = other.time.map(barEndOf(other.timeframe));
  const seen = new Int32Array(base.time.length);
  let next = 0;
  for (let bar = 0; bar < seen.length; bar++) {
    const now = endOfBase(base.time[bar]);
    while (next < ends.length && ends[next] <= now) next++;
    seen[bar] = next - 1;
  }
  return seen;
}

/** The column's values at the given bars; NaN for −1. */
export function pickValues(column: Float64Array, bars: Int32Array): Float64Array {
  const values = new Float64Array(bars.length);
  for (let row = 0; row < values.length; row++) values[row] = bars[row] < 0 ? NaN : column[bars[row]];
  return values;
}
