import { multiplyByDerivative } from "./activations.ts";
import type { ForwardPass, RowBatch } from "./forward_pass.ts";
import { type Kernel, packArrays, type PackedArrays } from "./kernel/kernel.ts";
import { Linear } from "./linear.ts";
import type { Activation } from "./network_shape.ts";

/** Settings of a {@link BackwardPass}. */
interface BackwardPassOptions {
  /** That of the forward pass. */
  readonly kernel: Kernel;
  readonly activation: Activation;
  /** Highest number of rows in one batch. */
  readonly capacity: number;
}

/** Computes gradients of the weights after a {@link ForwardPass}, in memory that is set aside once. */
export class BackwardPass {
  /** Gradient of every weight and bias, in the layout of `Weights`; overwritten by each run. */
  readonly gradients: PackedArrays;
  /** Where the loss writes its gradient with respect to the raw outputs, `[rows][outputs]`, before each run. */
  readonly outputGradient: Float32Array;
  readonly #forward: ForwardPass;
  readonly #activation: Activation;
  readonly #kernel: Kernel;
  /** Gradient with respect to each layer's result before its activation. */
  readonly #deltas: readonly Float32Array[];
  readonly #linear: Linear;

  constructor(forward: ForwardPass, { activation, kernel, capacity }: BackwardPassOptions) {
    const { layers } = forward;
    this.#forward = forward;
    this.#activation = activation;
    this.#kernel = kernel;
    this.gradients = packArrays(kernel, layers.flatMap(({ weight, bias }) => [weight.length, bias.length]));
    this.#deltas = layers.map(({ size }) => kernel.allocate(capacity * size.outputs));
    this.outputGradient = this.#deltas[layers.length - 1];
    this.#linear = new Linear(kernel, layers.map(({ size }) => size));
  }

  /** Fills {@link BackwardPass.gradients} from `outputGradient` and the trace of the batch's forward pass. */
  run({ rows, count }: RowBatch): void {
    const { layers } = this.#forward;
    for (let index = layers.length - 1; index >= 0; index--) {
      const { size } = layers[index];
      const delta = this.#deltas[index];
      const input = index === 0 ? rows : layers[index - 1].passedOn;
      const [weightGradient, biasGradient] = this.gradients.arrays.slice(2 * index);
      this.#linear.weightGradient({ size, count, delta, rows: input, out: weightGradient });
      this.#linear.biasGradient({ size, count, delta, out: biasGradient });
      if (index > 0) this.#passBack(index, count);
    }
  }

  #passBack(index: number, count: number): void {
    const { size, weight } = this.#forward.layers[index];
    const below = this.#forward.layers[index - 1];
    const gradient = this.#deltas[index - 1];
    this.#linear.inputGradient({ size, count, delta: this.#deltas[index], weight, out: gradient });
    const length = count * size.inputs;
    if (below.mask.length > 0) {
      for (let item = 0; item < length; item++) gradient[item] *= below.mask[item];
    }
    const { activated } = below;
    multiplyByDerivative(this.#activation, { kernel: this.#kernel, activated, gradient, length });
  }
}
