import { multiplyByDerivative } from "./activations.ts";
import type { ForwardPass, LayerTrace, RowBatch } from "./forward_pass.ts";
import { multiplyRows, transpose } from "./matrix.ts";
import type { Activation, LayerSize } from "./network_shape.ts";

/** Settings of a {@link BackwardPass}. */
export interface BackwardPassOptions {
  readonly activation: Activation;
  /** Highest number of rows in one batch. */
  readonly capacity: number;
}

/** Computes gradients of the weights after a {@link ForwardPass}, in memory that is set aside once. */
export class BackwardPass {
  /** Gradient of every weight and bias, in the layout of `Weights`; overwritten by each run. */
  readonly gradients: readonly Float32Array[];
  /** Where the loss writes its gradient with respect to the raw outputs, `[rows][outputs]`, before each run. */
  readonly outputGradient: Float32Array;
  readonly #forward: ForwardPass;
  readonly #activation: Activation;
  /** Gradient with respect to each layer's result before its activation. */
  readonly #deltas: readonly Float32Array[];
  readonly #turnedDelta: Float32Array;
  readonly #turnedInput: Float32Array;
  readonly #turnedWeight: Float32Array;

  constructor(forward: ForwardPass, { activation, capacity }: BackwardPassOptions) {
    const { layers } = forward;
    const largest = (measure: (size: LayerSize) => number) =>
      layers.reduce((most, layer) => Math.max(most, measure(layer.size)), 0);
    this.#forward = forward;
    this.#activation = activation;
    this.gradients = layers.flatMap(({ weight, bias }) => [
      new Float32Array(weight.length),
      new Float32Array(bias.length),
    ]);
    this.#deltas = layers.map(({ size }) => new Float32Array(capacity * size.outputs));
    this.outputGradient = this.#deltas[layers.length - 1];
    this.#turnedDelta = new Float32Array(capacity * largest((size) => size.outputs));
    this.#turnedInput = new Float32Array(capacity * largest((size) => size.inputs));
    this.#turnedWeight = new Float32Array(largest((size) => size.inputs * size.outputs));
  }

  /** Fills {@link BackwardPass.gradients} from `outputGradient` and the trace of the batch's forward pass. */
  run(batch: RowBatch): void {
    const { layers } = this.#forward;
    for (let index = layers.length - 1; index >= 0; index--) {
      const input = index === 0 ? batch.rows : layers[index - 1].passedOn;
      this.#weightGradient(index, { rows: input, count: batch.count });
      if (index > 0) this.#passBack(index, batch.count);
    }
  }

  #weightGradient(index: number, input: RowBatch): void {
    const { inputs, outputs } = this.#forward.layers[index].size;
    const { count } = input;
    transpose({ from: this.#deltas[index], to: this.#turnedDelta, rows: count, columns: outputs });
    transpose({ from: input.rows, to: this.#turnedInput, rows: count, columns: inputs });
    multiplyRows({
      left: this.#turnedDelta,
      right: this.#turnedInput,
      out: this.gradients[2 * index],
      rows: outputs,
      columns: inputs,
      depth: count,
    });
    const biasGradient = this.gradients[2 * index + 1];
    for (let unit = 0, item = 0; unit < outputs; unit++) {
      let sum = 0;
      for (let row = 0; row < count; row++) sum += this.#turnedDelta[item++];
      biasGradient[unit] = sum;
    }
  }

  #passBack(index: number, count: number): void {
    const { size, weight } = this.#forward.layers[index];
    const below: LayerTrace = this.#forward.layers[index - 1];
    const gradient = this.#deltas[index - 1];
    transpose({ from: weight, to: this.#turnedWeight, rows: size.outputs, columns: size.inputs });
    multiplyRows({
      left: this.#deltas[index],
      right: this.#turnedWeight,
      out: gradient,
      rows: count,
      columns: size.inputs,
      depth: size.outputs,
    });
    const length = count * size.inputs;
    if (below.mask.length > 0) {
      for (let item = 0; item < length; item++) gradient[item] *= below.mask[item];
    }
    multiplyByDerivative(this.#activation, { activated: below.activated, gradient, length });
  }
}
