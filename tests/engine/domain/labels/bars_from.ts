import type { Bars } from "../../../../lib/engine/domain/bars.ts";

/** Bars from open, high, low and close a bar. */
export function barsFrom(prices: number[][]): Bars {
  const column = (index: number) => Float64Array.from(prices, (bar) => bar[index]);
  return {
    time: Float64Array.from(prices, (_, index) => index * 3_600_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(prices.length),
  };
}

/** Bars without range at the given closes. */
export function barsFromCloses(closes: number[]): Bars {
  return barsFrom(closes.map((close) => [close, close, close, close]));
}
