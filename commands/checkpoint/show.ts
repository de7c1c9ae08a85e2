import type { Context } from "../program/context.ts";
import { parseReference } from "../operation/reference/parse_reference.ts";
import { resolveReference } from "../operation/reference/resolve_reference.ts";
import { renderCheckpoint } from "./render_checkpoint.ts";

/** `ktrdr checkpoint show`: the checkpoint of an operation. */
export async function showCheckpoint(context: Context, operation: string): Promise<void> {
  const operationId = await resolveReference(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  const checkpoint = await client.checkpoints.get(operationId);
  const { verbose = false } = context.options;
  context.printer.result(
    checkpoint,
    (style) => renderCheckpoint(checkpoint, { style, now: context.host.now(), verbose }),
  );
  context.printer.note(`Go on from it with: ktrdr resume ${operationId}`);
}
