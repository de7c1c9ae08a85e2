import { operationSummarySchema } from "../../lib/contract/operation.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { renderChildren } from "./render_children.ts";
import { resolveReference } from "./reference/resolve_reference.ts";

/** `ktrdr operation children`: the operations that an operation has started, such as those of a research. */
export async function showChildren(context: Context, operation: string): Promise<void> {
  const operationId = await resolveReference(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  const children = await client.operations.children(operationId);
  context.printer.result(
    children,
    (style) =>
      children.length === 0
        ? `${operationId} has started no other operation`
        : `${style.bold(operationId)}\n${renderChildren(children, style)}`,
    { keys: Object.keys(operationSummarySchema.shape) },
  );
}
