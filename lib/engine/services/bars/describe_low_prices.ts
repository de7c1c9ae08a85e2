/**
 * What prices of 0 and below make meaningless.
 * @module
 */
import { findIndicatorType } from "../../../indicators/catalog.ts";
import type { Strategy } from "../../../strategy/strategy.ts";
import type { SeriesNote } from "./symbol_bars.ts";

/** What is made of the bars. */
interface LowPriceUse {
  /** What of it divides by prices, beside indicators. */
  readonly what: string;
  /** The strategy; asked for only where it matters. */
  readonly strategy: () => Strategy;
}

/** One sentence for all series that have prices of 0 or below; none where there are no such. */
export function describeLowPrices(
  series: readonly SeriesNote[],
  { what, strategy }: LowPriceUse,
): string[] {
  const low = series.filter(({ lowest }) => lowest !== undefined && lowest <= 0);
  if (low.length === 0) return [];
  const names = low.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`).join(", ");
  const indicators = strategy().indicators.filter(({ type }) => findIndicatorType(type)?.dividesByPrices);
  const divided = [what, ...indicators.map(({ id }) => `the indicator ${id}`)];
  const list = divided.length === 1 ? what : `${divided.slice(0, -1).join(", ")} and ${divided.at(-1)}`;
  return [`Bars of ${names} have prices of 0 or below: ${list} divide by prices and mean nothing there`];
}
