/**
 * Price bars as columns: one typed array a column, all of one length, oldest bar first.
 * Prices are in the instrument's own units, `time` is the bar's start in milliseconds since the epoch (UTC).
 * @module
 */

/** Bars of one symbol and one timeframe, in columns of equal length, ascending in time. */
export interface Bars {
  /** Start of each bar, milliseconds since 1970-01-01 UTC. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** The columns that hold a price or a volume. */
export type PriceColumn = "open" | "high" | "low" | "close" | "volume";

const columns = ["time", "open", "high", "low", "close", "volume"] as const;

/** The bars `[first, end)`, as views on the same memory. */
export function sliceBars(bars: Bars, first: number, end: number): Bars {
  const slice = (name: typeof columns[number]) => bars[name].subarray(first, end);
  return {
    time: slice("time"),
    open: slice("open"),
    high: slice("high"),
    low: slice("low"),
    close: slice("close"),
    volume: slice("volume"),
  };
}
