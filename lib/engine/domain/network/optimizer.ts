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
export interface OptimizerOptions {
  readonly kind: OptimizerKind;
  /** L2 penalty: this times the weight (biases too) is added to each gradient. */
  readonly weightDecay: number;
  /** Goes on from here instead of from nothing. */
  readonly state?: OptimizerState;
}

const epsilon = 1e-8;
const meanDecay = 0.9;
const squareDecay = 0.999;
const rmspropDecay = 0.99;

/**
 * Changes weights in place by their gradients: Adam (Kingma and Ba 2015: β 0.9 and 0.999, ε 1e-8), stochastic gradient
 * descent with momentum 0.9, or RMSprop (decay 0.99, ε 1e-8).
 */
export class Optimizer {
  readonly #weights: readonly Float32Array[];
  readonly #kind: OptimizerKind;
  readonly #weightDecay: number;
  readonly #means: readonly Float32Array[];
  readonly #squares: readonly Float32Array[];
  #step: number;

  constructor(weights: readonly Float32Array[], { kind, weightDecay, state }: OptimizerOptions) {
    this.#weights = weights;
    this.#kind = kind;
    this.#weightDecay = weightDecay;
    const zeros = () => weights.map(({ length }) => new Float32Array(length));
    this.#means = state ? copy(state.means) : kind === "rmsprop" ? [] : zeros();
    this.#squares = state ? copy(state.squares) : kind === "sgd" ? [] : zeros();
    this.#step = state?.step ?? 0;
  }

  /** One step down the gradients. */
  step(gradients: readonly Float32Array[], learningRate: number): void {
    this.#step += 1;
    for (let index = 0; index < this.#weights.length; index++) {
      if (this.#kind === "adam") this.#stepAdam(index, { gradient: gradients[index], learningRate });
      else if (this.#kind === "sgd") this.#stepMomentum(index, { gradient: gradients[index], learningRate });
      else this.#stepRmsprop(index, { gradient: gradients[index], learningRate });
    }
  }

  /** A copy of everything remembered. */
  state(): OptimizerState {
    return { step: this.#step, means: copy(this.#means), squares: copy(this.#squares) };
  }

  #stepAdam(index: number, { gradient, learningRate }: StepOptions): void {
    const weight = this.#weights[index], mean = this.#means[index], square = this.#squares[index];
    const decay = this.#weightDecay;
    const rate = learningRate / (1 - meanDecay ** this.#step);
    const squareScale = 1 / Math.sqrt(1 - squareDecay ** this.#step);
    for (let item = 0; item < weight.length; item++) {
      const slope = gradient[item] + decay * weight[item];
      const newMean = meanDecay * mean[item] + (1 - meanDecay) * slope;
      const newSquare = squareDecay * square[item] + (1 - squareDecay) * slope * slope;
      mean[item] = newMean;
      square[item] = newSquare;
      weight[item] -= rate * newMean / (Math.sqrt(newSquare) * squareScale + epsilon);
    }
  }

  #stepMomentum(index: number, { gradient, learningRate }: StepOptions): void {
    const weight = this.#weights[index], mean = this.#means[index];
    for (let item = 0; item < weight.length; item++) {
      const momentum = meanDecay * mean[item] + gradient[item] + this.#weightDecay * weight[item];
      mean[item] = momentum;
      weight[item] -= learningRate * momentum;
    }
  }

  #stepRmsprop(index: number, { gradient, learningRate }: StepOptions): void {
    const weight = this.#weights[index], square = this.#squares[index];
    for (let item = 0; item < weight.length; item++) {
      const slope = gradient[item] + this.#weightDecay * weight[item];
      const newSquare = rmspropDecay * square[item] + (1 - rmspropDecay) * slope * slope;
      square[item] = newSquare;
      weight[item] -= learningRate * slope / (Math.sqrt(newSquare) + epsilon);
    }
  }
}

interface StepOptions {
  readonly gradient: Float32Array;
  readonly learningRate: number;
}

/**
 * Scales the gradients down, in place, so that their common Euclidean norm does not exceed `highest`: all are multiplied by
 * `min(1, highest / (norm + 1e-6))`. Gives the norm before.
 */
export function clipGradients(gradients: readonly Float32Array[], highest: number): number {
  let sum = 0;
  for (const gradient of gradients) {
    for (let item = 0; item < gradient.length; item++) sum += gradient[item] * gradient[item];
  }
  const norm = Math.sqrt(sum);
  const scale = highest / (norm + 1e-6);
  if (scale < 1) {
    for (const gradient of gradients) {
      for (let item = 0; item < gradient.length; item++) gradient[item] *= scale;
    }
  }
  return norm;
}

function copy(arrays: readonly Float32Array[]): Float32Array[] {
  return arrays.map((array) => array.slice());
}
