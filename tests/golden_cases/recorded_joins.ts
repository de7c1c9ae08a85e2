/**
 * How the recorded runs put values of another timeframe beside the bars of the base timeframe. Both let a row see a bar
 * that is still running, so ours joins otherwise; what is recorded can only be compared when joined like this.
 * @module
 */

/** Values of bars, by the starts of the bars. */
export interface BarValues {
  readonly time: Float64Array;
  readonly values: Float64Array;
}

/** The place of the last of rising times that is not after `now`; −1 without one. */
export function lastStarted(times: ArrayLike<number>, now: number): number {
  let first = 0, past = times.length;
  while (first < past) {
    const middle = (first + past) >> 1;
    if (times[middle] <= now) first = middle + 1;
    else past = middle;
  }
  return first - 1;
}

/** As in training: a value where a bar starts at that time, else NaN. */
export function joinByStart({ time, values }: BarValues, times: Float64Array): Float64Array {
  const byStart = new Map(Array.from(time, (start, bar) => [start, values[bar]]));
  return times.map((start) => byStart.get(start) ?? NaN);
}

/** As in a backtest: the value of the last bar that has started; while that is missing, the first there is. */
export function joinFilled({ time, values }: BarValues, times: Float64Array): Float64Array {
  const first = values.find((value) => !Number.isNaN(value)) ?? NaN;
  return times.map((now) => {
    const value = values[lastStarted(time, now)] ?? NaN;
    return Number.isNaN(value) ? first : value;
  });
}
