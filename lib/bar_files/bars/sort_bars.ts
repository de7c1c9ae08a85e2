/**
 * Bars in the order of their times, one a moment.
 * @module
 */

import type { Bars } from "../../engine/domain/bars.ts";

/** Conflicts that are kept one by one; all are counted. */
const maxConflicts = 5;

/** A row that gave way to a later one with the same time and other values. */
interface BarConflict {
  /** Of both bars, milliseconds since the epoch. */
  readonly time: number;
  /** Line of the row that gave way, counted from 1. */
  readonly line: number;
  /** Line of the row that counts. */
  readonly laterLine: number;
}

/** Sound bars, and what had to be done to them. */
export interface SortedBars {
  readonly bars: Bars;
  /** Bars that a later one with the same time replaced, whatever their values. */
  readonly duplicates: number;
  /** Those of the duplicates whose values are not those of the bar that counts. */
  readonly conflictCount: number;
  /** The first 5 conflicts, ascending in time. */
  readonly conflicts: readonly BarConflict[];
  /** Whether the times were ascending already. */
  readonly wasSorted: boolean;
}

/** The bars ascending in time; of several with one time, the last given. `lines` has the line of each bar. */
export function sortBars(bars: Bars, lines: Uint32Array): SortedBars {
  const { time } = bars;
  let wasSorted = true;
  let isUnique = true;
  for (let bar = 1; bar < time.length; bar++) {
    if (time[bar] < time[bar - 1]) wasSorted = false;
    else if (time[bar] === time[bar - 1]) isUnique = false;
  }
  if (wasSorted && isUnique) return { bars, duplicates: 0, conflictCount: 0, conflicts: [], wasSorted };
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
  const duplicates = time.length - kept.length;
  return { bars: sorted, duplicates, ...findConflicts(bars, { order, kept, lines }), wasSorted };
}

interface FindConflictsOptions {
  /** All bars in the order of their times. */
  readonly order: Uint32Array;
  /** The last bar of every time, in the same order. */
  readonly kept: Uint32Array;
  readonly lines: Uint32Array;
}

function findConflicts(
  bars: Bars,
  { order, kept, lines }: FindConflictsOptions,
): Pick<SortedBars, "conflictCount" | "conflicts"> {
  const conflicts: BarConflict[] = [];
  let conflictCount = 0;
  let moment = 0;
  for (const bar of order) {
    const last = kept[moment];
    if (bar === last) moment++;
    else if (!isSameBar(bars, bar, last)) {
      conflictCount++;
      if (conflicts.length < maxConflicts) {
        conflicts.push({ time: bars.time[bar], line: lines[bar], laterLine: lines[last] });
      }
    }
  }
  return { conflictCount, conflicts };
}

function isSameBar({ open, high, low, close, volume }: Bars, one: number, other: number): boolean {
  return open[one] === open[other] && high[one] === high[other] && low[one] === low[other] &&
    close[one] === close[other] && volume[one] === volume[other];
}
