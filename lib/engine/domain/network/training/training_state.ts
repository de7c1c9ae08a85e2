import type { EarlyStoppingState } from "./early_stopping.ts";
import type { SchedulerState } from "./learning_rate.ts";
import type { Weights } from "../network_shape.ts";
import type { OptimizerState } from "./optimizer.ts";

/** What one epoch achieved. Losses are those of the training's loss, accuracies fractions from 0 to 1. */
export interface EpochMetrics {
  /** Number of the epoch, from 0. */
  epoch: number;
  /** Mean over the epoch's batches, each measured before its update, with dropout. */
  trainLoss: number;
  trainAccuracy: number;
  /** After the epoch, without dropout; NaN without validation rows. */
  validationLoss: number;
  validationAccuracy: number;
  /** Used in this epoch. */
  learningRate: number;
  /** Duration; 0 without a clock. */
  seconds: number;
}

/** What all epochs so far come to. */
export interface EpochSummary {
  /** Null before the first one. */
  readonly last: EpochMetrics | null;
  /** The one with the strictly lowest validation loss; null while there is none. */
  readonly best: EpochMetrics | null;
  readonly highestTrainAccuracy: number;
  /** Of all of them together. */
  readonly seconds: number;
}

/**
 * Everything needed to go on after an epoch exactly as if there had been no break. Plain objects, numbers and typed arrays
 * only, so that it can be cloned and stored; nothing in it changes later, and it does not grow with the epochs.
 */
export interface TrainingState {
  /** The epoch to do next, from 0. */
  readonly nextEpoch: number;
  readonly weights: Weights;
  /** Weights after the best epoch of the summary; null while there is none. */
  readonly bestWeights: Weights | null;
  readonly optimizer: OptimizerState;
  readonly scheduler: SchedulerState;
  readonly earlyStopping: EarlyStoppingState;
  /** State of the random numbers for shuffling and dropout. */
  readonly generator: Uint32Array;
  readonly summary: EpochSummary;
}
