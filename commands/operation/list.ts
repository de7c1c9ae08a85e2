import type { OperationStatus, OperationType } from "../../lib/contract/operation_words.ts";
import type { CheckpointSummary } from "../../lib/contract/checkpoint.ts";
import type { OperationSummary } from "../../lib/contract/operation.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../context.ts";
import { renderOperations } from "./render_operations.ts";

/** What `operation list` takes. */
export interface ListOperationsOptions {
  status?: OperationStatus | undefined;
  type?: OperationType | undefined;
  limit: number;
  active?: true | undefined;
  resumable?: true | undefined;
}

/** `ktrdr operation list`: operations, newest first, and what each can be resumed from. */
export async function listOperations(context: Context, options: ListOperationsOptions): Promise<void> {
  if (options.limit < 1 || options.limit > 1000) {
    throw new UsageError(`--limit is '${options.limit}', expected 1 to 1000`);
  }
  const client = await context.client();
  const [list, checkpoints] = await Promise.all([
    client.operations.list({
      status: options.status,
      operation_type: options.type,
      active_only: options.active,
      limit: options.limit,
    }),
    client.checkpoints.list(),
  ]);
  const rows = list.data.map((operation) => addCheckpoint(operation, checkpoints))
    .filter((row) => options.resumable !== true || row.has_checkpoint);
  context.printer.result(rows, (style) => renderOperations(rows, { total: list.total_count, style }));
}

/** A row of the list, with its checkpoint. */
export type ListedOperation = OperationSummary & {
  has_checkpoint: boolean;
  checkpoint_summary: string | null;
};

function addCheckpoint(
  operation: OperationSummary,
  checkpoints: readonly CheckpointSummary[],
): ListedOperation {
  const checkpoint = checkpoints.find(({ operation_id }) => operation_id === operation.operation_id);
  return {
    ...operation,
    has_checkpoint: checkpoint !== undefined,
    checkpoint_summary: checkpoint === undefined ? null : describeCheckpoint(checkpoint),
  };
}

/** A checkpoint in a word or two: "epoch 16", "bar 2000", or "saved". */
function describeCheckpoint(checkpoint: CheckpointSummary): string {
  const state = checkpoint.state_summary ?? {};
  for (const [key, word] of [["epoch", "epoch"], ["bar_index", "bar"], ["step", "step"]]) {
    if (typeof state[key] === "number") return `${word} ${state[key]}`;
  }
  return "saved";
}
