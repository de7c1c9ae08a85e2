/**
 * Joins two stretches of bars.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";

/** The columns of bars, time first. */
export const barColumns = ["time", "open", "high", "low", "close", "volume"] as const;

/** Throws RangeError unless all columns are of one length and time is strictly ascending. */
export function checkBars(bars: Bars): void {
  const count = bars.time.length;
  const odd = barColumns.find((name) => bars[name].length !== count);
  if (odd !== undefined) {
    throw new RangeError(`The column ${odd} has ${bars[odd].length} bars where time has ${count}`);
  }
  for (let index = 0; index < count; index++) {
    const follows = index === 0 || bars.time[index] > bars.time[index - 1];
    if (!follows || !Number.isFinite(bars.time[index])) {
      throw new RangeError(`The time of bar ${index} does not follow the one before it`);
    }
  }
}

/** All bars of both, ascending in time; where both have a bar of the same time, `added` wins. */
export function mergeBars(stored: Bars, added: Bars): Bars {
  if (stored.time.length === 0) return added;
  const last = stored.time[stored.time.length - 1];
  return added.time.length === 0 || added.time[0] > last
    ? mapColumns((name) => append(stored[name], added[name]))
    : interleave(stored, added);
}

/** The bars of `stored` that `added` has other values for, both ascending in time. */
export function countReplaced(stored: Bars, added: Bars): number {
  let replaced = 0;
  let right = 0;
  for (let left = 0; left < stored.time.length && right < added.time.length; left++) {
    while (added.time[right] < stored.time[left]) right++;
    if (added.time[right] !== stored.time[left]) continue;
    const isSame = added.open[right] === stored.open[left] && added.high[right] === stored.high[left] &&
      added.low[right] === stored.low[left] && added.close[right] === stored.close[left] &&
      added.volume[right] === stored.volume[left];
    if (!isSame) replaced++;
  }
  return replaced;
}

/** Bars whose columns are made one by one. */
export function mapColumns(make: (name: typeof barColumns[number]) => Float64Array): Bars {
  return {
    time: make("time"),
    open: make("open"),
    high: make("high"),
    low: make("low"),
    close: make("close"),
    volume: make("volume"),
  };
}

function append(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function interleave(stored: Bars, added: Bars): Bars {
  // Where each bar of the result comes from: an index into `stored`, or -1 - an index into `added`.
  const sources = new Int32Array(stored.time.length + added.time.length);
  let count = 0;
  let left = 0;
  let right = 0;
  while (left < stored.time.length || right < added.time.length) {
    const leftTime = left < stored.time.length ? stored.time[left] : Infinity;
    const rightTime = right < added.time.length ? added.time[right] : Infinity;
    sources[count++] = rightTime <= leftTime ? -1 - right : left;
    if (leftTime <= rightTime) left++;
    if (rightTime <= leftTime) right++;
  }
  if (count === added.time.length) return added; // none of the stored bars remains
  return mapColumns((name) => {
    const column = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      const source = sources[index];
      column[index] = source >= 0 ? stored[name][source] : added[name][-1 - source];
    }
    return column;
  });
}
