import * as z from "zod";
import type { Bars } from "../../domain/bars.ts";
import { bytesColumn, columnBytes } from "../columns.ts";
import type { Database } from "../database.ts";
import { cutBars } from "./bar_chunks.ts";
import { barColumns, mapColumns } from "./merge_bars.ts";

const nameRow = z.object({ symbol: z.string(), timeframe: z.string() });
const columnRow = z.object({ bytes: z.instanceof(Uint8Array).transform(bytesColumn) });

/** The change that brought the bars which were stored before changes were recorded. */
const unrecorded = 0;

const tables = `
CREATE TABLE bar_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX bar_changes_by_series ON bar_changes (symbol, timeframe, id);

CREATE TABLE bar_chunks (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  count INTEGER NOT NULL,
  added_by INTEGER NOT NULL,
  removed_by INTEGER,
  time BLOB NOT NULL,
  open BLOB NOT NULL,
  high BLOB NOT NULL,
  low BLOB NOT NULL,
  close BLOB NOT NULL,
  volume BLOB NOT NULL
) STRICT;
CREATE INDEX bar_chunks_in_use ON bar_chunks (symbol, timeframe, first, last, count) WHERE removed_by IS NULL;
CREATE INDEX bar_chunks_removed ON bar_chunks (symbol, timeframe) WHERE removed_by IS NOT NULL;
`;

/**
 * A step of the database: a series, which was one row, lies in chunks by time. Each chunk knows which change brought it
 * and which one took it away; what the last change took away stays until the next one, so that it can be undone.
 */
export function chunkBars(database: Database): void {
  database.script(tables);
  for (const series of database.rows({ sql: "SELECT symbol, timeframe FROM bars", row: nameRow })) {
    const bars = mapColumns((name) => {
      const sql = `SELECT ${name} AS bytes FROM bars WHERE symbol = ? AND timeframe = ?`;
      const row = database.row({ sql, row: columnRow }, series.symbol, series.timeframe);
      return row?.bytes ?? new Float64Array(0);
    });
    for (const part of cutBars(bars)) insertChunk(database, series, part);
  }
  database.script("DROP TABLE bars");
}

function insertChunk(database: Database, { symbol, timeframe }: z.infer<typeof nameRow>, bars: Bars): void {
  const count = bars.time.length;
  database.run(
    `INSERT INTO bar_chunks
      (symbol, timeframe, first, last, count, added_by, time, open, high, low, close, volume)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    symbol,
    timeframe,
    bars.time[0],
    bars.time[count - 1],
    count,
    unrecorded,
    ...barColumns.map((name) => columnBytes(bars[name])),
  );
}

/**
 * A step of the database: what a chunk is can be changed without writing its bars anew, which lie beside it, and what a
 * change brings can be there unseen until all of it is.
 */
export const stateChunks = `
ALTER TABLE bar_chunks RENAME TO old_chunks;
DROP INDEX bar_chunks_in_use;
DROP INDEX bar_chunks_removed;
CREATE TABLE bar_chunks (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  count INTEGER NOT NULL,
  added_by INTEGER NOT NULL,
  state INTEGER
) STRICT;
CREATE TABLE bar_values (
  chunk INTEGER PRIMARY KEY REFERENCES bar_chunks (id) ON DELETE CASCADE,
  time BLOB NOT NULL,
  open BLOB NOT NULL,
  high BLOB NOT NULL,
  low BLOB NOT NULL,
  close BLOB NOT NULL,
  volume BLOB NOT NULL
) STRICT;
-- Of what was taken away, only that of the last change of a series was still there.
INSERT INTO bar_chunks
  SELECT id, symbol, timeframe, first, last, count, added_by, iif(removed_by IS NULL, NULL, 1) FROM old_chunks;
INSERT INTO bar_values SELECT id, time, open, high, low, close, volume FROM old_chunks;
DROP TABLE old_chunks;
CREATE INDEX bar_chunks_in_use ON bar_chunks (symbol, timeframe, first, last, count) WHERE state IS NULL;
CREATE INDEX bar_chunks_unseen ON bar_chunks (symbol, timeframe, state, added_by) WHERE state IS NOT NULL;
CREATE TABLE bars_under_way (
  change INTEGER PRIMARY KEY,
  process TEXT NOT NULL
) STRICT;
`;
