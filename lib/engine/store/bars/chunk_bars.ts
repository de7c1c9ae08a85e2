import * as z from "zod";
import { bytesColumn } from "../columns.ts";
import type { Database } from "../database.ts";
import { insertChunks } from "./bar_chunks.ts";
import { mapColumns } from "./merge_bars.ts";

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
    insertChunks(database, { series, change: unrecorded }, bars);
  }
  database.script("DROP TABLE bars");
}

/**
 * A step of the database: whether a chunk is in use is a state that can be changed without writing the chunk anew, and
 * what a change brings can lie there unseen until all of it does.
 */
export const stateChunks = `
ALTER TABLE bar_chunks RENAME COLUMN removed_by TO state;
-- Only what the last change of a series took away was still there.
UPDATE bar_chunks SET state = 1 WHERE state IS NOT NULL;
CREATE TABLE bars_under_way (
  change INTEGER PRIMARY KEY,
  process TEXT NOT NULL
) STRICT;
`;
