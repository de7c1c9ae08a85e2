/**
 * The one way a command starts an operation: leaves it alone, or follows it to its end.
 * @module
 */
import type { KtrdrClient } from "../../lib/client/client.ts";
import { anySignal } from "../../lib/client/time_limit.ts";
import type { OperationType } from "../../lib/contract/operation_words.ts";
import {
  ExitCode,
  type ExitCodeValue,
  InterruptedError,
  type KtrdrError,
  TimeoutError,
  UsageError,
} from "../../lib/errors.ts";
import { cancelAndWatch } from "../../lib/operations/cancel_and_watch.ts";
import type { ExecuteOptions, OperationAdapter } from "../../lib/operations/execute.ts";
import { type InterruptPolicy, interruptPolicy } from "../../lib/operations/interrupt.ts";
import { startOperation } from "../../lib/operations/start_operation.ts";
import type { Style } from "../../lib/output/style.ts";
import type { Context } from "../context.ts";
import { parseSeconds } from "../parse_seconds.ts";
import { showOutcome } from "./show_outcome.ts";
import { chooseProgressMode, describeNotice, showProgress } from "./show_progress.ts";

/** What every command that starts an operation can be told. */
export interface RunChoices {
  /** Whether to wait for it. */
  follow: boolean;
  /** Whether the user said that it shall be left alone. */
  detach?: boolean | undefined;
  /** Seconds to wait for it at the most. */
  timeout?: number | undefined;
  /** Seconds to try while every worker is busy. */
  waitForWorker?: number | undefined;
}

/** An operation that a command wants done. */
export interface OperationRun {
  adapter: OperationAdapter;
  /** What is done to what: "Training rsi_spx". */
  label: string;
  /** Its type, as far as it is known before it runs. */
  type?: OperationType | undefined;
  /** What to print of an operation that was started and left alone. */
  describeStart(operationId: string): StartDescription;
}

/** A started operation, for programs and for people. */
export interface StartDescription {
  value: Readonly<Record<string, unknown>>;
  render(style: Style): string;
}

/** Makes the operation ready, once the choices are checked: nothing was sent before. */
export type PrepareOperation = (client: KtrdrClient) => Promise<OperationRun>;

const cancelReason = "Cancelled by the user (Ctrl+C)";

/**
 * Starts an operation and, if asked to, follows it. The embedded engine works inside this program, so there an
 * operation is always followed. Throws OperationFailedError if it fails, InterruptedError if it was left running.
 */
export async function runOperation(
  context: Context,
  prepare: PrepareOperation,
  choices: RunChoices,
): Promise<ExitCodeValue> {
  const limits = {
    timeout: parseSeconds(choices.timeout, "--timeout"),
    waitForWorker: parseSeconds(choices.waitForWorker, "--wait-for-worker", { allowZero: true }),
  };
  chooseProgressMode(context);
  const client = await context.client();
  if (context.isEmbedded && choices.detach) throw cannotDetach();
  const run = await prepare(client);
  context.describeFailure({ operationType: run.type, stage: "initialization" });
  if (choices.follow) return await execute(context, run, limits);
  if (!context.isEmbedded) return await startAndLeave(context, run, limits);
  context.printer.note("The embedded engine works inside this command, which therefore stays until the end");
  return await execute(context, run, limits);
}

/** The description of an operation that is known by nothing but its id and type. */
export function describeStarted(type: OperationType): OperationRun["describeStart"] {
  return (operationId) => ({
    value: { operation_id: operationId, status: "started", type, operation_type: type },
    render: (style) => `Started ${type}: ${style.bold(operationId)}`,
  });
}

/** Milliseconds. */
type Limits = Pick<ExecuteOptions, "timeout" | "waitForWorker">;

async function startAndLeave(context: Context, run: OperationRun, limits: Limits): Promise<ExitCodeValue> {
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  const { operationId } = await startOperation(client, run.adapter, {
    signal: interrupts.signal,
    abandon: leavingSignal(interrupts),
    waitForWorker: limits.waitForWorker,
    onState: (notice) => {
      const text = describeNotice(notice);
      if (text !== null) context.printer.note(text);
    },
  });
  if (interrupts.signal.aborted) return await cancelStarted(context, run, { operationId, interrupts });
  const { value, render } = run.describeStart(operationId);
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
  using progress = showProgress(context, { label: run.label, hint: "Ctrl+C leaves at once" });
  const { operation, isOurs } = await cancelAndWatch(client, operationId, {
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
  });
}

async function execute(context: Context, run: OperationRun, limits: Limits): Promise<ExitCodeValue> {
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  using progress = showProgress(context, { label: run.label, hint: "Ctrl+C cancels" });
  try {
    const result = await client.executeOperation(run.adapter, {
      ...limits,
      onProgress: progress.onProgress,
      onState: progress.onState,
      onStarted: (operationId) => {
        context.describeFailure({ operationId, stage: "execution" });
        context.printer.detail(`Started ${run.type ?? "operation"}: ${operationId}`);
      },
      signal: interrupts.signal,
      abandon: leavingSignal(interrupts),
      cancelReason,
    });
    return await showOutcome(context, progress, result);
  } catch (error) {
    throw context.isEmbedded && hasLeft(error) ? stoppedWithUs(error) : error;
  }
}

/** Leaves at once: by a second Ctrl+C, SIGTERM or SIGHUP. */
function leavingSignal(interrupts: InterruptPolicy): AbortSignal {
  return anySignal(interrupts.abandon, interrupts.detach);
}

function cannotDetach(): UsageError {
  return new UsageError("--detach needs a server: the embedded engine ends with this command", {
    hint: "Run 'ktrdr serve' elsewhere and point --url at it, or leave --detach out",
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
