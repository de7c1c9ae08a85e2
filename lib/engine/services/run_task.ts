/**
 * Everything a thread of the engine is for: the work of operations, and uploads to read.
 * @module
 */
import type { JobContext, JobOutcome } from "../jobs/job.ts";
import { runWork } from "./run_work.ts";
import { runUpload, type Upload } from "./uploads/upload_work.ts";
import type { Work } from "./work.ts";

/** Does one task from start to end; the work of an operation within this call. */
export function runTask(
  task: Work | Upload,
  context: JobContext,
): JobOutcome<unknown> | Promise<JobOutcome<unknown>> {
  switch (task.kind) {
    case "bars":
    case "strategy":
    case "model":
      return runUpload(task);
    default:
      return runWork(task, context);
  }
}
