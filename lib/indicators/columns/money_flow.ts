import type { PriceColumns } from "../indicator.ts";

interface MoneyFlow {
  /** −1 where the close is at the low, 1 where it is at the high, 0 where the bar has no range. */
  readonly multiplier: Float64Array;
  /** Multiplier × volume. */
  readonly flow: Float64Array;
}

/** Where the close lies in the range of each bar, and its volume weighed by that. */
export function moneyFlow({ high, low, close, volume }: PriceColumns): MoneyFlow {
  const multiplier = close.map((price, i) => {
    const range = high[i] - low[i];
    return range === 0 ? 0 : (price - low[i] - (high[i] - price)) / range;
  });
  return { multiplier, flow: multiplier.map((value, i) => value * volume[i]) };
}

/** The first column minus the second, row by row. */
export function difference(values: Float64Array, others: Float64Array): Float64Array {
  return values.map((value, i) => value - others[i]);
}

/** How far the first column is above the second, in percent of it. */
export function percentAbove(values: Float64Array, base: Float64Array): Float64Array {
  return values.map((value, i) => 100 * (value / base[i] - 1));
}
