import type { Context } from "../context.ts";
import { parseReference } from "./parse_reference.ts";
import { resolveReference } from "./resolve_reference.ts";

/** What `operation cancel` takes. */
export interface CancelOperationOptions {
  reason?: string | undefined;
}

/** `ktrdr operation cancel`: cancels an operation. */
export async function cancelOperation(
  context: Context,
  operation: string,
  options: CancelOperationOptions,
): Promise<void> {
  const operationId = await resolveReference(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  const cancellation = await client.operations.cancel(operationId, options);
  if (cancellation.remote_cancelled === false && cancellation.task_cancelled === false) {
    context.printer.warn("The server could not tell the worker, which may go on for a while", {
      operationId,
      code: "worker_may_go_on",
    });
  }
  context.printer.result(cancellation, (style) => {
    const reason = cancellation.cancellation_reason ? `: ${cancellation.cancellation_reason}` : "";
    return `${style.green("✓")} Cancelled ${cancellation.operation_id}${reason}`;
  });
}
