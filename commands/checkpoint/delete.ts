import { confirm } from "../program/confirm.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "../operation/reference/parse_reference.ts";
import { resolveTarget } from "../operation/reference/resolve_reference.ts";
import { describeCheckpoint } from "./describe_checkpoint.ts";

/** What `checkpoint delete` takes. */
interface DeleteCheckpointOptions {
  force?: true | undefined;
}

/** `ktrdr checkpoint delete`: deletes the checkpoint of an operation, unless the answer is no. */
export async function deleteCheckpoint(
  context: Context,
  operation: string,
  options: DeleteCheckpointOptions,
): Promise<void> {
  const operationId = await resolveTarget(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  if (options.force !== true && !await confirm(context, await describeLoss(context, operationId))) {
    const kept = { operation_id: operationId, deleted: false };
    return context.printer.result(kept, () => `Kept the checkpoint of ${operationId}`);
  }
  const deletion = await client.checkpoints.delete(operationId);
  context.printer.result(
    { ...deletion, operation_id: operationId, deleted: true },
    (style) => `${style.green("✓")} Deleted the checkpoint of ${operationId}`,
  );
}

/** The question, with what is lost. */
async function describeLoss(context: Context, operationId: string): Promise<string> {
  const client = await context.client();
  const { checkpoint_type: type, state } = await client.checkpoints.get(operationId);
  const loss = type === "periodic" ? "" : "The operation will not be resumable. ";
  return `${loss}Delete the ${type} checkpoint of ${operationId} (${describeCheckpoint(state)})?`;
}
