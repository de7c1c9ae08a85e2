/**
 * Operations and their epochs in SQLite.
 * @module
 */
import * as z from "zod";
import type { OperationStatus } from "../../contract/operation.ts";
import type { Database, Value } from "./database.ts";
import { epochRow, operationRow } from "./operation_row.ts";
import type {
  EpochChoice,
  EpochRecord,
  NewOperation,
  OperationChange,
  OperationPage,
  OperationQuery,
  OperationRecord,
  OperationStore,
  ProgressRecord,
} from "./store.ts";

/** The statuses of an operation that is not at its end, as SQL. */
export const activeStatuses = "('pending', 'resuming', 'running')";

const numberRow = z.object({ number: z.number() }).transform((row) => row.number);
const countRow = z.object({ count: z.number() }).transform((row) => row.count);

const untouched: ProgressRecord = {
  percentage: 0,
  current_step: null,
  steps_completed: 0,
  steps_total: 0,
  items_processed: 0,
  items_total: null,
  current_item: null,
};

/** The operations of a database. `now` gives milliseconds since the epoch. */
export function createOperationStore(database: Database, now: () => number): OperationStore {
  return {
    insert: (operation) => insert(database, operation, now()),
    find: (id) =>
      database.row({ sql: "SELECT * FROM operations WHERE operation_id = ?", row: operationRow }, id),
    list: (query) => list(database, query),
    children: (parentId) =>
      database.rows({
        sql: "SELECT * FROM operations WHERE parent_operation_id = ? ORDER BY sequence",
        row: operationRow,
      }, parentId),
    change: (id, change) => changeOperation(database, id, change),
    addEpochs: (id, epochs) =>
      database.transaction(() => epochs.forEach((epoch) => addEpoch(database, id, epoch))),
    epochs: (id, choice) => listEpochs(database, id, choice),
    countEpochs: (id) => {
      const { first, end } = findEpochRange(database, id);
      return end - first;
    },
    cancelRequests: (owner) =>
      database.rows({
        sql: "SELECT * FROM operations WHERE owner = ? AND cancel_request IS NOT NULL",
        row: operationRow,
      }, owner),
  };
}

function insert(database: Database, operation: NewOperation, createdAt: number): OperationRecord | null {
  return database.row(
    {
      sql: `INSERT INTO operations
        (operation_id, parent_operation_id, operation_type, status, created_at, progress, metadata, warnings, request, version, owner)
        VALUES (?, ?, ?, 'pending', ?, ?, ?, '[]', ?, 1, ?) ON CONFLICT (operation_id) DO NOTHING RETURNING *`,
      row: operationRow,
    },
    operation.operation_id,
    operation.parent_operation_id ?? null,
    operation.operation_type,
    createdAt,
    JSON.stringify(untouched),
    JSON.stringify(operation.metadata),
    JSON.stringify(operation.request),
    operation.owner,
  );
}

function list(database: Database, query: OperationQuery): OperationPage {
  const conditions: string[] = [];
  const values: string[] = [];
  if (query.type !== undefined) {
    conditions.push("operation_type = ?");
    values.push(query.type);
  }
  if (query.status !== undefined) {
    conditions.push("status = ?");
    values.push(query.status);
  }
  if (query.activeOnly === true) conditions.push(`status IN ${activeStatuses}`);
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const count = (sql: string, ...bound: Value[]) => database.row({ sql, row: countRow }, ...bound) ?? 0;
  return {
    rows: database.rows(
      {
        sql: `SELECT * FROM operations ${where} ORDER BY sequence DESC LIMIT ? OFFSET ?`,
        row: operationRow,
      },
      ...values,
      query.limit,
      query.offset,
    ),
    total: count(`SELECT count(*) AS count FROM operations ${where}`, ...values),
    active: count(`SELECT count(*) AS count FROM operations WHERE status IN ${activeStatuses}`),
  };
}

