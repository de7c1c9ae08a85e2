/**
 * Everything a worker can do.
 * @module
 */
import type { JobContext, JobOutcome } from "../jobs/job.ts";
import { runBacktestWork } from "./backtests/run_backtest_work.ts";
import { runDummy } from "./operations/run_dummy.ts";
import { runTraining } from "./training/run_training.ts";
import type { Work, WorkResult } from "./work.ts";

/** Does one piece of work from start to end. */
export function runWork(work: Work, context: JobContext): JobOutcome<WorkResult> {
  switch (work.kind) {
    case "training":
      return runTraining(work, context);
    case "backtesting":
      return runBacktestWork(work, context);
    case "dummy":
      return runDummy(work, context);
  }
}
