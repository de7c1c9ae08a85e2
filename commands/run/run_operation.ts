/**
 * The one way a command starts an operation: leaves it alone, or follows it to its end.
 * @module
 */
import { anySignal } from "../../lib/client/time_limit.ts";
import { type ExitCodeValue, InterruptedError, UsageError } from "../../lib/errors.ts";
import type { OperationAdapter } from "../../lib/operations/execute.ts";
import { type InterruptPolicy, interruptPolicy } from "../../lib/operations/interrupt.ts";
import { startOperation } from "../../lib/operations/start_operation.ts";
import type { Context } from "../context.ts";
import { parseSeconds } from "../parse_seconds.ts";
import { showOutcome } from "./show_outcome.ts";
import { showProgress } from "./show_progress.ts";

/** An operation that a command wants done. */
export interface OperationRun {
  adapter: OperationAdapter;
  /** What is done to what: "Training rsi_spx". */
  label: string;
  /** Whether to wait for it. */
  follow: boolean;
  /** Whether the user said that it shall be left alone. */
  detach?: boolean | undefined;
  /** Seconds to wait for it at the most. */
  timeout?: number | undefined;
  /** Seconds to try while every worker is busy. */
  waitForWorker?: number | undefined;
}

/**
 * Starts an operation and, if asked to, follows it. The embedded engine works inside this program, so there an
 * operation is always followed. Throws OperationFailedError if it fails, InterruptedError if it was left running.
 */
export async function runOperation(context: Context, run: OperationRun): Promise<ExitCodeValue> {
  context.describeFailure({ operationType: run.adapter.type, stage: "initialization" });
  const limits = {
    timeout: parseSeconds(run.timeout, "--timeout"),
    waitForWorker: parseSeconds(run.waitForWorker, "--wait-for-worker", { atLeast: 0 }),
  };
  await context.client();
  if (!run.follow && !context.isEmbedded) return await startAndLeave(context, { ...run, ...limits });
  if (run.detach) {
    throw new UsageError("--detach needs a server: the embedded engine ends with this command", {
      hint: "Run 'ktrdr serve' elsewhere and point --url at it, or leave --detach out",
    });
  }
  if (!run.follow) {
    context.printer.note(
      "The embedded engine works inside this command, which therefore stays until the end",
    );
  }
  return await execute(context, { ...run, ...limits });
}

async function startAndLeave(context: Context, run: OperationRun): Promise<ExitCodeValue> {
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  const { operationId } = await startOperation(client, run.adapter, {
    signal: interrupts.signal,
    abandon: leavingSignal(interrupts),
    waitForWorker: run.waitForWorker,
    onState: (notice) => {
      if (notice.type === "worker_busy") context.printer.note(`No worker is free: ${notice.reason}`);
    },
  });
  const { type } = run.adapter;
  const value = { operation_id: operationId, status: "started", type, operation_type: type };
  context.printer.result(value, (style) => `Started ${type}: ${style.bold(operationId)}`);
  context.printer.note(`Follow it with: ktrdr follow ${operationId}`);
  return 0;
}

async function execute(context: Context, run: OperationRun): Promise<ExitCodeValue> {
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  using progress = showProgress(context, { label: run.label, hint: "Ctrl+C cancels" });
  try {
    const result = await client.executeOperation(run.adapter, {
      onProgress: progress.onProgress,
      onState: progress.onState,
      onStarted: (operationId) => {
        context.describeFailure({ operationId, stage: "execution" });
        context.printer.detail(`Started ${run.adapter.type}: ${operationId}`);
      },
      signal: interrupts.signal,
      abandon: leavingSignal(interrupts),
      timeout: run.timeout,
      waitForWorker: run.waitForWorker,
      cancelReason: "Cancelled by the user (Ctrl+C)",
    });
    return await showOutcome(context, progress, result);
  } catch (error) {
    throw context.isEmbedded && error instanceof InterruptedError ? stoppedWithUs(error) : error;
  }
}

/** Leaves at once: by a second Ctrl+C, SIGTERM or SIGHUP. */
function leavingSignal(interrupts: InterruptPolicy): AbortSignal {
  return anySignal(interrupts.abandon, interrupts.detach);
}

/** The embedded engine cannot go on without this program: what it did so far is kept as a checkpoint. */
function stoppedWithUs(error: InterruptedError): InterruptedError {
  const id = error.details.operation_id;
  return new InterruptedError(typeof id === "string" ? `Stopped operation "${id}"` : "Stopped", {
    exitCode: error.exitCode,
    details: error.details,
    cause: error,
    ...(typeof id === "string" &&
      { hint: `If it has a checkpoint, go on with: ktrdr operation resume ${id} --follow` }),
  });
}
