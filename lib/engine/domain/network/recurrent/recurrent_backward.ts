import type { ForwardOptions } from "../forward_pass.ts";
import { packArrays, type PackedArrays } from "../kernel/kernel.ts";
import { Linear } from "../linear.ts";
import type { RecurrentForward } from "./recurrent_forward.ts";
import { RecurrentLayerBack } from "./recurrent_layer_back.ts";

/** Computes gradients of the weights after a {@link RecurrentForward}, in memory that is set aside once. */
export class RecurrentBackward {
  /** Gradient of every weight and bias, in the layout of `Weights`; overwritten by each run. */
  readonly gradients: PackedArrays;
  /** Where the loss writes its gradient with respect to the raw outputs, `[count][outputs]`, before each run. */
  readonly outputGradient: Float32Array;
  readonly #forward: RecurrentForward;
  readonly #layers: readonly RecurrentLayerBack[];
  readonly #linear: Linear;

  /** The kernel is that of the forward pass. */
  constructor(forward: RecurrentForward, { kernel, capacity }: ForwardOptions) {
    const { layers, head: { weight, bias, size } } = forward;
    this.#forward = forward;
    const weights = [...layers.flatMap(({ options }) => options.weights), weight, bias];
    this.gradients = packArrays(kernel, weights.map(({ length }) => length));
    const { arrays } = this.gradients;
    this.#layers = layers.map((layer, index) =>
      new RecurrentLayerBack(layer, { capacity, gradients: arrays.slice(4 * index, 4 * index + 4) })
    );
    this.#linear = new Linear(kernel, [size]);
    this.outputGradient = kernel.allocate(capacity * size.outputs);
  }

  /**
   * Fills {@link RecurrentBackward.gradients} from `outputGradient` and the trace of the batch's forward pass, in which
   * each window had rows of its own.
   */
  run({ count }: { readonly count: number }): void {
    const { reads } = this.#forward;
    this.#leaveHead(count);
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      if (index === 0) {
        this.#layers[0].run({ rows: reads[0], count });
      } else {
        const out = this.#layers[index - 1].stateGradient;
        this.#layers[index].run({ rows: reads[index], count, out });
        applyMask(out, this.#forward.dropped[index - 1].mask);
      }
    }
  }

  /** Gradients of the linear layer, and of the states: those of the last step alone. */
  #leaveHead(count: number): void {
    const { head: { weight, size }, reads, dropped, layers } = this.#forward;
    const last = layers.length - 1;
    const delta = this.outputGradient;
    const [weightGradient, biasGradient] = this.gradients.arrays.slice(-2);
    this.#linear.weightGradient({ size, count, delta, rows: reads[last + 1], out: weightGradient });
    this.#linear.biasGradient({ size, count, delta, out: biasGradient });
    const { stateGradient } = this.#layers[last];
    const firstOfLastStep = (layers[last].options.steps - 1) * count * size.inputs;
    const out = stateGradient.subarray(firstOfLastStep, firstOfLastStep + count * size.inputs);
    stateGradient.fill(0);
    this.#linear.inputGradient({ size, count, delta, weight, out });
    applyMask(out, dropped[last].mask);
  }
}

function applyMask(gradient: Float32Array, mask: Float32Array): void {
  // Behind the batch both may hold what an earlier, larger one left.
  const length = Math.min(gradient.length, mask.length);
  for (let item = 0; item < length; item++) gradient[item] *= mask[item];
}
