/**
 * Everything a thread of the engine is for: the work of operations, and files to read for requests.
 * @module
 */
import type { JobContext, JobOutcome } from "../../jobs/job.ts";
import { runWork } from "../run_work.ts";
import { type BarFileResult, type BarFileWork, runBarFileWork } from "./bar_file_work.ts";
import type { Work, WorkResult } from "../work.ts";

/** What comes of a task. */
export type TaskResult = WorkResult | BarFileResult;

/** Does one task from start to end; the work of an operation within this call. */
export function runTask(
  task: Work | BarFileWork,
  context: JobContext,
): JobOutcome<TaskResult> | Promise<JobOutcome<TaskResult>> {
  return task.kind === "bar_file" ? runBarFileWork(task) : runWork(task, context);
}
