/**
 * The chunks that a series of bars is kept in.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import { type Bars, sliceBars } from "../../domain/bars.ts";
import { bytesColumn, columnBytes } from "../columns.ts";
import type { Database } from "../database.ts";
import { checkSymbol, checkTimeframe } from "../names.ts";
import type { BarPeriod, SeriesName } from "./bar_records.ts";
import { barColumns, mapColumns } from "./merge_bars.ts";

/** Most bars of a chunk: it is what the addition of one bar rewrites, some 200 kB. */
export const chunkSize = 4096;

const chunkRow = z.object({
  id: z.number(),
  first: z.number(),
  last: z.number(),
  count: z.number(),
  added_by: z.number(),
});
const column = z.instanceof(Uint8Array).transform(bytesColumn);
const barsRow: $ZodType<Bars> = z.object({
  time: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: column,
});

/** A chunk without its bars: `first` and `last` are their times, `added_by` the change that brought them. */
export type BarChunk = z.infer<typeof chunkRow>;

/** What a chunk is to its series, in the column `state`; NULL: its bars are stored. */
const chunkStates = {
  /** It is not there for anybody: a change that is not finished brings it, or it waits to be deleted. */
  hidden: 0,
  /** The last change of the series took it away. */
  takenAway: 1,
} as const;

/** A series and the change that is being made to it. */
export interface ChangingSeries {
  readonly series: SeriesName;
  readonly change: number;
}

const inUse = "FROM bar_chunks WHERE symbol = ? AND timeframe = ? AND state IS NULL";

function keysOf({ symbol, timeframe }: SeriesName): [string, string] {
  return [checkSymbol(symbol), checkTimeframe(timeframe)];
}

/** The chunks that have bars of a period, in the order of time. */
export function listChunks(database: Database, series: SeriesName, period: BarPeriod): BarChunk[] {
  return database.rows(
    {
      sql: `SELECT id, first, last, count, added_by ${inUse} AND last >= ? AND first <= ? ORDER BY first`,
      row: chunkRow,
    },
    ...keysOf(series),
    period.start ?? -Infinity,
    period.end ?? Infinity,
  );
}

/** The chunk that begins last of those that begin at a moment or before; null where there is none. */
export function findChunkBefore(database: Database, series: SeriesName, moment: number): BarChunk | null {
  return database.row(
    {
      sql: `SELECT id, first, last, count, added_by ${inUse} AND first <= ? ORDER BY first DESC LIMIT 1`,
      row: chunkRow,
    },
    ...keysOf(series),
    moment,
  );
}

/** The bars of some chunks of a series, which are given in the order of time. */
export function readChunks(database: Database, chunks: readonly BarChunk[]): Bars {
  const total = chunks.reduce((sum, { count }) => sum + count, 0);
  const bars = mapColumns(() => new Float64Array(total));
  let offset = 0;
  for (const { id } of chunks) {
    const part = database.row({
      sql: "SELECT time, open, high, low, close, volume FROM bar_values WHERE chunk = ?",
      row: barsRow,
    }, id);
    if (part === null) throw new RangeError(`The chunk ${id} of bars is not there`);
    for (const name of barColumns) bars[name].set(part[name], offset);
    offset += part.time.length;
  }
  return bars;
}

/** Chunks to insert. */
interface InsertChunksOptions extends ChangingSeries {
  /** Whether nobody sees them before {@linkcode showChunks}. Default: false. */
  readonly isHidden?: boolean;
}

/** Stores bars, ascending in time, in chunks. */
export function insertChunks(
  database: Database,
  { series, change, isHidden = false }: InsertChunksOptions,
  bars: Bars,
): void {
  for (const part of cutBars(bars)) {
    const count = part.time.length;
    database.run(
      `INSERT INTO bar_chunks (symbol, timeframe, first, last, count, added_by, state)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...keysOf(series),
      part.time[0],
      part.time[count - 1],
      count,
      change,
      isHidden ? chunkStates.hidden : null,
    );
    database.run(
      `INSERT INTO bar_values (chunk, time, open, high, low, close, volume)
        VALUES (last_insert_rowid(), ?, ?, ?, ?, ?, ?)`,
      ...barColumns.map((name) => columnBytes(part[name])),
    );
  }
}

/** Bars in as few parts of equal size as a chunk each can hold. */
export function cutBars(bars: Bars): Bars[] {
  const count = bars.time.length;
  const parts = Math.ceil(count / chunkSize);
  return Array.from(
    { length: parts },
    (_, part) => sliceBars(bars, Math.floor(count * part / parts), Math.floor(count * (part + 1) / parts)),
  );
}

/** Takes a chunk away; what the change itself brought goes for good. */
export function removeChunk(
  database: Database,
  { id, added_by: addedBy }: Pick<BarChunk, "id" | "added_by">,
  change: number,
): void {
  if (addedBy === change) database.run("DELETE FROM bar_chunks WHERE id = ?", id);
  else database.run("UPDATE bar_chunks SET state = ? WHERE id = ?", chunkStates.takenAway, id);
}

/** Deletes what the last change of a series took away, which cannot be undone then. */
export function forgetTakenAway(database: Database, series: SeriesName): void {
  database.run(
    "DELETE FROM bar_chunks WHERE symbol = ? AND timeframe = ? AND state = ?",
    ...keysOf(series),
    chunkStates.takenAway,
  );
}

/** Does as {@linkcode forgetTakenAway}, but leaves it to {@linkcode deleteHidden} to delete it. */
export function hideTakenAway(database: Database, series: SeriesName): void {
  database.run(
    "UPDATE bar_chunks SET state = ? WHERE symbol = ? AND timeframe = ? AND state = ?",
    chunkStates.hidden,
    ...keysOf(series),
    chunkStates.takenAway,
  );
}

/** Stores for good what a change has brought unseen. */
export function showChunks(database: Database, { series, change }: ChangingSeries): void {
  database.run(
    "UPDATE bar_chunks SET state = NULL WHERE symbol = ? AND timeframe = ? AND state = ? AND added_by = ?",
    ...keysOf(series),
    chunkStates.hidden,
    change,
  );
}

/**
 * Deletes hidden chunks that belong to no change under way, but a limited number of them; whether there may be more.
 */
export function deleteHidden(database: Database, most: number): boolean {
  const deleted = database.run(
    `DELETE FROM bar_chunks WHERE id IN (SELECT id FROM bar_chunks
      WHERE state IS NOT NULL AND state = ? AND added_by NOT IN (SELECT change FROM bars_under_way) LIMIT ?)`,
    chunkStates.hidden,
    most,
  );
  return deleted === most;
}

/** Puts back what a change took away, and deletes what it brought. */
export function restoreChunks(database: Database, { series, change }: ChangingSeries): void {
  database.run(
    "DELETE FROM bar_chunks WHERE symbol = ? AND timeframe = ? AND state IS NULL AND added_by = ?",
    ...keysOf(series),
    change,
  );
  database.run(
    "UPDATE bar_chunks SET state = NULL WHERE symbol = ? AND timeframe = ? AND state = ?",
    ...keysOf(series),
    chunkStates.takenAway,
  );
}
