import type { EarlyStoppingOptions } from "./early_stopping.ts";
import type { SchedulerSpec } from "./learning_rate.ts";
import type { LossSpec } from "./losses.ts";
import type { NetworkShape, Weights } from "./network_shape.ts";
import type { OptimizerKind } from "./optimizer.ts";
import type { EpochMetrics, TrainingState } from "./training_state.ts";

/** Rows and what a network should answer to them. */
export interface TrainingData {
  /** Features, row by row: `[count][inputs]`. */
  readonly rows: Float32Array;
  /** Class index or number of each row. */
  readonly targets: Float32Array;
  readonly count: number;
  /** With these, each epoch draws `count` rows with replacement, in proportion to them, instead of shuffling all rows. */
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
  /** Rows of an epoch, in order, instead of a shuffle or draw; cut into batches from its start. */
  readonly batchOrder?: (epoch: number) => Int32Array;
  /** Goes on after an earlier training with the same data and options. */
  readonly resume?: TrainingState;
  /** After each batch: the epoch from 0, the batches of it that are done, and how many it has. */
  readonly onBatch?: (epoch: number, batch: number, batches: number) => void;
  /** After each epoch; `snapshot` gives the state to resume from. */
  readonly onEpoch?: (metrics: EpochMetrics, snapshot: () => TrainingState) => void;
  /** Asked before every batch; true ends the training there. */
  readonly shouldStop?: () => boolean;
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
  readonly history: EpochMetrics[];
  /** State after the last finished epoch; what a stopped epoch had begun is left out. */
  readonly state: TrainingState;
}

/**
 * Does nothing when data and options fit together.
 *
 * @throws {RangeError} naming the first thing that does not.
 */
export function requireTrainable(
  train: TrainingData,
  validation: TrainingData,
  options: TrainingOptions,
): void {
  if (train.count < 1) throw new RangeError(`Training needs at least one row, got "${train.count}"`);
  requireData("Training", train, options);
  requireData("Validation", validation, options);
  requirePositive("Batch size", options.batchSize);
  requirePositive("Learning rate", options.learningRate);
  requirePositive("Gradient clip", options.gradientClip);
  if (!Number.isInteger(options.batchSize)) {
    throw new RangeError(`Batch size must be a whole number, got "${options.batchSize}"`);
  }
  if (!Number.isInteger(options.epochs) || options.epochs < 0) {
    throw new RangeError(`Epochs must be a whole number from 0 up, got "${options.epochs}"`);
  }
  if (validation.count > 0) return;
  if (options.earlyStopping !== undefined) {
    throw new RangeError(`Early stopping needs at least one validation row, got "0"`);
  }
  if (options.scheduler?.kind === "reduce_on_plateau") {
    throw new RangeError(`Scheduler "reduce_on_plateau" needs at least one validation row, got "0"`);
  }
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be a positive number, got "${value}"`);
}

function requireData(name: string, data: TrainingData, { shape, loss }: TrainingOptions): void {
  const { rows, targets, count, sampleWeights } = data;
  requireLength(`${name} rows`, rows.length, { expected: count * shape.inputs });
  requireLength(`${name} targets`, targets.length, { expected: count });
  if (sampleWeights) requireLength(`${name} sample weights`, sampleWeights.length, { expected: count });
  if ("classWeights" in loss) {
    requireLength("Class weights", loss.classWeights.length, { expected: shape.outputs });
    const wrong = targets.find((target) =>
      !(Number.isInteger(target) && target >= 0 && target < shape.outputs)
    );
    if (wrong !== undefined) {
      throw new RangeError(
        `${name} targets must be class indices from 0 to ${shape.outputs - 1}, got "${wrong}"`,
      );
    }
  } else if (shape.outputs !== 1) {
    throw new RangeError(`Loss "${loss.kind}" needs a network with one output, got "${shape.outputs}"`);
  }
}

function requireLength(name: string, length: number, { expected }: { expected: number }): void {
  if (length !== expected) throw new RangeError(`${name} must be ${expected} numbers, got "${length}"`);
}
