import type { Kernel, PackedArrays } from "../kernel/kernel.ts";
import {
  type LossParts,
  type LossSpec,
  measureLoss,
  type ScoredBatch,
  writeLossGradient,
} from "../losses.ts";
import type { NetworkShape } from "../network_shape.ts";
import { clipGradients, type Optimizer } from "./optimizer.ts";
import { openPasses, type Passes, samplesPerPass } from "../passes.ts";
import type { RandomGenerator } from "../random_generator.ts";
import { SampleGatherer } from "../sample_rows.ts";
import type { TrainingData } from "./training_options.ts";

/** Settings of a {@link Learner}. */
interface LearnerOptions {
  /** Has set the weights aside. */
  readonly kernel: Kernel;
  readonly shape: NetworkShape;
  readonly loss: LossSpec;
  readonly batchSize: number;
  readonly gradientClip: number;
}

/** What one update needs. */
interface UpdateOptions {
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Source of dropout. */
  readonly generator: RandomGenerator;
}

/** Measures and updates weights batch by batch, in memory that is set aside once. Samples are named by their last row. */
export class Learner {
  readonly #options: LearnerOptions;
  readonly #samplesAtOnce: number;
  readonly #passes: Passes;
  readonly #samples: SampleGatherer;

  /** The weights are shared with the optimizer, which changes them. */
  constructor({ arrays: weights }: PackedArrays, options: LearnerOptions) {
    const { kernel, shape, batchSize } = options;
    this.#options = options;
    this.#samplesAtOnce = samplesPerPass({ shape, weights });
    const capacity = Math.max(batchSize, this.#samplesAtOnce);
    this.#passes = openPasses({ shape, weights }, { kernel, capacity, batchSize });
    this.#samples = new SampleGatherer(kernel, { shape, capacity });
  }

  /** Forward, backward, clip, step, on the given samples of the data. Gives the loss before the step. */
  update(data: TrainingData, ends: Int32Array, options: UpdateOptions): LossParts {
    const { kernel, loss, gradientClip: highest } = this.#options;
    const { forward, backward } = this.#passes;
    const batch = this.#samples.gather(data, ends);
    const scored = this.#score(forward.run(batch, options.generator), ends.length);
    const parts = measureLoss(loss, scored);
    writeLossGradient(loss, scored, { parts, gradient: backward.outputGradient });
    backward.run(batch);
    clipGradients(backward.gradients.all, { kernel, highest });
    options.optimizer.step(backward.gradients.all, options.learningRate);
    return parts;
  }

  /** The loss of the given samples together, without dropout. */
  measure(data: TrainingData, ends: Int32Array): LossParts {
    let sum = 0, weight = 0, correct = 0;
    for (let first = 0; first < ends.length; first += this.#samplesAtOnce) {
      const batch = this.#samples.gather(data, ends.subarray(first, first + this.#samplesAtOnce));
      const scored = this.#score(this.#passes.forward.run(batch), batch.count);
      const parts = measureLoss(this.#options.loss, scored);
      sum += parts.sum;
      weight += parts.weight;
      correct += parts.correct;
    }
    return { sum, weight, correct };
  }

  #score(outputs: Float32Array, count: number): ScoredBatch {
    return { outputs, targets: this.#samples.targets, count, width: this.#options.shape.outputs };
  }
}
