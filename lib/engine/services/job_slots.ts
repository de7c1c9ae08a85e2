/**
 * The places in which the engine runs jobs, which are its workers.
 * @module
 */
import type { OperationRecord } from "../store/store.ts";
import type { Engine } from "./engine.ts";

/** One place: what runs in it, or null. */
export interface JobSlot {
  readonly number: number;
  readonly operation: OperationRecord | null;
}

/** One slot for each job that may run at once; those of this process only. */
export function listJobSlots({ store, jobs, cores }: Engine): JobSlot[] {
  const { rows } = store.operations.list({ status: "running", limit: 1000, offset: 0 });
  const own = rows.filter((operation) => operation.owner === jobs.processId);
  return Array.from({ length: cores }, (_, index) => ({ number: index + 1, operation: own[index] ?? null }));
}
