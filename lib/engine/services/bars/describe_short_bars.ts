/**
 * What of the period asked for has no bars.
 * @module
 */
import { barEndOf } from "../../domain/features/bar_end.ts";
import { toUtcText } from "../iso_date.ts";
import type { BarQuery } from "./stored_bars.ts";
import type { SeriesNote } from "./symbol_bars.ts";

/** Weekends and holidays at an end of a period are no lack. Milliseconds. */
const slack = 7 * 86_400_000;

/** One sentence a series whose bars begin more than a week after the period, or end more than a week before its end. */
export function describeShortBars(
  series: readonly SeriesNote[],
  period: Pick<BarQuery, "start" | "end">,
): string[] {
  return series.filter((note) => isShort(note, period)).map(({ symbol, timeframe, first, last }) => {
    const asked = `${toDay(period.start) ?? "the first"} to ${toDay(period.end) ?? "the last"}`;
    return `Bars of ${symbol} ${timeframe} are there from ${toDay(first)} to ${toDay(last)} only, ` +
      `not for all of the period asked for (${asked})`;
  });
}

function isShort(
  { timeframe, first, last }: SeriesNote,
  { start, end }: Pick<BarQuery, "start" | "end">,
): boolean {
  const endOf = barEndOf(timeframe);
  // The first bar of a long timeframe may begin almost a bar after the start.
  return (start !== null && first > endOf(start) + slack) || (end !== null && endOf(last) + slack < end);
}

function toDay(time: number | null): string | null {
  return time === null ? null : toUtcText(time).slice(0, 10);
}
