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
  const { progress, metadata } = record;
  const isOfWorker = record.type === "training" || record.type === "backtesting";
  return {
    operation_id: record.id,
    parent_operation_id: record.parentId,
    operation_type: record.type,
    status: record.status,
    created_at: toTimestamp(record.createdAt),
    started_at: toTimestamp(record.startedAt),
    completed_at: toTimestamp(record.completedAt),
    progress: {
      percentage: progress.percentage,
      current_step: progress.currentStep,
      steps_completed: progress.stepsCompleted,
      steps_total: progress.stepsTotal,
      items_processed: progress.itemsProcessed,
      items_total: progress.itemsTotal,
      current_item: progress.currentItem,
      context: {},
    },
    metadata: {
      symbol: metadata.symbol,
      timeframe: metadata.timeframe,
      mode: metadata.mode,
      start_date: metadata.startDate,
      end_date: metadata.endDate,
      parameters: isOfWorker ? { ...metadata.parameters, worker_id: workerId } : metadata.parameters,
    },
    error_message: record.errorMessage,
    warnings: record.warnings,
    errors: [],
    result_summary: record.result,
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
  const seconds = record.startedAt === null ? null : ((record.completedAt ?? now) - record.startedAt) / 1000;
  return {
    operation_id: record.id,
    operation_type: record.type,
    status: record.status,
    created_at: toTimestamp(record.createdAt),
    progress_percentage: record.progress.percentage,
    current_step: record.progress.currentStep,
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
