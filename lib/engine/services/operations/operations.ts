/**
 * Reading operations, waiting for their changes, cancelling them.
 * @module
 */
import { isTerminal } from "../../../contract/words/operation_words.ts";
import type { EpochRecord, OperationPage, OperationQuery, OperationRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { mostHistoryEpochs } from "../training/epoch_history.ts";
import { detailError, type ServiceError } from "../service_error.ts";

export type { OperationRecord } from "../../store/store.ts";

/** One page of operations, newest first. Those of a process that died are failed first. */
export function listOperations({ store, jobs }: Engine, query: OperationQuery): OperationPage {
  jobs.sweep();
  return store.operations.list(query);
}

/**
 * One operation; one of a process that died is failed first. One that has ended, which cannot be written down, has
 * failed for now. Throws a 404.
 */
export function findOperation({ store, jobs }: Engine, id: string): OperationRecord {
  jobs.sweep();
  const record = store.operations.find(id);
  if (record === null) throw detailError(404, `Operation not found: ${id}`);
  const trouble = jobs.trouble(id);
  if (trouble === null || isTerminal(record.status)) return record;
  return { ...record, status: "failed", error_message: trouble };
}

/** What to wait for, and for how long. */
interface WaitOptions {
  /** The version that the asker knows; undefined means: do not wait. */
  readonly seen: number | undefined;
  readonly milliseconds: number;
  /** Ends the wait early. */
  readonly signal: AbortSignal;
}

/**
 * One operation, as soon as it is not the version that the asker knows, or when the time is up. A terminal
 * operation is never waited for. Throws a 404.
 */
export async function waitForOperation(
  engine: Engine,
  id: string,
  options: WaitOptions,
): Promise<OperationRecord> {
  const record = findOperation(engine, id);
  const { seen, milliseconds, signal } = options;
  if (seen === undefined || record.version !== seen || isTerminal(record.status)) return record;
  await engine.jobs.waitForChange(id, seen, { milliseconds, signal });
  return findOperation(engine, id);
}

/** The operations that an operation started. Throws a 404. */
export function listChildren(engine: Engine, id: string): readonly OperationRecord[] {
  findOperation(engine, id);
  return engine.store.operations.children(id);
}

/** Some epochs of a training, and how many there are in all. */
export interface SomeEpochs {
  readonly rows: readonly EpochRecord[];
  readonly count: number;
}

/** The last epochs of a training so far, at most `limit`; none for every other operation. */
export function findRecentEpochs(
  { store }: Engine,
  { operation_id: id, operation_type: type }: OperationRecord,
  limit: number,
): SomeEpochs {
  if (type !== "training") return { rows: [], count: 0 };
  return { rows: store.operations.epochs(id, { last: limit }), count: store.operations.countEpochs(id) };
}

/**
 * The epochs of a training so far, or its last ones; none for every other operation. Of more than an answer carries as
 * many are taken, evenly spaced, with the first and the last. Throws a 404.
 */
export function listEpochs(engine: Engine, id: string, last?: number): SomeEpochs {
  const { operations } = engine.store;
  if (findOperation(engine, id).operation_type !== "training") return { rows: [], count: 0 };
  const count = Math.min(last ?? Infinity, operations.countEpochs(id));
  return { rows: operations.epochs(id, { last: count, most: mostHistoryEpochs }), count };
}

/** An operation that is completed or failed. Throws a 404, and a 400 for any other status. */
export function findFinishedOperation(engine: Engine, id: string): OperationRecord {
  const record = findOperation(engine, id);
  if (record.status === "completed" || record.status === "failed") return record;
  throw detailError(400, `Operation not finished (status: ${record.status})`);
}

/** A cancelled operation. */
interface CancelledOperation {
  readonly operation: OperationRecord;
  /** Whether its job ran, or waited, in this process. */
  readonly isOwn: boolean;
}

/** Cancels an operation that is not terminal. Throws a 404, and a 400 for a terminal one. */
export function cancelOperation(engine: Engine, id: string, reason: string | null): CancelledOperation {
  findOperation(engine, id);
  const { changed, told } = engine.jobs.cancel(id, reason);
  const operation = findOperation(engine, id);
  if (!changed) throw refuseStatus(operation, "cancelled");
  return { operation, isOwn: told };
}

/** The 400 for something that cannot be done with an operation in its present status. */
export function refuseStatus(record: OperationRecord, done: string): ServiceError {
  const status = `OperationStatus.${record.status.toUpperCase()}`;
  return detailError(400, `Operation ${record.operation_id} cannot be ${done} (status: ${status})`);
}
