/**
 * Price bars in SQLite.
 * @module
 */
import * as z from "zod";
import type { Bars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import { checkSymbol, checkTimeframe } from "../names.ts";
import { countChange, findNewestChange, insertChange, listChanges, markUndone } from "./bar_changes.ts";
import { forgetRemovedChunks, listChunks, readChunks, restoreChunks } from "./bar_chunks.ts";
import type {
  BarChange,
  BarPeriod,
  BarSeries,
  BarStore,
  MergedSeries,
  MergeOptions,
  SeriesName,
} from "./bar_records.ts";
import { addBars, removeBars, replaceBars } from "./change_bars.ts";
import { checkBars } from "./merge_bars.ts";
import { selectPeriod } from "./select_period.ts";

const seriesRow: z.ZodType<BarSeries> = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  count: z.number(),
  first: z.number(),
  last: z.number(),
});

const selectSeries = `SELECT symbol, timeframe, sum(count) AS count, min(first) AS first, max(last) AS last
  FROM bar_chunks WHERE removed_by IS NULL`;
const always: BarPeriod = { start: null, end: null };

/** The bars of a database. `now` gives milliseconds since the epoch. */
export function createBarStore(database: Database, now: () => number): BarStore {
  const inTransaction = { database, now };
  return {
    list: () =>
      database.rows({
        sql: `${selectSeries} GROUP BY symbol, timeframe ORDER BY symbol, timeframe`,
        row: seriesRow,
      }),
    find: (series) => find(database, series),
    read: (series, period = always) => database.snapshot(() => read(database, series, period)),
    merge: (series, bars, options) => {
      checkBars(bars);
      return database.transaction(() => merge(inTransaction, series, { ...options, bars }));
    },
    remove: (series, period, change) =>
      database.transaction(() => {
        const id = begin(inTransaction, series, { change });
        countChange(database, id, removeBars(database, { series, change: id }, period));
        return changeOf(database, series, id);
      }),
    history: (series) => listChanges(database, series),
    undo: (series) => database.transaction(() => undo(inTransaction, series)),
  };
}

/** What is done within a transaction. */
interface Transaction {
  readonly database: Database;
  readonly now: () => number;
}

function find(database: Database, { symbol, timeframe }: SeriesName): BarSeries | null {
  return database.row(
    { sql: `${selectSeries} AND symbol = ? AND timeframe = ? GROUP BY symbol, timeframe`, row: seriesRow },
    checkSymbol(symbol),
    checkTimeframe(timeframe),
  );
}

function read(database: Database, series: SeriesName, period: BarPeriod): Bars | null {
  const chunks = listChunks(database, series, period);
  if (chunks.length === 0 && find(database, series) === null) return null;
  return selectPeriod(readChunks(database, chunks), period);
}

function merge(
  { database, now }: Transaction,
  series: SeriesName,
  { bars, ...options }: MergeOptions & { readonly bars: Bars },
): MergedSeries {
  const id = begin({ database, now }, series, options);
  const changing = { series, change: id };
  const counts = options.replacesAll === true
    ? replaceBars(database, changing, bars)
    : addBars(database, changing, bars);
  countChange(database, id, counts);
  const change = changeOf(database, series, id);
  const stored = find(database, series) ?? { ...series, count: 0, first: 0, last: 0 };
  return { ...stored, ...counts, change: change?.id ?? null };
}

/** The change that goes on where nothing has happened since, else a new one. */
function begin(
  { database, now }: Transaction,
  series: SeriesName,
  { change, continues }: Omit<MergeOptions, "replacesAll">,
): number {
  const newest = findNewestChange(database, series);
  if (newest !== null && newest.id === continues && newest.undoneAt === null) return newest.id;
  const { symbol, timeframe } = series;
  const id = insertChange(database, {
    symbol: checkSymbol(symbol),
    timeframe: checkTimeframe(timeframe),
    ...change,
    at: now(),
  });
  return id;
}

/** The change as it is recorded; null where it touched nothing. */
function changeOf(database: Database, series: SeriesName, id: number): BarChange | null {
  const newest = findNewestChange(database, series);
  if (newest?.id !== id) return null;
  // From here on the change before can no longer be undone.
  forgetRemovedChunks(database, { series, change: id });
  return newest;
}

function undo({ database, now }: Transaction, series: SeriesName): BarChange | null {
  const newest = findNewestChange(database, series);
  if (newest === null || newest.undoneAt !== null) return null;
  restoreChunks(database, { series, change: newest.id });
  const undoneAt = now();
  markUndone(database, newest.id, undoneAt);
  return { ...newest, undoneAt };
}
