/**
 * Reading bars.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import type { BarSeries, SeriesName } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { detailError } from "../service_error.ts";
import { type BarQuery, listKnownSeries } from "./stored_bars.ts";

export type { Bars } from "../../domain/bars.ts";

/** Every symbol and timeframe that there are bars of, in the store or in the folder that is served, by both. */
export function listSeries({ store }: Engine): readonly SeriesName[] {
  return listKnownSeries(store);
}

/** The bars of a period; null where there are none. */
export async function findBars({ store, served }: Engine, query: BarQuery): Promise<Bars | null> {
  await served.update([query]);
  return store.bars.read(query, query);
}

/** First and last bar, and their number. Throws a 404. */
export async function findSeries(
  { store, served }: Engine,
  { symbol, timeframe }: Omit<BarQuery, "start" | "end">,
): Promise<BarSeries> {
  await served.update([{ symbol, timeframe }]);
  const series = store.bars.find({ symbol, timeframe });
  if (series === null) {
    throw detailError(404, `Data not found for ${symbol} (${timeframe})`);
  }
  return series;
}
