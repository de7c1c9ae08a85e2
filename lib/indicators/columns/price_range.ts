/**
 * The range of prices over the last bars.
 * @module
 */
import type { PriceColumns } from "../indicator.ts";
import { rollingMaximum, rollingMinimum } from "./rolling.ts";

/** Highest high and lowest low of a sliding window, columns of equal length. */
interface PriceRange {
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
}

/** Highest high and lowest low of the last `period` bars, this one included; NaN for the first `period` − 1 bars. */
export function priceRange(bars: PriceColumns, period: number): PriceRange {
  return { highest: rollingMaximum(bars.high, period), lowest: rollingMinimum(bars.low, period) };
}

/** The price halfway between the ends of a range, bar by bar. */
export function midpoint({ highest, lowest }: PriceRange): Float64Array {
  return highest.map((high, i) => (high + lowest[i]) / 2);
}
