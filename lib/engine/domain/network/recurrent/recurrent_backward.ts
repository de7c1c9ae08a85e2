import { LinearGradients, sumRows } from "../linear.ts";
import type { RecurrentForward } from "./recurrent_forward.ts";
import { RecurrentLayerBack } from "./recurrent_layer_back.ts";

/** Computes gradients of the weights after a {@link RecurrentForward}, in memory that is set aside once. */
export class RecurrentBackward {
  /** Gradient of every weight and bias, in the layout of `Weights`; overwritten by each run. */
  readonly gradients: readonly Float32Array[];
  /** Where the loss writes its gradient with respect to the raw outputs, `[count][outputs]`, before each run. */
  readonly outputGradient: Float32Array;
  readonly #forward: RecurrentForward;
  readonly #layers: readonly RecurrentLayerBack[];
  readonly #linear: LinearGradients;
  readonly #headGradients: readonly [weight: Float32Array, bias: Float32Array];

  /** `capacity` is the highest number of windows in one batch. */
  constructor(forward: RecurrentForward, capacity: number) {
    const { weight, bias, size } = forward.head;
    this.#forward = forward;
    this.#layers = forward.layers.map((layer) => new RecurrentLayerBack(layer, capacity));
    this.#linear = new LinearGradients([size], capacity);
    this.#headGradients = [new Float32Array(weight.length), new Float32Array(bias.length)];
    this.gradients = [...this.#layers.flatMap((layer) => layer.gradients), ...this.#headGradients];
    this.outputGradient = new Float32Array(capacity * size.outputs);
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
    this.#linear.weightGradient({ size, count, delta, rows: reads[last + 1], out: this.#headGradients[0] });
    sumRows(delta, this.#headGradients[1], { count });
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
