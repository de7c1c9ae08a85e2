/**
 * Ends the operations of processes that died.
 * @module
 */
import type { OperationRecord, Store } from "../store/store.ts";
import { activeStatuses, describeStop } from "./job_record.ts";

/**
 * Marks as failed every operation whose process died, and removes what that has left; operations with a checkpoint can
 * be resumed. Quick where there is none: to be called when a store is opened, and before operations are listed or found.
 */
export function sweepOrphans(store: Store, now: () => number = Date.now): readonly OperationRecord[] {
  const orphans = store.processes.orphans();
  if (orphans.length === 0) return [];
  const resumable = new Set(store.checkpoints.list().map((checkpoint) => checkpoint.operationId));
  const failed = orphans.flatMap((orphan) => {
    const swept = store.operations.change(orphan.operation_id, {
      from: activeStatuses,
      ownedBy: orphan.owner,
      status: "failed",
      error_message: describeStop(resumable.has(orphan.operation_id)),
      completed_at: now(),
      cancel_request: null,
    });
    return swept === null ? [] : [swept];
  });
  store.processes.clear();
  return failed;
}
