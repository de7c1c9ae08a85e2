/**
 * The chunks that a series of bars is kept in.
 * @module
 */
import * as z from "zod";
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
const barsRow: z.ZodType<Bars> = z.object({
  time: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: column,
});

/** A chunk without its bars: `first` and `last` are their times, `added_by` the change that brought them. */
export type BarChunk = z.infer<typeof chunkRow>;

/** A series and the change that is being made to it. */
export interface ChangingSeries {
  readonly series: SeriesName;
  readonly change: number;
}

const inUse = "FROM bar_chunks WHERE symbol = ? AND timeframe = ? AND removed_by IS NULL";

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
      sql: "SELECT time, open, high, low, close, volume FROM bar_chunks WHERE id = ?",
      row: barsRow,
    }, id);
    if (part === null) throw new RangeError(`The chunk ${id} of bars is not there`);
    for (const name of barColumns) bars[name].set(part[name], offset);
    offset += part.time.length;
  }
  return bars;
}

/** Stores bars, ascending in time, in as few chunks of equal size as they need. */
export function insertChunks(database: Database, { series, change }: ChangingSeries, bars: Bars): void {
  const count = bars.time.length;
  const parts = Math.ceil(count / chunkSize);
  for (let part = 0; part < parts; part++) {
    const first = Math.floor(count * part / parts);
    const end = Math.floor(count * (part + 1) / parts);
    insertChunk(database, { series, change }, sliceBars(bars, first, end));
  }
}

function insertChunk(database: Database, { series, change }: ChangingSeries, bars: Bars): void {
  const count = bars.time.length;
  database.run(
    `INSERT INTO bar_chunks
      (symbol, timeframe, first, last, count, added_by, time, open, high, low, close, volume)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...keysOf(series),
    bars.time[0],
    bars.time[count - 1],
    count,
    change,
    ...barColumns.map((name) => columnBytes(bars[name])),
  );
}

/** Takes a chunk out of use; what the change itself brought goes for good. */
export function removeChunk(database: Database, chunk: BarChunk, change: number): void {
  if (chunk.added_by === change) database.run("DELETE FROM bar_chunks WHERE id = ?", chunk.id);
  else database.run("UPDATE bar_chunks SET removed_by = ? WHERE id = ?", change, chunk.id);
}

/** Deletes what earlier changes of a series than the given one took out of use. */
export function forgetRemovedChunks(database: Database, { series, change }: ChangingSeries): void {
  database.run(
    `DELETE FROM bar_chunks
      WHERE symbol = ? AND timeframe = ? AND removed_by IS NOT NULL AND removed_by < ?`,
    ...keysOf(series),
    change,
  );
}

/** Puts back what a change took out of use, and deletes what it brought. */
export function restoreChunks(database: Database, { series, change }: ChangingSeries): void {
  database.run(
    `DELETE FROM bar_chunks WHERE symbol = ? AND timeframe = ? AND removed_by IS NULL AND added_by = ?`,
    ...keysOf(series),
    change,
  );
  database.run(
    `UPDATE bar_chunks SET removed_by = NULL WHERE symbol = ? AND timeframe = ? AND removed_by = ?`,
    ...keysOf(series),
    change,
  );
}
