/**
 * The record of what was done to each series of bars.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import type { Database } from "../database.ts";
import { jsonColumn } from "../json_column.ts";
import { type BarChange, barChangeKinds, type NewBarChange, type SeriesName } from "./bar_records.ts";

const changeRow: $ZodType<BarChange> = z.object({
  id: z.number(),
  symbol: z.string(),
  timeframe: z.string(),
  kind: z.enum(barChangeKinds),
  source: jsonColumn(z.record(z.string(), z.unknown())),
  at: z.number(),
  added: z.number(),
  replaced: z.number(),
  removed: z.number(),
  undone_at: z.number().nullable(),
}).transform(({ undone_at: undoneAt, ...change }) => ({ ...change, undoneAt }));
const idRow = z.object({ id: z.number() });

/** How many bars a change has touched. */
export interface ChangeCounts {
  readonly added: number;
  readonly replaced: number;
  readonly removed: number;
}

/** Records a change that is about to be made, under a reserved id or a new one; its id. New ones are greater than all before. */
export function insertChange(
  database: Database,
  change: NewBarChange & SeriesName & { readonly at: number; readonly id?: number },
): number {
  const row = database.row(
    {
      sql: `INSERT INTO bar_changes (id, symbol, timeframe, kind, source, at, added, replaced, removed)
        VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0) RETURNING id`,
      row: idRow,
    },
    change.id ?? null,
    change.symbol,
    change.timeframe,
    change.kind,
    JSON.stringify(change.source),
    change.at,
  );
  if (row === null) throw new RangeError("The change has no id");
  return row.id;
}

/** The id of a change that may be made later: nobody else gets it. Within a transaction. */
export function reserveChange(database: Database, series: SeriesName): number {
  const id = insertChange(database, { ...series, kind: "import", source: {}, at: 0 });
  database.run("DELETE FROM bar_changes WHERE id = ?", id);
  return id;
}

/** Adds to what a change has touched; takes the record away where that is nothing at all. */
export function countChange(database: Database, id: number, counts: ChangeCounts): void {
  database.run(
    "UPDATE bar_changes SET added = added + ?, replaced = replaced + ?, removed = removed + ? WHERE id = ?",
    counts.added,
    counts.replaced,
    counts.removed,
    id,
  );
  database.run("DELETE FROM bar_changes WHERE id = ? AND added = 0 AND replaced = 0 AND removed = 0", id);
}

/** The last change of a series, undone or not; null where there is none. */
export function findNewestChange(database: Database, { symbol, timeframe }: SeriesName): BarChange | null {
  return database.row(
    {
      sql: "SELECT * FROM bar_changes WHERE symbol = ? AND timeframe = ? ORDER BY id DESC LIMIT 1",
      row: changeRow,
    },
    symbol,
    timeframe,
  );
}

/** Says that a change does not count any more. */
export function markUndone(database: Database, id: number, at: number): void {
  database.run("UPDATE bar_changes SET undone_at = ? WHERE id = ?", at, id);
}

/** The changes of a series, the newest first. */
export function listChanges(database: Database, { symbol, timeframe }: SeriesName): BarChange[] {
  return database.rows(
    {
      sql: "SELECT * FROM bar_changes WHERE symbol = ? AND timeframe = ? ORDER BY id DESC",
      row: changeRow,
    },
    symbol,
    timeframe,
  );
}
