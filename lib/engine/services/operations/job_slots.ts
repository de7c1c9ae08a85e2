/**
 * The places in which the engine runs jobs, which are its workers.
 * @module
 */
import type { OperationRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { detailError } from "../service_error.ts";

/** One place; `operation` is what runs in it. A place does any work: while it is free it is named for what may come. */
export interface JobSlot {
  /** `embedded-<n>`, n from 1. */
  readonly id: string;
  readonly type: "training" | "backtesting";
  readonly operation: OperationRecord | null;
}

/**
 * One slot for each job that may run at once, those of this process only, and of both types at least one while there is
 * nothing to do: clients look for a worker of the type that they need. A single core has the same slot under both.
 */
export function listJobSlots({ store, jobs, cores }: Engine): JobSlot[] {
  const { rows } = store.operations.list({ status: "running", limit: 1000, offset: 0 });
  const own = rows.filter((operation) => operation.owner === jobs.processId);
  return Array.from({ length: Math.max(cores, 2) }, (_, index) => {
    const operation = own[index % cores] ?? null;
    const usual = index % 2 === 0 ? "training" : "backtesting";
    return { id: `embedded-${index + 1}`, type: cores > 1 ? typeOf(operation) ?? usual : usual, operation };
  });
}

function typeOf(operation: OperationRecord | null): JobSlot["type"] | undefined {
  if (operation === null) return undefined;
  return operation.operation_type === "backtesting" ? "backtesting" : "training";
}

/** The slot of that id. Throws a 404. */
export function findJobSlot(engine: Engine, id: string): JobSlot {
  const slot = listJobSlots(engine).find((one) => one.id === id);
  if (slot === undefined) throw detailError(404, `Worker not found: ${id}`);
  return slot;
}

/** The slot in which an operation runs, if it runs in this process. */
export function findSlotOf(engine: Engine, operationId: string): JobSlot | undefined {
  return listJobSlots(engine).find(({ operation }) => operation?.operation_id === operationId);
}
