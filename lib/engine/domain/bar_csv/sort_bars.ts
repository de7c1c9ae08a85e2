/**
 * Bars in the order of their times, one a moment.
 * @module
 */

import type { Bars } from "../bars.ts";

/** Sound bars, and what had to be done to them. */
export interface SortedBars {
  readonly bars: Bars;
  /** Bars that a later one with the same time replaced. */
  readonly duplicates: number;
  /** Whether the times were ascending already. */
  readonly wasSorted: boolean;
}

/** The bars ascending in time; of several with one time, the last given. */
export function sortBars(bars: Bars): SortedBars {
  const { time } = bars;
  let wasSorted = true;
  let isUnique = true;
  for (let bar = 1; bar < time.length; bar++) {
    if (time[bar] < time[bar - 1]) wasSorted = false;
    else if (time[bar] === time[bar - 1]) isUnique = false;
  }
  if (wasSorted && isUnique) return { bars, duplicates: 0, wasSorted };
  const order = Uint32Array.from(time, (_, bar) => bar);
  if (!wasSorted) order.sort((a, b) => time[a] - time[b] || a - b);
  const kept = order.filter((bar, place) => time[bar] !== time[order[place + 1]]);
  const pick = (column: Float64Array) => Float64Array.from(kept, (bar) => column[bar]);
  const sorted = {
    time: pick(time),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
  };
  return { bars: sorted, duplicates: time.length - kept.length, wasSorted };
}
