import { abortable } from "@std/async/abortable";
import { explainIb } from "../../../lib/client/diagnose_ib.ts";
import { ExitCode, type ExitCodeValue, OperationFailedError } from "../../../lib/errors.ts";
import { kindOf } from "../../../lib/operations/kinds.ts";
import type { OperationResult } from "../../../lib/operations/execute.ts";
import type { Inference, WatchedOperation } from "../../../lib/operations/watch.ts";
import { leftUnread } from "../../../lib/operations/left_running.ts";
import { formatTimestamp } from "../../../lib/output/format.ts";
import type { Style } from "../../../lib/output/style.ts";
import { renderFields } from "../../../lib/output/table.ts";
import { describeCheckpoint } from "../../checkpoint/describe_checkpoint.ts";
import type { Context } from "../../program/context.ts";
import { describeResult } from "../results/results.ts";
import type { DescribeResultOptions } from "../results/result_view.ts";
import type { ShownProgress } from "./show_progress.ts";

/** What became of an operation, for programs, and how its display ends. */
interface Outcome {
  value: Readonly<Record<string, unknown>>;
  /** For people. */
  render(style: Style): string;
  /** What the last line of the progress says. */
  extent?: string | undefined;
}

/** How an operation ended, and what ends the program while it still reads the result. */
interface ShownResult extends OperationResult {
  leaving: AbortSignal;
}

/**
 * Ends the display of an operation and prints its outcome: the result of a completed one, who cancelled a cancelled
 * one. Throws OperationFailedError with the server's reason for a failed one, InterruptedError where it was left.
 */
export async function showOutcome(
  context: Context,
  progress: ShownProgress,
  result: ShownResult,
): Promise<ExitCodeValue> {
  const { operation, operationId, status, leaving } = result;
  context.describeFailure({ operationId, operationType: operation.operation_type, stage: "completion" });
  if (status === "failed") {
    progress.finish("failed");
    throw failureOf(operation);
  }
  const outcome = describeOutcome(context, operation, { withDetails: true });
  const { value, render, extent } = await abortable(outcome, leaving).catch((error) => {
    throw leaving.aborted ? leftUnread(operationId, leaving.reason) : error;
  });
  progress.finish(status, extent);
  warnOf(context, operation);
  const exitCode = status === "completed"
    ? ExitCode.ok
    : result.cancelledByUs
    ? ExitCode.interrupted
    : ExitCode.cancelled;
  context.printer.result(value, render, { exitCode });
  if (result.cancelledByUs) await tellOfCheckpoint(context, operation, leaving);
  return exitCode;
}

/** How long the server may take to tell of a checkpoint, when all else is over. Milliseconds. */
const checkpointTimeout = 2_000;

/** Says how to go on with what was cancelled, where that is possible. */
async function tellOfCheckpoint(
  context: Context,
  { operation_id: id }: WatchedOperation,
  signal: AbortSignal,
): Promise<void> {
  const client = await context.client();
  const request = { signal, timeout: checkpointTimeout, retries: 0 };
  const checkpoint = await client.checkpoints.get(id, request).catch(() => undefined);
  if (checkpoint === undefined) return;
  const place = describeCheckpoint(checkpoint.state);
  context.printer.note(`Go on from its checkpoint (${place}) with: ktrdr resume ${id} --follow`);
}

/** The error that a failed operation is. */
export function failureOf(operation: WatchedOperation): OperationFailedError {
  const { operation_id, operation_type, error_message, inferred, inference } = operation;
  const title = kindOf(operation_type).title;
  const reason = error_message ?? "no reason given";
  if (inference !== undefined) {
    const message = inferred ? inference.reason : `${title} failed: ${reason}; yet ${inference.reason}`;
    return new OperationFailedError(message, {
      hint: inference.hint,
      details: { operation_id, inferred, model: inference.model },
    });
  }
  const explanation = kindOf(operation_type).needsBroker ? explainIb({ message: reason }) : undefined;
  return new OperationFailedError(`${title} failed: ${reason}`, {
    hint: explanation?.hint,
    details: { operation_id, ...explanation?.details },
  });
}

/** Passes on what the server warns of. */
export function warnOf({ printer }: Context, operation: WatchedOperation): void {
  for (const warning of warningsOf(operation)) {
    printer.warn(String(warning), { operationId: operation.operation_id });
  }
}

function warningsOf({ operation_type, warnings }: WatchedOperation): readonly unknown[] {
  return kindOf(operation_type).tellsWarnings ? [] : warnings;
}

/** What became of an operation that was completed or cancelled. */
export async function describeOutcome(
  context: Context,
  operation: WatchedOperation,
  options: DescribeResultOptions,
): Promise<Outcome> {
  const { operation_id, operation_type, status, error_message: message, result_summary } = operation;
  const head = { operation_id, operation_type, type: operation_type, status };
  if (status === "cancelled") {
    return {
      value: { ...head, message },
      render: () => `Cancelled ${operation_id}${message ? `: ${message}` : ""}`,
    };
  }
  if (operation.inference !== undefined) return describeInferred(operation, operation.inference);
  const { results, extent, render, more } = await describeResult(context, operation, options);
  const warnings = warningsOf(operation);
  const told = warnings.length === 0 ? {} : { warnings };
  return { value: { ...head, ...more, ...told, results, result_summary }, render, extent };
}

/** An operation that has completed, as all but its server shows. */
function describeInferred(operation: WatchedOperation, inference: Inference): Outcome {
  const { operation_id, operation_type, status, result_summary } = operation;
  const { reason, model, hint } = inference;
  const head = { operation_id, operation_type, type: operation_type, status };
  const fields: [string, string][] = [
    ["Model saved to", model?.model_path ?? model?.model_id ?? "not told by the server"],
    ...(model?.created_at
      ? [["Saved at", formatTimestamp(model.created_at)] satisfies [string, string]]
      : []),
    ...(hint === undefined ? [] : [["Next", hint] satisfies [string, string]]),
  ];
  return {
    value: { ...head, inferred: true, reason, model, results: result_summary, result_summary },
    render: (style) => renderFields(fields, style),
  };
}
