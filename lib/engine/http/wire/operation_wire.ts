/**
 * Operations as the API writes them.
 * @module
 */
import type { OperationRecord, SomeEpochs } from "../../services/operations/operations.ts";

/** What `GET /operations/{id}` tells besides the stored operation. */
interface OperationNews {
  readonly epochs: SomeEpochs;
  /** Where the operation runs now; null otherwise. */
  readonly workerId: string | null;
}

/** The object of `GET /operations/{id}`. */
export function toOperationWire(record: OperationRecord, { epochs, workerId }: OperationNews): object {
  const { request: _r, version: _v, owner: _o, cancel_request: _c, result_summary, ...operation } = record;
  const { operation_type: type, metadata } = record;
  const isOfWorker = type === "training" || type === "backtesting";
  return {
    ...operation,
    created_at: toTimestamp(record.created_at),
    started_at: toTimestamp(record.started_at),
    completed_at: toTimestamp(record.completed_at),
    progress: { ...record.progress, context: {} },
    metadata: isOfWorker
      ? { ...metadata, parameters: { ...metadata.parameters, worker_id: workerId } }
      : metadata,
    errors: [],
    result_summary,
    metrics: epochs.count === 0 || hasStopped(record) ? null : { epochs: [epochs.rows, epochs.count] },
    is_backend_local: false,
  };
}

/** Whether the operation ended without a result. Then KTRDR tells its epochs in `GET /operations/{id}/metrics` only. */
function hasStopped({ status }: OperationRecord): boolean {
  return status === "cancelled" || status === "failed";
}

/** A row of `GET /operations`. `now` is in milliseconds since the epoch. */
export function toOperationRow(record: OperationRecord, now: number): object {
  const { started_at, completed_at, progress } = record;
  const seconds = started_at === null ? null : ((completed_at ?? now) - started_at) / 1000;
  return {
    operation_id: record.operation_id,
    operation_type: record.operation_type,
    status: record.status,
    created_at: toTimestamp(record.created_at),
    progress_percentage: progress.percentage,
    current_step: progress.current_step,
    symbol: record.metadata.symbol,
    duration_seconds: seconds,
  };
}

/** RFC 3339 UTC with milliseconds, or null. */
export function toTimestamp(time: number): string;
export function toTimestamp(time: number | null): string | null;
export function toTimestamp(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
