/**
 * A training with what its epochs came to.
 * @module
 */
import { trainNetwork } from "../../lib/engine/domain/network/training/train_network.ts";
import type {
  TrainingData,
  TrainingOptions,
  TrainingResult,
} from "../../lib/engine/domain/network/training/training_options.ts";
import type { EpochMetrics } from "../../lib/engine/domain/network/training/training_state.ts";

/** Trains as `trainNetwork()` does, and keeps every epoch that it reports. */
export function trainWithHistory(
  train: TrainingData,
  validation: TrainingData,
  options: TrainingOptions,
): TrainingResult & { readonly history: readonly EpochMetrics[] } {
  const history: EpochMetrics[] = [];
  const result = trainNetwork(train, validation, {
    ...options,
    onEpoch: (metrics, snapshot) => {
      history.push(metrics);
      options.onEpoch?.(metrics, snapshot);
    },
  });
  return { ...result, history };
}
