import { type Kernel, packArrays, packCopies, type PackedArrays } from "../kernel/kernel.ts";

/** How weights follow their gradients. */
export type OptimizerKind = "adam" | "sgd" | "rmsprop";

/** What an optimizer remembers between steps. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number;
  /** Running means of the gradients, in the layout of the weights; empty for rmsprop. */
  readonly means: readonly Float32Array[];
  /** Running means of the squared gradients, in the layout of the weights; empty for sgd. */
  readonly squares: readonly Float32Array[];
}

/** Settings of an {@link Optimizer}. */
interface OptimizerOptions {
  /** Has set the weights aside. */
  readonly kernel: Kernel;
  readonly kind: OptimizerKind;
  /** L2 penalty: this times the weight (biases too) is added to each gradient. */
  readonly weightDecay: number;
  /** Goes on from here instead of from nothing. */
  readonly state?: OptimizerState;
}

const meanDecay = 0.9;
const squareDecay = 0.999;
const rmspropDecay = 0.99;
const epsilon = 1e-8;

/**
 * Changes weights in place by their gradients: Adam (Kingma and Ba 2015: β 0.9 and 0.999, ε 1e-8), stochastic gradient
 * descent with momentum 0.9, or RMSprop (decay 0.99, ε 1e-8).
 */
export class Optimizer {
  readonly #weights: Float32Array;
  readonly #options: OptimizerOptions;
  readonly #means: PackedArrays;
  readonly #squares: PackedArrays;
  #step: number;

  constructor({ all, arrays }: PackedArrays, options: OptimizerOptions) {
    const { kernel, kind, state } = options;
    this.#weights = all;
    this.#options = options;
    const lengths = arrays.map(({ length }) => length);
    const start = (isUsed: boolean) => packArrays(kernel, isUsed ? lengths : []);
    this.#means = state ? packCopies(kernel, state.means) : start(kind !== "rmsprop");
    this.#squares = state ? packCopies(kernel, state.squares) : start(kind !== "sgd");
    this.#step = state?.step ?? 0;
  }

  /** One step down the gradients, which lie as the weights do. */
  step(gradients: Float32Array, learningRate: number): void {
    this.#step += 1;
    const { kind } = this.#options;
    if (kind === "adam") this.#stepAdam(gradients, learningRate);
    else if (kind === "sgd") this.#stepMomentum(gradients, learningRate);
    else this.#stepRmsprop(gradients, learningRate);
  }

  /** A copy of everything remembered. */
  state(): OptimizerState {
    const copy = ({ arrays }: PackedArrays) => arrays.map((array) => array.slice());
    return { step: this.#step, means: copy(this.#means), squares: copy(this.#squares) };
  }

  #stepAdam(gradients: Float32Array, learningRate: number): void {
    const { kernel, weightDecay } = this.#options;
    kernel.stepAdam({
      weights: this.#weights,
      gradients,
      means: this.#means.all,
      squares: this.#squares.all,
      rate: learningRate / (1 - meanDecay ** this.#step),
      squareScale: 1 / Math.sqrt(1 - squareDecay ** this.#step),
      weightDecay,
    });
  }

  #stepMomentum(gradients: Float32Array, learningRate: number): void {
    const weights = this.#weights, means = this.#means.all;
    const { weightDecay } = this.#options;
    for (let item = 0; item < weights.length; item++) {
      const momentum = meanDecay * means[item] + gradients[item] + weightDecay * weights[item];
      means[item] = momentum;
      weights[item] -= learningRate * momentum;
    }
  }

  #stepRmsprop(gradients: Float32Array, learningRate: number): void {
    const weights = this.#weights, squares = this.#squares.all;
    const { weightDecay } = this.#options;
    for (let item = 0; item < weights.length; item++) {
      const slope = gradients[item] + weightDecay * weights[item];
      const square = rmspropDecay * squares[item] + (1 - rmspropDecay) * slope * slope;
      squares[item] = square;
      weights[item] -= learningRate * slope / (Math.sqrt(square) + epsilon);
    }
  }
}

/** Options of {@link clipGradients}. */
interface ClipOptions {
  /** Has set the gradients aside. */
  readonly kernel: Kernel;
  /** Highest Euclidean norm. */
  readonly highest: number;
}

/**
 * Scales the gradients down, in place, so that their Euclidean norm does not exceed `highest`: all are multiplied by
 * `min(1, highest / (norm + 1e-6))`. Gives the norm before.
 */
export function clipGradients(gradients: Float32Array, { kernel, highest }: ClipOptions): number {
  const norm = Math.sqrt(kernel.sumSquares(gradients));
  const factor = highest / (norm + 1e-6);
  if (factor < 1) kernel.scale(gradients, factor);
  return norm;
}
