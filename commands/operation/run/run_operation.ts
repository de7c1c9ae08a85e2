/**
 * The one way a command starts an operation: leaves it alone, or follows it to its end.
 * @module
 */
import { abortable } from "@std/async/abortable";
import { anySignal } from "../../../lib/client/time_limit.ts";
import {
  ExitCode,
  type ExitCodeValue,
  InterruptedError,
  type KtrdrError,
  TimeoutError,
  UsageError,
} from "../../../lib/errors.ts";
import { interruptPolicy } from "../../../lib/operations/interrupt.ts";
import { notStarted } from "../../../lib/operations/left_running.ts";
import { Deadline } from "../../../lib/operations/deadline.ts";
import type { Context } from "../../program/context.ts";
import { parseSeconds } from "../../program/parse_seconds.ts";
import { nestProgress } from "./nest_progress.ts";
import {
  cancelReason,
  leavingSignal,
  nextSignal,
  type OperationRun,
  type PrepareOperation,
  type RunChoices,
  type RunPlan,
  type RunUnderWay,
} from "./operation_run.ts";
import { showOutcome } from "./show_outcome.ts";
import { chooseProgressMode, showProgress } from "./show_progress.ts";
import { startAndLeave } from "./start_and_leave.ts";

/**
 * Starts an operation and, if asked to, follows it. The embedded engine works inside this program, so there an
 * operation is always followed. Throws OperationFailedError if it fails, InterruptedError if it was left running,
 * TimeoutError (exit code 124) if it was not started, or has not ended, in time.
 */
export async function runOperation(
  context: Context,
  prepare: PrepareOperation,
  choices: RunChoices,
): Promise<ExitCodeValue> {
  const plan: RunPlan = {
    timeout: parseSeconds(choices.timeout, "--timeout"),
    waitForWorker: parseSeconds(choices.waitForWorker ?? context.waitForWorker, "--wait-for-worker", {
      allowZero: true,
    }),
    onInterrupt: choices.onInterrupt ?? "cancel",
  };
  chooseProgressMode(context);
  using interrupts = interruptPolicy(context.host);
  const client = await context.client();
  if (context.isEmbedded) requireStay(choices);
  using deadline = new Deadline(client, { begins: "now", milliseconds: plan.timeout });
  const timeLimit = deadline.ended;
  const leaving = anySignal(interrupts.signal, interrupts.detach, timeLimit);
  const run = await abortable(prepare(client), leaving).catch((error) => {
    throw error === timeLimit.reason ? notStarted(error) : error;
  });
  context.describeFailure({ operationType: run.type, stage: "initialization" });
  const underWay: RunUnderWay = { ...plan, interrupts, timeLimit };
  if (choices.follow) return await execute(context, run, underWay);
  if (!context.isEmbedded) return await startAndLeave(context, run, underWay);
  context.printer.note("The embedded engine works inside this command, which therefore stays until the end");
  return await execute(context, run, underWay);
}

async function execute(context: Context, run: OperationRun, plan: RunUnderWay): Promise<ExitCodeValue> {
  const { interrupts, ...options } = plan;
  const client = await context.client();
  const hint = options.onInterrupt === "cancel" ? "Ctrl+C cancels" : "Ctrl+C leaves it running";
  using progress = showProgress(context, { label: run.label, hint });
  using nested = nestProgress(context, { client, progress });
  interrupts.signal.addEventListener("abort", () => progress.hint("Ctrl+C leaves at once"), { once: true });
  const executing = client.executeOperation(run.adapter, {
    ...options,
    onProgress: nested.onProgress,
    onState: progress.onState,
    onStarted: (operationId) => {
      context.describeFailure({ operationId, stage: "execution" });
      context.printer.detail(`Started ${run.type ?? "operation"}: ${operationId}`);
      progress.events.started(operationId, run.type);
    },
    signal: interrupts.signal,
    abandon: leavingSignal(interrupts),
    cancelReason,
  });
  const result = await executing.catch((error) => {
    throw context.isEmbedded && hasLeft(error) ? stoppedWithUs(error) : error;
  });
  return await showOutcome(context, progress, { ...result, leaving: nextSignal(interrupts) });
}

/** The embedded engine ends with this command. */
function requireStay({ detach, onInterrupt }: RunChoices): void {
  if (!detach && onInterrupt !== "detach") return;
  const flag = detach ? "--detach" : "--on-interrupt detach";
  throw new UsageError(`${flag} needs a server: the embedded engine ends with this command`, {
    hint: `Run 'ktrdr serve' elsewhere and point --url at it, or leave ${flag} out`,
  });
}

/** Whether an error says that an operation was left while it runs. */
function hasLeft(error: unknown): error is KtrdrError {
  return error instanceof InterruptedError ||
    (error instanceof TimeoutError && error.exitCode === ExitCode.timeout);
}

/** The embedded engine cannot go on without this program: what it did so far is kept as a checkpoint. */
function stoppedWithUs(error: KtrdrError): InterruptedError {
  const id = error.details.operation_id;
  return new InterruptedError(typeof id === "string" ? `Stopped operation "${id}"` : "Stopped", {
    exitCode: error.exitCode,
    details: error.details,
    cause: error,
    ...(typeof id === "string" &&
      { hint: `If it has a checkpoint, go on with: ktrdr operation resume ${id} --follow` }),
  });
}
