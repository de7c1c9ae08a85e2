import type { CheckpointSummary } from "../../lib/contract/checkpoint.ts";
import { type OperationSummary, operationSummarySchema } from "../../lib/contract/operation.ts";
import type { OperationStatus, OperationType } from "../../lib/contract/operation_words.ts";
import { ApiError, UsageError } from "../../lib/errors.ts";
import { describeCheckpoint } from "../checkpoint/describe_checkpoint.ts";
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

/** As many as a server lists at a time. */
const mostListed = 1000;

/** `ktrdr operation list`: operations, newest first, and what each can be resumed from. */
export async function listOperations(context: Context, options: ListOperationsOptions): Promise<void> {
  const { limit, resumable: isResumable = false } = options;
  if (limit < 1 || limit > mostListed) {
    throw new UsageError(`--limit is '${limit}', expected 1 to ${mostListed}`);
  }
  const client = await context.client();
  const [list, checkpoints] = await Promise.all([
    client.operations.list({
      status: options.status,
      operation_type: options.type,
      active_only: options.active,
      // Servers do not know which of them can be resumed: looked for among as many as there may be.
      limit: isResumable ? mostListed : limit,
    }),
    client.checkpoints.list().catch(toRefusal),
  ]);
  if (checkpoints instanceof ApiError) {
    context.printer.warn(`The server does not list its checkpoints: ${checkpoints.message}`);
  }
  const known = checkpoints instanceof ApiError ? [] : checkpoints;
  const rows = list.data.map((operation) => addCheckpoint(operation, known))
    .filter((row) => !isResumable || row.has_checkpoint).slice(0, limit);
  const { verbose = false } = context.options;
  const counts = { total: list.total_count, active: list.active_count };
  context.printer.result(
    rows,
    (style) => renderOperations(rows, { ...counts, style, verbose, maxWidth: context.width }),
    { keys: [...Object.keys(operationSummarySchema.shape), "has_checkpoint", "checkpoint_summary"] },
  );
}

/** A server may know its operations and not its checkpoints. */
function toRefusal(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
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
    checkpoint_summary: checkpoint === undefined ? null : describeCheckpoint(checkpoint.state_summary),
  };
}
