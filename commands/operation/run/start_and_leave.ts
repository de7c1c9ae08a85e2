import { ExitCode, type ExitCodeValue } from "../../../lib/errors.ts";
import { cancelAndWatch } from "../../../lib/operations/cancel_and_watch.ts";
import type { InterruptPolicy } from "../../../lib/operations/interrupt.ts";
import { leftRunning } from "../../../lib/operations/left_running.ts";
import { startOperation } from "../../../lib/operations/start/start_operation.ts";
import type { Context } from "../../program/context.ts";
import { describeNotice } from "./describe_notice.ts";
import { OperationEvents } from "./operation_events.ts";
import {
  cancelReason,
  describeStarted,
  leavingSignal,
  nextSignal,
  type OperationRun,
  type RunUnderWay,
} from "./operation_run.ts";
import { showOutcome } from "./show_outcome.ts";
import { showProgress } from "./show_progress.ts";

/** Starts an operation, prints its id and leaves it alone. Ctrl+C during the start does what the plan says. */
export async function startAndLeave(
  context: Context,
  run: OperationRun,
  plan: RunUnderWay,
): Promise<ExitCodeValue> {
  const { interrupts } = plan;
  const client = await context.client();
  const events = new OperationEvents(context.printer);
  let isBusyTold = false;
  const { operationId } = await startOperation(client, run.adapter, {
    signal: interrupts.signal,
    abandon: leavingSignal(interrupts),
    timeLimit: plan.timeLimit,
    waitForWorker: plan.waitForWorker,
    onState: (notice) => {
      events.noticed(notice);
      const text = describeNotice(notice);
      // The same again every two seconds would fill the screen.
      const isTold = notice.type === "worker_busy" && isBusyTold;
      isBusyTold ||= notice.type === "worker_busy";
      if (text !== null && !isTold) context.printer.note(text);
    },
  });
  events.started(operationId, run.type);
  if (interrupts.signal.aborted) {
    if (plan.onInterrupt === "detach") throw leftRunning(operationId, interrupts.signal.reason);
    return await cancelStarted(context, run, { operationId, interrupts });
  }
  const { value, render } = describeStarted(run, operationId);
  context.printer.result(value, render);
  context.printer.note(`Follow it with: ktrdr follow ${operationId}`);
  return ExitCode.ok;
}

/** Ctrl+C came while the start was under way. */
async function cancelStarted(
  context: Context,
  run: OperationRun,
  started: { operationId: string; interrupts: InterruptPolicy },
): Promise<ExitCodeValue> {
  const { operationId, interrupts } = started;
  const client = await context.client();
  context.describeFailure({ operationId, stage: "execution" });
  using progress = showProgress(context, { label: run.label, hint: "Ctrl+C leaves at once", operationId });
  const { operation, isOurs } = await cancelAndWatch(client, operationId, {
    onProgress: progress.onProgress,
    onState: progress.onState,
    abandon: leavingSignal(interrupts),
    startedAt: client.now(),
    cancelReason,
  });
  const cancelledByUs = isOurs && operation.status === "cancelled";
  return await showOutcome(context, progress, {
    status: operation.status,
    operationId,
    operation,
    cancelledByUs,
    leaving: nextSignal(interrupts),
  });
}
