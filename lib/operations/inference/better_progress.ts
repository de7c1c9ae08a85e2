import * as z from "zod/mini";
import type { Checkpoint } from "../../contract/checkpoint.ts";
import type { Operation } from "../../contract/operation.ts";
import type { WatchedOperation } from "./inference.ts";

const number = z.catch(z.nullish(z.number()), null);
const stateSchema = z.looseObject({
  /** From 0. */
  epoch: number,
  train_loss: number,
  val_loss: number,
  original_request: z.catch(
    z.nullish(z.looseObject({ strategy_path: z.catch(z.nullish(z.string()), null) })),
    null,
  ),
});

/** An operation as its server told it, and when: milliseconds since the epoch. */
export interface ToldProgress {
  operation: Operation;
  at: number;
}

/** What is known of an operation's progress beside what its server tells now. */
interface KnownProgress {
  /** The last answer that told where it is, of the same start. */
  known: ToldProgress | undefined;
  checkpoint: Checkpoint | undefined;
}

/** The operation with the furthest progress that is known; itself where its server tells no less. */
export function improveProgress(
  operation: Operation,
  { known, checkpoint }: KnownProgress,
): WatchedOperation {
  const told = withKnown(operation, known);
  return checkpoint === undefined ? told : withCheckpoint(told, checkpoint, known?.operation);
}

/** A server that has restarted tells of no step, and of less progress: then that counts which it told of before. */
function withKnown(operation: Operation, known: ToldProgress | undefined): WatchedOperation {
  const { status, progress } = operation;
  if (known === undefined || hasSteps(operation) || status !== "running") return operation;
  const { operation: { progress: before, metrics }, at } = known;
  if (progress.percentage >= before.percentage && before.steps_total === 0) return operation;
  return { ...operation, progress: before, metrics, as_of: new Date(at).toISOString() };
}

/** Whether a server tells where an operation is: a training has steps, a backtest says in words which bar it is at. */
export function hasSteps({ progress }: Operation): boolean {
  return progress.steps_total > 0 || (progress.current_step ?? "") !== "";
}

function withCheckpoint(
  operation: WatchedOperation,
  checkpoint: Checkpoint,
  known: Operation | undefined,
): WatchedOperation {
  const state = stateSchema.safeParse(checkpoint.state).data;
  const done = (state?.epoch ?? -1) + 1;
  const { progress } = operation;
  if (done <= progress.steps_completed) return operation;
  const total = progress.steps_total || (known?.progress.steps_total ?? 0);
  return {
    ...operation,
    progress: {
      ...progress,
      percentage: total > 0 ? Math.min(100, 100 * done / total) : progress.percentage,
      current_step: `Epoch ${done}${total > 0 ? `/${total}` : ""}`,
      steps_completed: done,
      steps_total: total,
    },
    metrics: [{ epoch: state?.epoch, train_loss: state?.train_loss, val_loss: state?.val_loss }],
    as_of: checkpoint.created_at ?? undefined,
  };
}

/** The name of a training's strategy, from the file that its checkpoint tells of. */
export function strategyOfCheckpoint(checkpoint: Checkpoint | undefined): string | undefined {
  const path = stateSchema.safeParse(checkpoint?.state).data?.original_request?.strategy_path;
  return /([^/\\]+)\.ya?ml$/i.exec(path ?? "")?.[1];
}
