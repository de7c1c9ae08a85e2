/**
 * Losses on raw outputs and their gradients. All sums are in double precision.
 * @module
 */

/** How far outputs are from their targets. Class weights have one entry a class. */
export type LossSpec =
  | { kind: "cross_entropy"; classWeights: Float32Array }
  | { kind: "focal"; classWeights: Float32Array; gamma: number }
  | { kind: "huber"; delta: number }
  | { kind: "mse" };

/** Outputs and what they should be. */
export interface ScoredBatch {
  /** Raw outputs, `[count][width]`; `width` is 1 for numbers, else the number of classes. */
  readonly outputs: Float32Array;
  /** Class index or number of each row. */
  readonly targets: Float32Array;
  readonly count: number;
  readonly width: number;
}

/** Parts of a loss that add up over batches: the loss is `sum / weight`. */
export interface LossParts {
  readonly sum: number;
  /** Σ class weights of the targets for cross entropy, else the number of rows. */
  readonly weight: number;
  /** Rows whose largest output is the target class; for numbers: rows whose output is above zero as the target is. */
  readonly correct: number;
}

type ClassLoss = Extract<LossSpec, { classWeights: Float32Array }>;
type ValueLoss = Exclude<LossSpec, ClassLoss>;

/**
 * The loss of a batch in parts.
 *
 * cross_entropy `Σ w_y(−ln p_y) / Σ w_y`; focal `mean w_y (1 − p_y)^γ (−ln p_y)`, where p is the softmax of the outputs;
 * huber: mean of `½d²` where |d| ≤ δ, else `δ(|d| − ½δ)`; mse: mean of `d²`.
 */
export function measureLoss(loss: LossSpec, batch: ScoredBatch): LossParts {
  return "classWeights" in loss ? measureClassLoss(loss, batch) : measureValueLoss(loss, batch);
}

/** Options of {@link writeLossGradient}. */
interface LossGradientOptions {
  readonly parts: LossParts;
  /** `[count][width]`, overwritten. */
  readonly gradient: Float32Array;
}

/** Writes the gradient of the batch's loss with respect to each raw output. `parts` is its {@link measureLoss}. */
export function writeLossGradient(
  loss: LossSpec,
  batch: ScoredBatch,
  { parts, gradient }: LossGradientOptions,
): void {
  if ("classWeights" in loss) writeClassGradient(loss, batch, { parts, gradient });
  else writeValueGradient(loss, batch, { parts, gradient });
}

/** Options of functions on one row of outputs. */
interface OutputRowOptions {
  /** Outputs of a row. */
  readonly width: number;
}

/** ln Σ exp over one row of outputs, safe for large numbers. */
export function logSumExp(outputs: Float32Array, start: number, { width }: OutputRowOptions): number {
  let highest = outputs[start];
  for (let index = start + 1; index < start + width; index++) highest = Math.max(highest, outputs[index]);
  let sum = 0;
  for (let index = start; index < start + width; index++) sum += Math.exp(outputs[index] - highest);
  return highest + Math.log(sum);
}

/** Position of the first largest output of one row. */
export function largestOutput(outputs: Float32Array, start: number, { width }: OutputRowOptions): number {
  let best = 0;
  for (let index = 1; index < width; index++) {
    if (outputs[start + index] > outputs[start + best]) best = index;
  }
  return best;
}

/** `½d²` where |d| ≤ δ, else `δ(|d| − ½δ)`. */
export function huber(difference: number, delta: number): number {
  const size = Math.abs(difference);
  return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
}

function measureClassLoss(loss: ClassLoss, batch: ScoredBatch): LossParts {
  const { outputs, targets, count, width } = batch;
  let sum = 0, weight = 0, correct = 0;
  for (let row = 0; row < count; row++) {
    const start = row * width;
    const target = targets[row];
    const classWeight = loss.classWeights[target];
    const logProbability = outputs[start + target] - logSumExp(outputs, start, batch);
    const focus = loss.kind === "focal" ? Math.pow(-Math.expm1(logProbability), loss.gamma) : 1;
    sum -= classWeight * focus * logProbability;
    weight += loss.kind === "focal" ? 1 : classWeight;
    if (largestOutput(outputs, start, batch) === target) correct++;
  }
  return { sum, weight, correct };
}

function writeClassGradient(loss: ClassLoss, batch: ScoredBatch, options: LossGradientOptions): void {
  const { outputs, targets, count, width } = batch;
  const { parts, gradient } = options;
  for (let row = 0; row < count; row++) {
    const start = row * width;
    const target = targets[row];
    const logSum = logSumExp(outputs, start, batch);
    const slope = loss.kind === "focal" ? focalSlope(outputs[start + target] - logSum, loss.gamma) : 1;
    const scale = loss.classWeights[target] * slope / parts.weight;
    for (let index = 0; index < width; index++) {
      const probability = Math.exp(outputs[start + index] - logSum);
      gradient[start + index] = scale * (probability - (index === target ? 1 : 0));
    }
  }
}

/** Derivative of `(1 − p)^γ (−ln p)` by `−ln p`: 1 for plain cross entropy. */
function focalSlope(logProbability: number, gamma: number): number {
  const missing = -Math.expm1(logProbability);
  // p = 1 exactly: a perfect output has no slope, and 0 · ∞ must not appear.
  if (missing === 0) return gamma === 0 ? 1 : 0;
  const probability = Math.exp(logProbability);
  const change = gamma * probability * Math.pow(missing, gamma - 1) * logProbability;
  return Math.pow(missing, gamma) - change;
}

function measureValueLoss(loss: ValueLoss, { outputs, targets, count }: ScoredBatch): LossParts {
  let sum = 0, correct = 0;
  for (let row = 0; row < count; row++) {
    const difference = outputs[row] - targets[row];
    sum += loss.kind === "huber" ? huber(difference, loss.delta) : difference * difference;
    if ((outputs[row] > 0) === (targets[row] > 0)) correct++;
  }
  return { sum, weight: count, correct };
}

function writeValueGradient(
  loss: ValueLoss,
  batch: ScoredBatch,
  { parts, gradient }: LossGradientOptions,
): void {
  const { outputs, targets, count } = batch;
  for (let row = 0; row < count; row++) {
    const difference = outputs[row] - targets[row];
    const slope = loss.kind === "huber"
      ? Math.max(-loss.delta, Math.min(loss.delta, difference))
      : 2 * difference;
    gradient[row] = slope / parts.weight;
  }
}
