/**
 * Checkpoints in SQLite, one an operation; the data in V8's own format for structured clones.
 * @module
 */
import * as z from "zod";
import type { Database } from "./database.ts";
import { jsonColumn } from "./json_column.ts";
import { v8 } from "./node_builtins.ts";
import { damagedFile } from "./store_error.ts";
import type { CheckpointRecord, CheckpointStore } from "./store.ts";

const columns = {
  operation_id: z.string(),
  type: z.enum(["periodic", "cancellation", "failure", "shutdown"]),
  created_at: z.number(),
  summary: jsonColumn(z.record(z.string(), z.unknown())),
  size: z.number(),
};
const summaryRow = z.object(columns);
const fullRow = z.object({ ...columns, data: z.instanceof(Uint8Array) });
const idRow = z.object({ operation_id: z.string() });

/** The checkpoints of a database. `now` gives milliseconds since the epoch. */
export function createCheckpointStore(database: Database, now: () => number): CheckpointStore {
  return {
    save: (checkpoint, data) => {
      const bytes = v8.serialize(data);
      database.run(
        `INSERT OR REPLACE INTO checkpoints (operation_id, type, created_at, summary, size, data)
          VALUES (?, ?, ?, ?, ?, ?)`,
        checkpoint.operationId,
        checkpoint.type,
        now(),
        JSON.stringify(checkpoint.summary),
        bytes.byteLength,
        bytes,
      );
    },
    find: (operationId) => {
      const row = database.row({
        sql: "SELECT * FROM checkpoints WHERE operation_id = ?",
        row: fullRow,
      }, operationId);
      return row === null ? null : { ...toRecord(row), data: toData(database.path, row.data) };
    },
    list: () =>
      database.rows({
        sql: `SELECT operation_id, type, created_at, summary, size FROM checkpoints
          ORDER BY created_at DESC, rowid DESC`,
        row: summaryRow,
      }).map(toRecord),
    remove: (operationId) =>
      database.row({
        sql: "DELETE FROM checkpoints WHERE operation_id = ? RETURNING operation_id",
        row: idRow,
      }, operationId) !== null,
  };
}

function toRecord(row: z.infer<typeof summaryRow>): CheckpointRecord {
  return {
    operationId: row.operation_id,
    type: row.type,
    createdAt: row.created_at,
    summary: row.summary,
    size: row.size,
  };
}

function toData(path: string, bytes: Uint8Array): unknown {
  try {
    return v8.deserialize(bytes);
  } catch (error) {
    throw damagedFile(path, error);
  }
}
