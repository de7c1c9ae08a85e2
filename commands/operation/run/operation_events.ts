import type { WatchedOperation } from "../../../lib/operations/watch.ts";
import type { WatchNotice } from "../../../lib/operations/watch_notice.ts";
import type { Printer } from "../../../lib/output/printer.ts";
import { describeNotice } from "./describe_notice.ts";
import { newestLoss } from "./newest_loss.ts";

/** What an {@linkcode OperationEvents} needs. */
interface OperationEventsOptions {
  /** The operation, where it is known before it is seen. */
  operationId?: string | undefined;
}

/** Tells a program what happens to one operation: every change once. */
export class OperationEvents {
  readonly #printer: Printer;
  #operationId: string | null;
  #type: string | null = null;
  #status: string | undefined;
  /** What the newest `progress` said. */
  #progress = "";

  constructor(printer: Printer, { operationId }: OperationEventsOptions = {}) {
    this.#printer = printer;
    this.#operationId = operationId ?? null;
  }

  /** It was started here. */
  started(operationId: string, type: string | undefined): void {
    this.#operationId = operationId;
    this.#type = type ?? null;
    this.#printer.event({ type: "started", operation_id: operationId, operation_type: this.#type });
  }

  /** It was seen. */
  seen(operation: WatchedOperation): void {
    this.#operationId = operation.operation_id;
    this.#type = operation.operation_type;
    if (operation.status !== this.#status) this.#tellState(operation.operation_id, operation.status);
    this.#status = operation.status;
    this.#tellProgress(operation);
  }

  /** Something else happened. */
  noticed(notice: WatchNotice): void {
    switch (notice.type) {
      case "reconnecting":
        return this.#tellConnection(false, {
          silentMs: notice.lastSeenMs,
          attempt: notice.attempt,
          delayMs: notice.delayMs,
          reason: notice.reason,
        });
      case "reconnected":
        return this.#tellConnection(true, { silentMs: notice.lostMs });
      case "cancelling":
        return this.#tellState(notice.operationId, "cancelling");
      case "progress_told":
        return;
      case "inferred":
      case "worker_may_go_on":
        return this.#printer.warn(describeNotice(notice) ?? "", {
          operationId: notice.operationId,
          code: notice.type,
        });
      default:
        return this.#printer.event({
          type: "warning",
          operation_id: "operationId" in notice ? notice.operationId : this.#operationId,
          code: notice.type,
          message: describeNotice(notice) ?? "",
        });
    }
  }

  #tellState(operationId: string, status: string): void {
    this.#printer.event({ type: "state", operation_id: operationId, operation_type: this.#type, status });
  }

  #tellProgress({ operation_id, operation_type, progress, metrics, as_of }: WatchedOperation): void {
    const event = {
      type: "progress",
      operation_id,
      operation_type,
      percentage: progress.percentage,
      message: progress.current_step ?? "",
      steps_completed: progress.steps_completed,
      steps_total: progress.steps_total,
      items_processed: progress.items_processed,
      loss: newestLoss(metrics),
      ...(as_of === undefined ? {} : { as_of }),
    } as const;
    const appearance = JSON.stringify(event);
    if (appearance !== this.#progress) this.#printer.event(event);
    this.#progress = appearance;
  }

  #tellConnection(
    connected: boolean,
    facts: { silentMs: number; attempt?: number; delayMs?: number; reason?: string },
  ): void {
    const { silentMs, attempt, delayMs, reason } = facts;
    this.#printer.event({
      type: "reconnect",
      operation_id: this.#operationId,
      connected,
      silent_seconds: silentMs / 1000,
      attempt: attempt ?? null,
      retry_in_seconds: delayMs === undefined ? null : delayMs / 1000,
      reason: reason ?? null,
    });
  }
}
