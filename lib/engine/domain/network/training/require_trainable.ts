import { requireShape, rowsRead } from "../network_shape.ts";
import { sampleEnds } from "../sample_rows.ts";
import type { TrainingData, TrainingOptions } from "./training_options.ts";

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
  requireShape(options.shape);
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
  const ends = sampleEnds(data, shape);
  requireEnds(name, ends, { count, steps: rowsRead(shape) });
  if ("classWeights" in loss) {
    requireLength("Class weights", loss.classWeights.length, { expected: shape.outputs });
    const wrong = ends.find((row) => !isClass(targets[row], shape.outputs));
    if (wrong !== undefined) {
      throw new RangeError(
        `${name} targets must be class indices from 0 to ${shape.outputs - 1}, got "${targets[wrong]}"`,
      );
    }
  } else if (shape.outputs !== 1) {
    throw new RangeError(`Loss "${loss.kind}" needs a network with one output, got "${shape.outputs}"`);
  }
}

interface RowCounts {
  readonly count: number;
  /** Rows that a sample needs. */
  readonly steps: number;
}

function requireEnds(name: string, ends: Int32Array, { count, steps }: RowCounts): void {
  if (count === 0) return;
  if (ends.length === 0) {
    throw new RangeError(`${name} needs at least ${steps} rows in a row for a sample, got "${count}"`);
  }
  const wrong = ends.find((row) => row < steps - 1 || row >= count);
  if (wrong === undefined) return;
  throw new RangeError(
    `${name} samples must end with a row from ${steps - 1} to ${count - 1}, got "${wrong}"`,
  );
}

function isClass(target: number, outputs: number): boolean {
  return Number.isInteger(target) && target >= 0 && target < outputs;
}

function requireLength(name: string, length: number, { expected }: { expected: number }): void {
  if (length !== expected) throw new RangeError(`${name} must be ${expected} numbers, got "${length}"`);
}
