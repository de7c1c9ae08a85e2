/**
 * The one way in which an operation comes to be and its work to a worker.
 * @module
 */
import type { MetadataRecord, NewOperation, OperationRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { detailError } from "../service_error.ts";
import type { Work, WorkResult } from "../work.ts";

/** What is needed to run an operation, again and again: from the start, or from a checkpoint. */
export interface OperationPlan {
  readonly type: NewOperation["operation_type"];
  readonly metadata: MetadataRecord;
  /** From which the plan can be made again; JSON. */
  readonly request: Readonly<Record<string, unknown>>;
  /** What the user should know of the result, beside the warnings of the result itself. */
  readonly warnings?: readonly string[];
  /** Called when a worker is free. */
  work(): Work;
  /** Keeps the result; gives `result_summary`. */
  finish(operationId: string, result: WorkResult): Readonly<Record<string, unknown>>;
}

/** Adds a pending operation and hands its work over. Throws a 409 when the id is taken. */
export function startOperation(engine: Engine, plan: OperationPlan, id: string): OperationRecord {
  const { type, metadata, request } = plan;
  const owner = engine.jobs.processId;
  const record = engine.store.operations.insert({
    operation_id: id,
    operation_type: type,
    metadata,
    request,
    owner,
  });
  if (record === null) throw detailError(409, `Operation ${id} exists already`);
  runPlan(engine, plan, id);
  return record;
}

/** Hands the work of an operation, new or resuming, to the job runner. */
export function runPlan(engine: Engine, plan: OperationPlan, id: string): void {
  engine.jobs.start({
    operationId: id,
    work: () => plan.work(),
    finish: (result) => {
      keepWarnings(engine, id, [
        ...plan.warnings ?? [],
        ...result.kind === "dummy" ? [] : result.warnings,
      ]);
      return plan.finish(id, result);
    },
  });
}

function keepWarnings({ store, jobs }: Engine, id: string, warnings: readonly string[]): void {
  if (warnings.length > 0) store.operations.change(id, { ownedBy: jobs.processId, warnings });
}
