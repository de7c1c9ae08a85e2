/**
 * The epochs of a training, column by column, as its result and its checkpoint show them.
 * @module
 */
import type { EpochRecord, Store } from "../../store/store.ts";

/** Whose epochs, and how many from the first on. */
interface EpochHistoryOptions {
  operationId: string;
  epochs: number;
  /** Epochs to take at most, evenly spaced; `mostHistoryEpochs` where it is not told. */
  most?: number | undefined;
}

/** Epochs that an answer carries at most; of more than that as many are taken, evenly spaced. */
export const mostHistoryEpochs = 1000;

const columns = ["train_loss", "train_accuracy", "val_loss", "val_accuracy"] as const;

/** Losses and accuracies by epoch; `epoch` numbers them where some are left out. */
export function listHistory(
  { operations }: Store,
  { operationId, epochs, most = mostHistoryEpochs }: EpochHistoryOptions,
): Readonly<Record<string, readonly EpochRecord[string][]>> {
  const rows = operations.epochs(operationId, { most, end: epochs });
  const column = (name: string) => rows.map((row) => row[name] ?? null);
  return {
    ...rows.length < epochs ? { epoch: column("epoch") } : {},
    ...Object.fromEntries(columns.map((name) => [name, column(name)])),
  };
}
