/**
 * The places in which the engine runs jobs, which are its workers.
 * @module
 */
import type { OperationRecord } from "../store/store.ts";
import type { Engine } from "./engine.ts";
import { detailError } from "./service_error.ts";

/** One place; `operation` is what runs in it. */
export interface JobSlot {
  /** `embedded-<n>`, n from 1. */
  readonly id: string;
  readonly operation: OperationRecord | null;
}

/** One slot for each job that may run at once; those of this process only. */
export function listJobSlots({ store, jobs, cores }: Engine): JobSlot[] {
  const { rows } = store.operations.list({ status: "running", limit: 1000, offset: 0 });
  const own = rows.filter((operation) => operation.owner === jobs.processId);
  return Array.from(
    { length: cores },
    (_, index) => ({ id: `embedded-${index + 1}`, operation: own[index] ?? null }),
  );
}

/** The slot of that id. Throws a 404. */
export function findJobSlot(engine: Engine, id: string): JobSlot {
  const slot = listJobSlots(engine).find((one) => one.id === id);
  if (slot === undefined) throw detailError(404, `Worker not found: ${id}`);
  return slot;
}
