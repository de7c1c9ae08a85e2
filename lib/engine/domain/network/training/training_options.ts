import type { EarlyStoppingOptions } from "./early_stopping.ts";
import type { SchedulerSpec } from "./learning_rate.ts";
import type { KernelKind } from "../kernel/open_kernel.ts";
import type { LossSpec } from "../losses.ts";
import type { NetworkShape, Weights } from "../network_shape.ts";
import type { OptimizerKind } from "./optimizer.ts";
import type { EpochMetrics, EpochSummary, TrainingState } from "./training_state.ts";

/** Rows, in the order of time for a recurrent network, and what a network should answer to them. */
export interface TrainingData {
  /** Features, row by row: `[count][inputs]`. */
  readonly rows: Float32Array;
  /** Class index or number of each row; NaN allowed where no sample ends. */
  readonly targets: Float32Array;
  readonly count: number;
  /**
   * The rows that a sample ends with, ascending; absent: every row. A recurrent network reads the rows before it as well,
   * and absent stands for every row that has enough of them.
   */
  readonly ends?: Int32Array;
  /**
   * One a row. With these, each epoch draws as many samples as there are, with replacement, in proportion to the weight of
   * their last row, instead of shuffling all samples.
   */
  readonly sampleWeights?: Float32Array;
}

/** How to train. */
export interface TrainingOptions {
  readonly shape: NetworkShape;
  /** Same seed and data, same result, to the last bit. */
  readonly seed: number;
  /** Number of epochs, those before a resumed state included. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** L2 penalty added to the gradients. */
  readonly weightDecay: number;
  /** Highest Euclidean norm of all gradients together; Infinity for no limit. */
  readonly gradientClip: number;
  readonly loss: LossSpec;
  readonly optimizer: OptimizerKind;
  readonly earlyStopping?: EarlyStoppingOptions;
  readonly scheduler?: SchedulerSpec;
  /** Starts from a copy of these instead of from random weights. */
  readonly initialWeights?: Weights;
  /** Samples of an epoch, from 0, in order, instead of a shuffle or draw; cut into batches from its start. */
  readonly batchOrder?: (epoch: number) => Int32Array;
  /** Goes on after an earlier training with the same data and options. */
  readonly resume?: TrainingState;
  /** After each batch: the epoch from 0, the batches of it that are done, and how many it has. */
  readonly onBatch?: (epoch: number, batch: number, batches: number) => void;
  /** After each epoch; `snapshot` gives the state to resume from. */
  readonly onEpoch?: (metrics: EpochMetrics, snapshot: () => TrainingState) => void;
  /** Asked before every batch; true ends the training there. */
  readonly shouldStop?: () => boolean;
  /** How to compute; the result is the same. Absent: the fast way, where there is one. */
  readonly kernel?: KernelKind;
  /** Milliseconds of a clock, for the duration of epochs. */
  readonly now?: () => number;
}

/** What training came to. */
export interface TrainingResult {
  /** Ended because {@link TrainingOptions.shouldStop} said so. */
  readonly stopped: boolean;
  /** Ended because the patience of early stopping was used up. */
  readonly earlyStopped: boolean;
  /** Weights after the epoch with the strictly lowest validation loss; without any such epoch, the last ones. */
  readonly weights: Weights;
  /** The epoch, from 0, that {@link TrainingResult.weights} come from; −1 when no epoch was finished. */
  readonly bestEpoch: number;
  readonly summary: EpochSummary;
  /** State after the last finished epoch; what a stopped epoch had begun is left out. */
  readonly state: TrainingState;
}
