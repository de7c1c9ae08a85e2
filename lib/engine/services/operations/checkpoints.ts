/**
 * Reading and removing checkpoints.
 * @module
 */
import type { CheckpointRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { listHistory } from "../training/epoch_history.ts";
import { detailError } from "../service_error.ts";

export type { CheckpointRecord } from "../../store/store.ts";

const day = 86_400_000;

/** Every checkpoint, newest first; only those older than so many days where a number is given. */
export function listCheckpoints({ store, now }: Engine, olderThanDays?: number): readonly CheckpointRecord[] {
  const checkpoints = store.checkpoints.list();
  if (olderThanDays === undefined) return checkpoints;
  const latest = now() - olderThanDays * day;
  return checkpoints.filter((checkpoint) => checkpoint.createdAt < latest);
}

/** The checkpoint of an operation; that of a training with the history of its epochs. Throws a 404. */
export async function findCheckpoint(engine: Engine, operationId: string): Promise<CheckpointRecord> {
  await waitForLastCheckpoint(engine, operationId);
  const checkpoint = engine.store.checkpoints.find(operationId);
  if (checkpoint === null) throw detailError(404, `Checkpoint not found: ${operationId}`);
  return withHistory(engine, { checkpoint });
}

/** A checkpoint, and at most how many epochs to tell of it. */
interface CheckpointHistoryOptions {
  checkpoint: CheckpointRecord;
  most?: number | undefined;
}

/** The checkpoint of a training with the history of its epochs; another one as it is. */
export function withHistory(
  { store }: Engine,
  { checkpoint, most }: CheckpointHistoryOptions,
): CheckpointRecord {
  const { operationId, summary } = checkpoint;
  if (summary.operation_type !== "training") return checkpoint;
  const epochs = typeof summary.epoch === "number" ? summary.epoch + 1 : 0;
  const history = listHistory(store, { operationId, epochs, most });
  return { ...checkpoint, summary: { ...summary, training_history: history } };
}

/** Removes the checkpoint of an operation. Throws a 404. */
export async function removeCheckpoint(engine: Engine, operationId: string): Promise<void> {
  await waitForLastCheckpoint(engine, operationId);
  const isRemoved = engine.store.checkpoints.remove(operationId);
  if (!isRemoved) throw detailError(404, `Checkpoint not found: ${operationId}`);
}

/** A job that was cancelled a moment ago is still to save where it stopped. */
async function waitForLastCheckpoint({ store, jobs }: Engine, operationId: string): Promise<void> {
  if (store.operations.find(operationId)?.status === "cancelled") await jobs.whenStopped(operationId);
}

/** Removes the checkpoints older than so many days; gives their number. */
export function removeOldCheckpoints(engine: Engine, days: number): number {
  return listCheckpoints(engine, days)
    .filter((checkpoint) => engine.store.checkpoints.remove(checkpoint.operationId)).length;
}