function changeOperation(database: Database, id: string, change: OperationChange): OperationRecord | null {
  const changes = columnChanges(change);
  const assignments = ["version = version + 1", ...changes.map(([column]) => `${column} = ?`)].join(", ");
  return database.row(
    {
      sql: `UPDATE operations SET ${assignments} WHERE operation_id = ? ${statusCondition(change.from)}
        ${change.ownedBy === undefined ? "" : "AND owner IS ?"} RETURNING *`,
      row: operationRow,
    },
    ...changes.map(([, value]) => value),
    id,
    ...change.from ?? [],
    ...change.ownedBy === undefined ? [] : [change.ownedBy],
  );
}

function statusCondition(from: readonly OperationStatus[] | undefined): string {
  return from === undefined ? "" : `AND status IN (${from.map(() => "?").join(", ")})`;
}

/** The columns that a change names, with their new values. */
function columnChanges(change: OperationChange): (readonly [column: string, value: Value])[] {
  const json = (value: unknown) => value === undefined || value === null ? value : JSON.stringify(value);
  const columns: readonly (readonly [string, Value | undefined])[] = [
    ["status", change.status],
    ["started_at", change.started_at],
    ["completed_at", change.completed_at],
    ["progress", json(change.progress)],
    ["error_message", change.error_message],
    ["warnings", json(change.warnings)],
    ["result_summary", json(change.result_summary)],
    ["owner", change.owner],
    ["cancel_request", change.cancel_request],
  ];
  return columns.flatMap(([column, value]) => value === undefined ? [] : [[column, value] as const]);
}

/** The number of the first epoch, and the one after the last. */
interface EpochRange {
  readonly first: number;
  readonly end: number;
}

/** Found in the index: counting would read all rows. */
function findEpochRange(database: Database, id: string): EpochRange {
  const edge = (order: "ASC" | "DESC") =>
    database.row({
      sql: `SELECT number FROM epochs WHERE operation_id = ? ORDER BY number ${order} LIMIT 1`,
      row: numberRow,
    }, id);
  const first = edge("ASC");
  const last = edge("DESC");
  return first === null || last === null ? { first: 0, end: 0 } : { first, end: last + 1 };
}

function listEpochs(
  database: Database,
  id: string,
  { end: most = Infinity, ...choice }: EpochChoice = {},
): readonly EpochRecord[] {
  const range = findEpochRange(database, id);
  const end = Math.min(range.end, most);
  const first = Math.max(range.first, end - (choice.last ?? Infinity));
  if (end - first <= (choice.most ?? Infinity)) {
    return database.rows(
      {
        sql: "SELECT epoch FROM epochs WHERE operation_id = ? AND number >= ? AND number < ? ORDER BY number",
        row: epochRow,
      },
      id,
      first,
      end,
    );
  }
  return database.rows(
    {
      // A CROSS JOIN goes from the wanted numbers to their epochs; a JOIN would try each number with each epoch.
      sql: `SELECT epoch FROM json_each(?2) AS wanted CROSS JOIN epochs
      ON epochs.operation_id = ?1 AND epochs.number = wanted.value ORDER BY number`,
      row: epochRow,
    },
    id,
    JSON.stringify(spread(first, end - 1, choice.most ?? 2)),
  );
}

/** So many whole numbers, evenly spaced from the first to the last. */
function spread(first: number, last: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.round(first + (last - first) * index / (count - 1)),
  );
}

/** An epoch without a whole number comes after the last one. */
function addEpoch(database: Database, id: string, epoch: EpochRecord): void {
  const number = Number.isInteger(epoch.epoch) ? Number(epoch.epoch) : null;
  database.run(
    `INSERT INTO epochs (operation_id, number, epoch)
      VALUES (?1, coalesce(?2, (SELECT coalesce(max(number), 0) + 1 FROM epochs WHERE operation_id = ?1)), ?3)
      ON CONFLICT (operation_id, number) DO UPDATE SET epoch = excluded.epoch`,
    id,
    number,
    JSON.stringify(epoch),
  );
}
