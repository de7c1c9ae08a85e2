/**
 * Jobs that run in real workers, and ways to wait for them.
 * @module
 */
import { assert } from "@std/assert";
import { type Job, JobRunner, type JobRunnerOptions } from "../../../lib/engine/jobs/job_runner.ts";
import type { OperationRecord, Store } from "../../../lib/engine/store/store.ts";
import { newOperation } from "../store/temporary_store.ts";
import type { TestResult, TestWork } from "./fixtures/test_worker.ts";

/** A runner of test jobs. */
export type Runner = JobRunner<TestWork, TestResult>;

function createWorker(): Worker {
  return new Worker(new URL("./fixtures/test_worker.ts", import.meta.url), { type: "module" });
}

/** A runner with one core, unless told otherwise. */
export function newRunner(store: Store, options: Partial<JobRunnerOptions> = {}): Runner {
  return new JobRunner({ store, createWorker, cores: 1, ...options });
}

/** Adds an operation and starts its job. */
export function launch(
  runner: Runner,
  store: Store,
  id: string,
  work: TestWork,
  changes: Partial<Job<TestWork, TestResult>> = {},
) {
  store.operations.insert(newOperation(id, { owner: runner.processId }));
  runner.start({ operationId: id, work: () => work, finish: ({ answer }) => ({ answer }), ...changes });
}

/** The record once `holds` is true of it. */
export async function record(
  runner: Runner,
  store: Store,
  id: string,
  holds: (record: OperationRecord) => boolean,
): Promise<OperationRecord> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = store.operations.find(id);
    assert(found !== null);
    if (holds(found)) return found;
    assert(Date.now() < deadline, `${id} stays ${found.status}: ${found.error_message}`);
    await runner.waitForChange(id, found.version, { milliseconds: 20_000 });
  }
}

/** Whether an operation has ended. */
export const isTerminal = (record: OperationRecord) =>
  ["completed", "failed", "cancelled"].includes(record.status);
/** Whether its job has said something. */
export const isUnderWay = (record: OperationRecord) => record.progress.percentage > 0;
