import { type Bars, sliceBars } from "../../domain/bars.ts";
import type { BarPeriod } from "./bar_records.ts";

/** The bars whose time is in a period, as views on the same memory. */
export function selectPeriod(bars: Bars, { start, end }: BarPeriod): Bars {
  const first = start === null ? 0 : firstFrom(bars.time, start);
  const last = end === null ? bars.time.length : firstFrom(bars.time, end + 1);
  return sliceBars(bars, first, Math.max(first, last));
}

/** The index of the first time at or after a moment, of times that rise; the length if there is none. */
export function firstFrom(time: Float64Array, moment: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle] < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
