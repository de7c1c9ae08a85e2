import { cancelResearch } from "../../lib/operations/cancel_research.ts";
import { recallOperation } from "../../lib/operations/lookup/unlisted_operations.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "../operation/reference/parse_reference.ts";
import { resolveTarget } from "../operation/reference/resolve_reference.ts";

/** `ktrdr agent cancel`: cancels a research, or without an id the one that is active. */
export async function cancelAgent(context: Context, operation: string | undefined): Promise<void> {
  const operationId = operation === undefined
    ? undefined
    : await resolveTarget(context, parseReference(operation));
  const client = await context.client();
  const cancelled = await cancelResearch(client, operationId);
  await recallOperation(client, cancelled.operation_id);
  context.printer.result(cancelled, (style) => {
    const { operation_id: id, child_cancelled: child } = cancelled;
    const also = typeof child === "string" && child !== "" ? `, and its operation ${child}` : "";
    return `${style.green("✓")} Cancelled research ${id}${also}`;
  });
}
