/**
 * Prices put together from the columns of a bar.
 * @module
 */
import type { PriceColumns } from "../indicator.ts";

/**
 * True range of each bar: the largest of high − low and the distances of high and low from the previous close
 * (Wilder, New Concepts in Technical Trading Systems, 1978). The first bar has high − low only. A part that is NaN
 * is left out; all parts NaN give NaN.
 */
export function trueRange(bars: PriceColumns): Float64Array {
  const { high, low, close } = bars;
  const result = new Float64Array(high.length);
  for (let i = 0; i < result.length; i++) {
    let range = high[i] - low[i];
    if (i > 0) {
      range = larger(range, Math.abs(high[i] - close[i - 1]));
      range = larger(range, Math.abs(low[i] - close[i - 1]));
    }
    result[i] = range;
  }
  return result;
}

function larger(first: number, second: number): number {
  return first > second || Number.isNaN(second) ? first : second;
}

/** Typical price of each bar: (high + low + close) / 3. */
export function typicalPrice(bars: PriceColumns): Float64Array {
  const { high, low, close } = bars;
  return high.map((_, i) => (high[i] + low[i] + close[i]) / 3);
}
