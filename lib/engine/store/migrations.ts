/**
 * How the database came to its present form: step N leads from version N to version N + 1.
 * Steps are only ever added.
 * @module
 */

import { chunkBars, stateChunks } from "./bars/chunk_bars.ts";
import type { Migration } from "./database.ts";

const first = `
CREATE TABLE operations (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  parent_id TEXT,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  completed_at INTEGER,
  progress TEXT NOT NULL,
  metadata TEXT NOT NULL,
  error_message TEXT,
  warnings TEXT NOT NULL,
  request TEXT NOT NULL,
  version INTEGER NOT NULL,
  owner TEXT,
  cancel_request TEXT,
  result TEXT
) STRICT;
CREATE INDEX operations_by_time ON operations (created_at);
CREATE INDEX operations_by_status ON operations (status, created_at);
CREATE INDEX operations_by_type ON operations (type, created_at);
CREATE INDEX operations_by_type_and_status ON operations (type, status, created_at);
CREATE INDEX operations_by_parent ON operations (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX operations_to_cancel ON operations (owner) WHERE cancel_request IS NOT NULL;

CREATE TABLE epochs (
  operation_id TEXT NOT NULL REFERENCES operations (id),
  number INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  PRIMARY KEY (operation_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  operation_id TEXT PRIMARY KEY REFERENCES operations (id),
  type TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  summary TEXT NOT NULL,
  size INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE backtests (
  operation_id TEXT PRIMARY KEY REFERENCES operations (id),
  trades TEXT NOT NULL,
  equity_time BLOB NOT NULL,
  equity_value BLOB NOT NULL
) STRICT;

CREATE TABLE bars (
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  count INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  time BLOB NOT NULL,
  open BLOB NOT NULL,
  high BLOB NOT NULL,
  low BLOB NOT NULL,
  close BLOB NOT NULL,
  volume BLOB NOT NULL,
  PRIMARY KEY (symbol, timeframe)
) STRICT;

CREATE TABLE model_versions (
  strategy TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (strategy, timeframe)
) STRICT, WITHOUT ROWID;

CREATE TABLE processes (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  beat_at INTEGER NOT NULL
) STRICT;
`;

/**
 * Operations are listed in the order in which they came, which is that of their numbers: a clock may be put back. Every
 * index has the number as its last column.
 */
const listBySequence = `
DROP INDEX operations_by_time;
DROP INDEX operations_by_status;
DROP INDEX operations_by_type;
DROP INDEX operations_by_type_and_status;
CREATE INDEX operations_by_status ON operations (status);
CREATE INDEX operations_by_type ON operations (type);
CREATE INDEX operations_by_type_and_status ON operations (type, status);
`;

/** An operation has the names of the contract, in its columns and in the JSON of its progress and metadata. */
const nameAsContract = `
ALTER TABLE operations RENAME COLUMN id TO operation_id;
ALTER TABLE operations RENAME COLUMN parent_id TO parent_operation_id;
ALTER TABLE operations RENAME COLUMN type TO operation_type;
ALTER TABLE operations RENAME COLUMN result TO result_summary;
UPDATE operations SET progress = json_object(
  'percentage', progress -> '$.percentage',
  'current_step', progress ->> '$.currentStep',
  'steps_completed', progress -> '$.stepsCompleted',
  'steps_total', progress -> '$.stepsTotal',
  'items_processed', progress -> '$.itemsProcessed',
  'items_total', progress -> '$.itemsTotal',
  'current_item', progress ->> '$.currentItem'
), metadata = json_object(
  'symbol', metadata ->> '$.symbol',
  'timeframe', metadata ->> '$.timeframe',
  'mode', metadata ->> '$.mode',
  'start_date', metadata ->> '$.startDate',
  'end_date', metadata ->> '$.endDate',
  'parameters', json(metadata -> '$.parameters')
) WHERE json_valid(progress) AND json_valid(metadata);
`;

/** The steps, oldest first. The version of a database is the number of steps it has taken. */
export const migrations: readonly Migration[] = [
  first,
  chunkBars,
  listBySequence,
  stateChunks,
  nameAsContract,
];
