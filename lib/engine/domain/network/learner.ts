import { BackwardPass } from "./backward_pass.ts";
import { ForwardPass } from "./forward_pass.ts";
import { type LossParts, type LossSpec, measureLoss, type ScoredBatch, writeLossGradient } from "./losses.ts";
import type { NetworkShape } from "./network_shape.ts";
import { clipGradients, type Optimizer } from "./optimizer.ts";
import type { RandomGenerator } from "./random_generator.ts";
import type { TrainingData } from "./training_options.ts";

/** Validation rows computed at once. */
const rowsAtOnce = 256;

/** Settings of a {@link Learner}. */
export interface LearnerOptions {
  readonly shape: NetworkShape;
  readonly loss: LossSpec;
  readonly batchSize: number;
  readonly gradientClip: number;
}

/** What one update needs. */
export interface UpdateOptions {
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Source of dropout. */
  readonly generator: RandomGenerator;
}

/** Measures and updates weights batch by batch, in memory that is set aside once. */
export class Learner {
  readonly #options: LearnerOptions;
  readonly #forward: ForwardPass;
  readonly #backward: BackwardPass;
  readonly #rows: Float32Array;
  readonly #targets: Float32Array;

  /** The weights are shared with the optimizer, which changes them. */
  constructor(weights: readonly Float32Array[], options: LearnerOptions) {
    const { shape, batchSize } = options;
    this.#options = options;
    this.#forward = new ForwardPass({ shape, weights }, Math.max(batchSize, rowsAtOnce));
    this.#backward = new BackwardPass(this.#forward, { activation: shape.activation, capacity: batchSize });
    this.#rows = new Float32Array(batchSize * shape.inputs);
    this.#targets = new Float32Array(batchSize);
  }

  /** Forward, backward, clip, step, on the given rows of the data. Gives the loss before the step. */
  update(data: TrainingData, order: Int32Array, options: UpdateOptions): LossParts {
    const { shape, loss, gradientClip } = this.#options;
    this.#gather(data, order);
    const batch = { rows: this.#rows, count: order.length };
    const outputs = this.#forward.run(batch, options.generator);
    const scored: ScoredBatch = {
      outputs,
      targets: this.#targets,
      count: order.length,
      width: shape.outputs,
    };
    const parts = measureLoss(loss, scored);
    writeLossGradient(loss, scored, { parts, gradient: this.#backward.outputGradient });
    this.#backward.run(batch);
    clipGradients(this.#backward.gradients, gradientClip);
    options.optimizer.step(this.#backward.gradients, options.learningRate);
    return parts;
  }

  /** The loss of all rows together, without dropout. */
  measure(data: TrainingData): LossParts {
    const { shape, loss } = this.#options;
    let sum = 0, weight = 0, correct = 0;
    for (let first = 0; first < data.count; first += rowsAtOnce) {
      const end = Math.min(data.count, first + rowsAtOnce);
      const count = end - first;
      const rows = data.rows.subarray(first * shape.inputs, end * shape.inputs);
      const outputs = this.#forward.run({ rows, count });
      const targets = data.targets.subarray(first, end);
      const parts = measureLoss(loss, { outputs, targets, count, width: shape.outputs });
      sum += parts.sum;
      weight += parts.weight;
      correct += parts.correct;
    }
    return { sum, weight, correct };
  }

  #gather(data: TrainingData, order: Int32Array): void {
    const width = this.#options.shape.inputs;
    for (let position = 0; position < order.length; position++) {
      const from = order[position] * width;
      const to = position * width;
      for (let column = 0; column < width; column++) this.#rows[to + column] = data.rows[from + column];
      this.#targets[position] = data.targets[order[position]];
    }
  }
}
