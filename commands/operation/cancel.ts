import type { Cancellation } from "../../lib/contract/operation.ts";
import { recallOperation } from "../../lib/operations/lookup/unlisted_operations.ts";
import { formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { resolveTarget } from "./reference/resolve_reference.ts";

/** What `operation cancel` takes. */
interface CancelOperationOptions {
  reason?: string | undefined;
}

/** `ktrdr operation cancel`: cancels an operation. */
export async function cancelOperation(
  context: Context,
  operation: string,
  options: CancelOperationOptions,
): Promise<void> {
  const operationId = await resolveTarget(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  const cancellation = await client.operations.cancel(operationId, { reason: options.reason });
  await recallOperation(client, operationId);
  if (cancellation.remote_cancelled === false && cancellation.task_cancelled === false) {
    context.printer.warn("The server could not tell the worker, which may go on for a while", {
      operationId,
      code: "worker_may_go_on",
    });
  }
  context.printer.result(cancellation, (style) => renderCancellation(cancellation, style));
}

function renderCancellation(cancellation: Cancellation, style: Style): string {
  const { operation_id, cancelled_at, cancellation_reason: reason, children_cancelled } = cancellation;
  const fields: [string, string][] = [];
  if (cancelled_at !== null) fields.push(["Cancelled at", formatTimestamp(cancelled_at)]);
  if (reason) fields.push(["Reason", reason]);
  if (children_cancelled.length > 0) fields.push(["Cancelled with it", children_cancelled.join("\n")]);
  const title = `${style.green("✓")} Cancelled ${operation_id}`;
  return fields.length === 0 ? title : `${title}\n${renderFields(fields, style)}`;
}
