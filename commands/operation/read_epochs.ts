import type { KtrdrClient } from "../../lib/client/client.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { type EpochMetricsRow, trainingResultSchema } from "../../lib/contract/training.ts";
import { readSummary } from "./results/read_summary.ts";

/** Epochs of a training, oldest first. */
interface ReadEpochs {
  readonly rows: readonly EpochMetricsRow[];
  /** How many there are from the first of the rows to the last: more where the server has thinned them out. */
  readonly count: number;
  /** The epoch with the lowest validation loss of all; undefined where no epoch has one, or not all were told. */
  readonly best: number | undefined;
}

/** Which epochs to read. Default: all. */
interface ReadEpochsOptions {
  /** The newest so many. */
  last?: number | undefined;
}

/** The epochs of a training so far. Some servers forget them at its end, but keep a history in the result. */
export async function readEpochs(
  client: KtrdrClient,
  operation: Operation,
  { last = Infinity }: ReadEpochsOptions = {},
): Promise<ReadEpochs> {
  const { operation_id: id } = operation;
  const told = await client.operations.metrics(id);
  const rows = told.length > 0 ? told : epochsOfResult(operation);
  const count = countEpochs(rows);
  if (rows.length === count) {
    const shown = rows.slice(-last);
    return { rows: shown, count: shown.length, best: findBest(rows) };
  }
  // What a server has thinned out it can tell more closely.
  const closer = last < count ? await client.operations.metrics(id, { last }) : rows;
  return { rows: closer, count: countEpochs(closer), best: undefined };
}

function countEpochs(rows: readonly EpochMetricsRow[]): number {
  const span = rows.length === 0 ? 0 : rows[rows.length - 1].epoch - rows[0].epoch + 1;
  return Math.max(rows.length, span);
}

function findBest(epochs: readonly EpochMetricsRow[]): number | undefined {
  let best: { epoch: number; loss: number } | undefined;
  for (const { epoch, val_loss: loss } of epochs) {
    if (typeof loss === "number" && (best === undefined || loss < best.loss)) best = { epoch, loss };
  }
  return best?.epoch;
}

function epochsOfResult(operation: Operation): EpochMetricsRow[] {
  if (operation.operation_type !== "training") return [];
  const history = readSummary(trainingResultSchema, operation).training_metrics?.history;
  return (history?.train_loss ?? []).map((train_loss, index) => ({
    epoch: history?.epoch?.[index] ?? index,
    train_loss,
    train_accuracy: history?.train_accuracy?.[index],
    val_loss: history?.val_loss?.[index],
    val_accuracy: history?.val_accuracy?.[index],
  }));
}
