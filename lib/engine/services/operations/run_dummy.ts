/**
 * The dummy, as a worker does it: progress to look at, and nothing else.
 * @module
 */
import type { JobContext, JobOutcome } from "../../jobs/job.ts";
import { startProgress } from "./progress.ts";
import type { DummyWork, DummyWorkResult } from "../work.ts";

/** Waits so many times, and says so. */
export function runDummy(work: DummyWork, context: JobContext): JobOutcome<DummyWorkResult> {
  const { iterations, milliseconds } = work;
  context.report({ ...startProgress(`Starting dummy_task [0/${iterations}]`), steps_total: iterations });
  for (let iteration = 1; iteration <= iterations; iteration++) {
    context.wait(milliseconds);
    if (context.isCancelled()) return { cancelled: true };
    const percentage = 100 * iteration / iterations;
    const text = `Working hard on iteration ${iteration}! [${iteration}/${iterations}] (${
      percentage.toFixed(1)
    }%)`;
    context.report({
      ...startProgress(text),
      percentage,
      steps_completed: iteration,
      steps_total: iterations,
      items_processed: iteration,
    });
  }
  return { cancelled: false, result: { kind: "dummy", iterations } };
}
