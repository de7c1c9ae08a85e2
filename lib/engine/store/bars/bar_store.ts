/**
 * Price bars in SQLite.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import type { Bars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import { checkSymbol, checkTimeframe } from "../names.ts";
import type { ProcessLock } from "../processes/process_lock.ts";
import {
  type ChangeCounts,
  countChange,
  findNewestChange,
  insertChange,
  listChanges,
  markUndone,
} from "./bar_changes.ts";
import { listChunks, readChunks, restoreChunks } from "./bar_chunks.ts";
import {
  always,
  type BarChange,
  type BarPeriod,
  type BarSeries,
  type BarStore,
  type MergedSeries,
  type MergeInTurnsOptions,
  type MergeOptions,
  type SeriesName,
} from "./bar_records.ts";
import { type ChunkWriter, writeChunks } from "./chunk_writer.ts";
import { addBars, removeBars, replaceBars } from "./change_bars.ts";
import { checkBars } from "./merge_bars.ts";
import { changeInTurns } from "./merge_in_turns.ts";
import { selectPeriod } from "./select_period.ts";

const seriesRow: $ZodType<BarSeries> = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  count: z.number(),
  first: z.number(),
  last: z.number(),
});

const selectSeries = `SELECT symbol, timeframe, sum(count) AS count, min(first) AS first, max(last) AS last
  FROM bar_chunks WHERE state IS NULL`;
/** How often many bars are added in turns, before it is done at once since others change the series all the time. */
const mostAttempts = 3;

/** What the store of bars needs. */
interface BarStoreOptions {
  readonly database: Database;
  /** That of this process. */
  readonly lock: ProcessLock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The bars of a database. */
export function createBarStore({ database, lock, now }: BarStoreOptions): BarStore {
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
    mergeInTurns: async (series, bars, options) => {
      checkBars(bars);
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        const merged = await mergeInTurns(inTransaction, series, { ...options, bars, lock });
        if (merged !== null) return merged;
      }
      return database.transaction(() => merge(inTransaction, series, { ...options, bars }));
    },
    remove: (series, period, change) =>
      database.transaction(() => {
        const { id, writer } = begin(inTransaction, series, { change });
        countChange(database, id, removeBars(database, { series, writer }, period));
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
  const { id, writer } = begin({ database, now }, series, options);
  const counts = options.replacesAll === true
    ? replaceBars(database, { series, writer }, bars)
    : addBars(database, { series, writer }, bars);
  return finish(database, series, { id, counts });
}

/** As {@linkcode merge}, but in several transactions; null where the series changes meanwhile. */
function mergeInTurns(
  { database, now }: Transaction,
  series: SeriesName,
  { change, ...options }: MergeInTurnsOptions & { readonly bars: Bars; readonly lock: ProcessLock },
): Promise<MergedSeries | null> {
  return changeInTurns(
    series,
    { database, ...options },
    ({ change: id, counts, make }) =>
      database.transaction(() => {
        if (!make()) return null;
        insertChange(database, { ...nameOf(series), ...change, at: now(), id });
        return finish(database, series, { id, counts });
      }),
  );
}

interface FinishOptions {
  readonly id: number;
  readonly counts: ChangeCounts;
}

/** Counts what a change has done, and tells it. */
function finish(database: Database, series: SeriesName, { id, counts }: FinishOptions): MergedSeries {
  countChange(database, id, counts);
  const stored = find(database, series) ?? { ...series, count: 0, first: 0, last: 0 };
  return { ...stored, ...counts, change: changeOf(database, series, id)?.id ?? null };
}

/** The change that goes on where nothing has happened since, else a new one. */
function begin(
  { database, now }: Transaction,
  series: SeriesName,
  { change, continues }: Omit<MergeOptions, "replacesAll">,
): { readonly id: number; readonly writer: ChunkWriter } {
  const newest = findNewestChange(database, series);
  const isContinued = newest !== null && newest.id === continues && newest.undoneAt === null;
  const id = isContinued ? newest.id : insertChange(database, { ...nameOf(series), ...change, at: now() });
  return { id, writer: writeChunks(database, { series, change: id, isContinued }) };
}

function nameOf({ symbol, timeframe }: SeriesName): SeriesName {
  return { symbol: checkSymbol(symbol), timeframe: checkTimeframe(timeframe) };
}

/** The change as it is recorded; null where it touched nothing. */
function changeOf(database: Database, series: SeriesName, id: number): BarChange | null {
  const newest = findNewestChange(database, series);
  return newest?.id === id ? newest : null;
}

function undo({ database, now }: Transaction, series: SeriesName): BarChange | null {
  const newest = findNewestChange(database, series);
  if (newest === null || newest.undoneAt !== null) return null;
  restoreChunks(database, { series, change: newest.id });
  const undoneAt = now();
  markUndone(database, newest.id, undoneAt);
  return { ...newest, undoneAt };
}
