import { type ListedOperation, renderOperations } from "./render_operations.ts";
import type { CheckpointSummary } from "../../lib/contract/checkpoint.ts";
import type { KtrdrClient } from "../../lib/client/client.ts";
import {
  type Operation,
  type OperationSummary,
  operationSummarySchema,
} from "../../lib/contract/operation.ts";
import {
  isTerminal,
  type OperationStatus,
  type OperationType,
} from "../../lib/contract/words/operation_words.ts";
import { ApiError, UsageError } from "../../lib/errors.ts";
import { timeOf } from "../../lib/operations/lookup/time_of.ts";
import { readUnlisted } from "../../lib/operations/lookup/unlisted_operations.ts";
import { describeCheckpoint } from "../checkpoint/describe_checkpoint.ts";
import type { Context } from "../program/context.ts";

/** What `operation list` takes. */
interface ListOperationsOptions {
  status?: OperationStatus | undefined;
  type?: OperationType | undefined;
  limit: number;
  active?: true | undefined;
  resumable?: true | undefined;
}

/** As many as a server lists at a time. */
const mostListed = 1000;
/** Operations that the server has and does not list: there are but a few. */
const mostHidden = 20;

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
  const unlisted = await readHidden(client, list.data, { ...options, checkpoints: known });
  const rows = [...list.data, ...unlisted].map((operation) => addCheckpoint(operation, known))
    .filter((row) => !isResumable || row.has_checkpoint)
    .toSorted((left, right) => timeOf(right.created_at) - timeOf(left.created_at)).slice(0, limit);
  const { verbose = false } = context.options;
  const isComplete = list.total_count <= list.data.length;
  const counts = {
    total: list.total_count + (isComplete ? unlisted.length : 0),
    active: list.active_count,
  };
  context.printer.result(
    rows,
    (style) => renderOperations(rows, { ...counts, style, verbose, maxWidth: context.width }),
    { keys: [...Object.keys(operationSummarySchema.shape), "has_checkpoint", "checkpoint_summary"] },
  );
}

/** What the server has and does not list, as far as it passes the filter and would be among what is shown. */
async function readHidden(
  client: KtrdrClient,
  listed: readonly OperationSummary[],
  options: ListOperationsOptions & { checkpoints: readonly CheckpointSummary[] },
): Promise<OperationSummary[]> {
  const { status, type, active, limit, resumable, checkpoints } = options;
  const isFull = listed.length >= limit && resumable !== true;
  const after = isFull ? timeOf(listed[limit - 1].created_at) : -Infinity;
  const operations = await readUnlisted(client, {
    known: new Set(listed.map(({ operation_id }) => operation_id)),
    type,
    limit: mostHidden,
    stopped: checkpoints.filter(({ created_at }) => timeOf(created_at ?? null) >= after)
      .map(({ operation_id }) => operation_id),
  });
  return operations.map(summarize)
    .filter((operation) => status === undefined || operation.status === status)
    .filter((operation) => active !== true || !isTerminal(operation.status));
}

function summarize(operation: Operation): OperationSummary {
  const { operation_id, operation_type, status, created_at, progress, metadata } = operation;
  const { symbol } = metadata ?? {};
  return {
    operation_id,
    operation_type,
    status,
    created_at,
    progress_percentage: progress.percentage,
    current_step: progress.current_step,
    symbol: typeof symbol === "string" ? symbol : null,
    duration_seconds: durationOf(operation),
  };
}

/** Seconds from start to end; null where the server does not tell both. */
function durationOf({ started_at: start, completed_at: end }: Operation): number | null {
  const seconds = (timeOf(end) - timeOf(start)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** A server may know its operations and not its checkpoints. */
function toRefusal(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}

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
