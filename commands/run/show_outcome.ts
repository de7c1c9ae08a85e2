import { ExitCode, type ExitCodeValue, OperationFailedError } from "../../lib/errors.ts";
import type { OperationResult } from "../../lib/operations/execute.ts";
import type { Context } from "../context.ts";
import { describeResult } from "./describe_result.ts";
import type { ShownProgress } from "./show_progress.ts";

/** What a failed operation is called, by its type. */
const titles: Readonly<Record<string, string>> = {
  training: "Training",
  backtesting: "Backtest",
  data_load: "Data load",
};

/**
 * Ends the display of an operation and prints its outcome: the result of a completed one, who cancelled a cancelled
 * one. Throws OperationFailedError with the server's reason for a failed one.
 */
export async function showOutcome(
  context: Context,
  progress: ShownProgress,
  result: OperationResult,
): Promise<ExitCodeValue> {
  const { operation, operationId } = result;
  const type = operation.operation_type;
  context.describeFailure({ operationId, operationType: type, stage: "completion" });
  if (result.status === "failed") {
    progress.finish("failed");
    throw new OperationFailedError(
      `${titles[type] ?? "Operation"} failed: ${operation.error_message ?? "no reason given"}`,
      {
        details: { operation_id: operationId },
      },
    );
  }
  const head = {
    operation_id: operationId,
    operation_type: type,
    type,
    status: operation.status,
  };
  if (result.status === "cancelled") {
    const message = operation.error_message;
    progress.finish("cancelled");
    context.printer.result(
      { ...head, message },
      () => `Cancelled ${operationId}${message ? `: ${message}` : ""}`,
    );
    return result.cancelledByUs ? ExitCode.interrupted : ExitCode.cancelled;
  }
  const described = await describeResult(context, operation);
  progress.finish("completed", described.extent);
  const value = { ...head, results: described.results, result_summary: operation.result_summary };
  context.printer.result(value, described.render);
  return ExitCode.ok;
}
