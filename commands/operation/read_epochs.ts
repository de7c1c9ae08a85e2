import type { KtrdrClient } from "../../lib/client/client.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { type EpochMetricsRow, trainingResultSchema } from "../../lib/contract/training.ts";
import { readSummary } from "../run/read_summary.ts";

/** The epochs of a training so far, oldest first. Some servers forget them at its end, but keep a history in the result. */
export async function readEpochs(client: KtrdrClient, operation: Operation): Promise<EpochMetricsRow[]> {
  const epochs = await client.operations.metrics(operation.operation_id);
  return epochs.length > 0 ? epochs : epochsOfResult(operation);
}

function epochsOfResult(operation: Operation): EpochMetricsRow[] {
  if (operation.operation_type !== "training") return [];
  const history = readSummary(trainingResultSchema, operation).training_metrics?.history;
  return (history?.train_loss ?? []).map((train_loss, epoch) => ({
    epoch,
    train_loss,
    train_accuracy: history?.train_accuracy?.[epoch],
    val_loss: history?.val_loss?.[epoch],
    val_accuracy: history?.val_accuracy?.[epoch],
  }));
}
