/**
 * Reading bars.
 * @module
 */
import type { Bars } from "../domain/bars.ts";
import type { BarSeries } from "../store/store.ts";
import type { Engine } from "./engine.ts";
import { detailError } from "./service_error.ts";
import type { BarQuery } from "./stored_bars.ts";

export type { Bars } from "../domain/bars.ts";
export type { BarSeries } from "../store/store.ts";

/** Every symbol and timeframe that there are bars of. */
export function listSeries({ store }: Engine): readonly BarSeries[] {
  return store.bars.list();
}

/** The bars of a period; null where there are none. */
export function findBars({ store }: Engine, query: BarQuery): Bars | null {
  return store.bars.read(query, query);
}

/** First and last bar, and their number. Throws a 404. */
export function findSeries(
  { store }: Engine,
  { symbol, timeframe }: Omit<BarQuery, "start" | "end">,
): BarSeries {
  const series = store.bars.find({ symbol, timeframe });
  if (series === null) {
    throw detailError(404, `Data not found for ${symbol} (${timeframe})`);
  }
  return series;
}
