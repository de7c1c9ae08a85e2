import { requireTrainable } from "./require_trainable.ts";
import type { TrainingData, TrainingOptions, TrainingResult } from "./training_options.ts";
import { TrainingSession } from "./training_session.ts";

/**
 * Trains a network in mini batches and keeps the weights of the epoch with the lowest validation loss.
 *
 * Deterministic: the same data, options and seed give the same result to the last bit, also when it is interrupted and
 * resumed from its state. Without validation rows validation metrics are NaN and the last weights are kept.
 *
 * A recurrent network learns from windows of rows, within the training rows and within the validation rows: the answer to
 * a window is compared with the target of its last row.
 *
 * @throws {RangeError} when data and options do not fit together, or a loss stops being a finite number.
 */
export function trainNetwork(
  train: TrainingData,
  validation: TrainingData,
  options: TrainingOptions,
): TrainingResult {
  requireTrainable(train, validation, options);
  const session = new TrainingSession(train, validation, options);
  let stopped = false;
  while (!stopped && !session.hasStalled && session.state.nextEpoch < options.epochs) {
    stopped = !session.runEpoch();
  }
  const { state } = session;
  return {
    stopped,
    earlyStopped: session.hasStalled,
    weights: state.bestWeights ?? state.weights,
    bestEpoch: state.summary.best?.epoch ?? state.nextEpoch - 1,
    summary: state.summary,
    state,
  };
}
