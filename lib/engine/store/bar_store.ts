/**
 * Price bars in SQLite: one row a series, one blob a column.
 * @module
 */
import * as z from "zod";
import type { Bars } from "../domain/bars.ts";
import { bytesColumn, columnBytes } from "./columns.ts";
import type { Database } from "./database.ts";
import { checkBars, countReplaced, mapColumns, mergeBars } from "./merge_bars.ts";
import { checkSymbol, checkTimeframe } from "./names.ts";
import type { BarSeries, BarStore } from "./store.ts";

const column = z.instanceof(Uint8Array).transform(bytesColumn);
const barsRow: z.ZodType<Bars> = z.object({
  time: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: column,
});
const seriesRow: z.ZodType<BarSeries> = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  count: z.number(),
  first: z.number(),
  last: z.number(),
});

const readSeries = "SELECT symbol, timeframe, count, first, last FROM bars";

/** The bars of a database. */
export function createBarStore(database: Database): BarStore {
  const read = (symbol: string, timeframe: string) =>
    database.row(
      {
        sql: "SELECT time, open, high, low, close, volume FROM bars WHERE symbol = ? AND timeframe = ?",
        row: barsRow,
      },
      checkSymbol(symbol),
      checkTimeframe(timeframe),
    );
  return {
    list: () => database.rows({ sql: `${readSeries} ORDER BY symbol, timeframe`, row: seriesRow }),
    find: (symbol, timeframe) =>
      database.row(
        {
          sql: `${readSeries} WHERE symbol = ? AND timeframe = ?`,
          row: seriesRow,
        },
        checkSymbol(symbol),
        checkTimeframe(timeframe),
      ),
    read,
    merge: ({ symbol, timeframe }, bars) => {
      checkBars(bars);
      return database.transaction(() => {
        const stored = read(symbol, timeframe) ?? mapColumns(() => new Float64Array(0));
        const replaced = countReplaced(stored, bars);
        const merged = mergeBars(stored, bars);
        const series = describe({ symbol, timeframe }, merged);
        const isChanged = replaced > 0 || merged.time.length > stored.time.length;
        if (isChanged) write(database, series, merged);
        return { ...series, replaced };
      });
    },
  };
}

function describe(name: { readonly symbol: string; readonly timeframe: string }, bars: Bars): BarSeries {
  const count = bars.time.length;
  return { ...name, count, first: bars.time[0] ?? 0, last: bars.time[count - 1] ?? 0 };
}

function write(database: Database, series: BarSeries, bars: Bars): void {
  database.run(
    `INSERT OR REPLACE INTO bars
      (symbol, timeframe, count, first, last, time, open, high, low, close, volume)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    series.symbol,
    series.timeframe,
    series.count,
    series.first,
    series.last,
    columnBytes(bars.time),
    columnBytes(bars.open),
    columnBytes(bars.high),
    columnBytes(bars.low),
    columnBytes(bars.close),
    columnBytes(bars.volume),
  );
}
