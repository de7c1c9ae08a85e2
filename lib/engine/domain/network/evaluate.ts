/**
 * Test metrics from a network's raw outputs.
 * @module
 */
import { huber, largestOutput, logSumExp } from "./losses.ts";

/** How well classes were foreseen; fractions from 0 to 1. */
export interface ClassifierMetrics {
  /** Share of the rows whose largest output is the target. */
  readonly testAccuracy: number;
  /** Mean `−ln p` of the target class, without class weights. */
  readonly testLoss: number;
  /** Averages over the classes, weighted by how often each class is the target; a division by zero counts as 0. */
  readonly precision: number;
  readonly recall: number;
  readonly f1Score: number;
}

/** How well numbers were foreseen. */
export interface RegressorMetrics {
  /** Share of the rows where output and target have the same sign; 0 is a sign of its own. */
  readonly testAccuracy: number;
  /** Mean Huber loss with δ = 1. */
  readonly testLoss: number;
  /** Mean absolute error. */
  readonly mae: number;
}

/**
 * Metrics of a classifier's raw outputs, `[targets][classes]`. Targets are class indices.
 *
 * @throws {RangeError} when there are no rows, or the outputs are not one a class and row.
 */
export function evaluateClassifier(outputs: Float32Array, targets: Float32Array): ClassifierMetrics {
  requireRows(targets);
  const width = outputs.length / targets.length;
  if (!Number.isInteger(width)) {
    throw new RangeError(`Outputs must fill ${targets.length} rows evenly, got "${outputs.length}" numbers`);
  }
  const hits = new Float64Array(width);
  const chosen = new Float64Array(width);
  const wanted = new Float64Array(width);
  let loss = 0;
  for (let row = 0; row < targets.length; row++) {
    const start = row * width;
    const target = targets[row];
    const choice = largestOutput(outputs, start, { width });
    if (choice === target) hits[target]++;
    chosen[choice]++;
    wanted[target]++;
    loss += logSumExp(outputs, start, { width }) - outputs[start + target];
  }
  const weighted = (score: (index: number) => number) =>
    wanted.reduce((sum, count, index) => sum + count * score(index), 0) / targets.length;
  return {
    testAccuracy: hits.reduce((sum, count) => sum + count, 0) / targets.length,
    testLoss: loss / targets.length,
    precision: weighted((index) => ratio(hits[index], chosen[index])),
    recall: weighted((index) => ratio(hits[index], wanted[index])),
    f1Score: weighted((index) => ratio(2 * hits[index], chosen[index] + wanted[index])),
  };
}

/**
 * Metrics of a regressor's raw outputs, one a row.
 *
 * @throws {RangeError} when there are no rows, or not one output a row.
 */
export function evaluateRegressor(outputs: Float32Array, targets: Float32Array): RegressorMetrics {
  requireRows(targets);
  if (outputs.length !== targets.length) {
    throw new RangeError(`Outputs must be ${targets.length} numbers, one a row, got "${outputs.length}"`);
  }
  let sameSign = 0, loss = 0, error = 0;
  for (let row = 0; row < targets.length; row++) {
    const difference = outputs[row] - targets[row];
    if (Math.sign(outputs[row]) === Math.sign(targets[row])) sameSign++;
    loss += huber(difference, 1);
    error += Math.abs(difference);
  }
  const rows = targets.length;
  return { testAccuracy: sameSign / rows, testLoss: loss / rows, mae: error / rows };
}

function requireRows(targets: Float32Array): void {
  if (targets.length === 0) throw new RangeError(`Test metrics need at least one row, got "0"`);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
