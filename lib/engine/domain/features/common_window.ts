import { type Bars, sliceBars } from "../bars.ts";

const fewestBars = 50;
const fewestDays = 7;
const day = 86_400_000;

/**
 * Bars of several timeframes of a symbol, cut to the period that all of them cover: from the latest first bar to the
 * earliest last bar, both included. A single timeframe stays as it is.
 *
 * @throws {RangeError} when the period is shorter than 7 days, or a timeframe has fewer than 50 bars in it.
 */
export function cutToCommonWindow(series: ReadonlyMap<string, Bars>): Map<string, Bars> {
  if (series.size < 2) return new Map(series);
  let start = -Infinity;
  let end = Infinity;
  for (const [timeframe, { time }] of series) {
    if (time.length === 0) throw new RangeError(`There are no bars of timeframe "${timeframe}"`);
    start = Math.max(start, time[0]);
    end = Math.min(end, time[time.length - 1]);
  }
  const days = (end - start) / day;
  if (days < fewestDays) {
    throw new RangeError(
      `Timeframes ${[...series.keys()].join(", ")} must have at least ${fewestDays} days in common, ` +
        (days < 0 ? "they have none" : `got "${Math.floor(days)}"`),
    );
  }
  const cut = new Map<string, Bars>();
  for (const [timeframe, bars] of series) cut.set(timeframe, cutBars(bars, start, end));
  for (const [timeframe, { time }] of cut) {
    if (time.length >= fewestBars) continue;
    throw new RangeError(
      `Timeframe ${timeframe} must have at least ${fewestBars} bars in the period that all timeframes cover, ` +
        `got "${time.length}"`,
    );
  }
  return cut;
}

function cutBars(bars: Bars, start: number, end: number): Bars {
  const first = bars.time.findIndex((time) => time >= start);
  const last = bars.time.findLastIndex((time) => time <= end);
  return sliceBars(bars, first, last + 1);
}
