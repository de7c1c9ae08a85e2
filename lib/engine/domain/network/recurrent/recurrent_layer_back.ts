import { Linear } from "../linear.ts";
import type { RecurrentLayer } from "./recurrent_layer.ts";

/** What a layer read in the pass that is gone back over. */
interface LayerPass {
  /** `[steps][count][inputs]`. */
  readonly rows: Float32Array;
  readonly count: number;
  /** Where to write the gradient with respect to `rows`, if it is wanted. */
  readonly out?: Float32Array;
}

/** Settings of a {@link RecurrentLayerBack}. */
interface RecurrentLayerBackOptions {
  /** Highest number of windows at once. */
  readonly capacity: number;
  /** Where to write the gradients, in the layout of the layer's weights. */
  readonly gradients: readonly Float32Array[];
}

/** Computes a {@link RecurrentLayer}'s gradients, back through the steps, in memory that is set aside once. */
export class RecurrentLayerBack {
  /** Gradient with respect to the layer's states, `[steps][count][units]`; to be filled before each run. */
  readonly stateGradient: Float32Array;
  readonly #layer: RecurrentLayer;
  readonly #gradients: readonly Float32Array[];
  readonly #linear: Linear;
  readonly #inputDelta: Float32Array;
  readonly #stateDelta: Float32Array;
  readonly #carried: Float32Array;
  readonly #throughGates: Float32Array;
  readonly #memoryGradient: Float32Array;

  constructor(layer: RecurrentLayer, { capacity, gradients }: RecurrentLayerBackOptions) {
    const { kernel, cell, units, steps } = layer.options;
    const { input, state } = layer.sizes;
    this.#layer = layer;
    this.#gradients = gradients;
    this.stateGradient = kernel.allocate(steps * capacity * units);
    this.#linear = new Linear(kernel, [input, state]);
    this.#inputDelta = kernel.allocate(steps * capacity * input.outputs);
    this.#stateDelta = cell.isAdditive ? this.#inputDelta : kernel.allocate(this.#inputDelta.length);
    this.#carried = new Float32Array(capacity * units);
    this.#throughGates = kernel.allocate(capacity * units);
    this.#memoryGradient = new Float32Array(capacity * units);
  }

  /** Writes the gradients from `stateGradient` and the trace of the layer's pass. */
  run(pass: LayerPass): void {
    const { steps } = this.#layer.options;
    this.#carried.fill(0);
    this.#memoryGradient.fill(0);
    for (let step = steps - 1; step >= 0; step--) this.#goBack(step, pass.count);
    this.#sumUp(pass);
  }

  /** Deltas of one step, and the gradient that it carries to the step before. */
  #goBack(step: number, count: number): void {
    const { options: { cell, units, weights }, sizes: { state } } = this.#layer;
    const carried = this.#carried;
    const size = count * units;
    for (let item = 0; item < size; item++) carried[item] += this.stateGradient[step * size + item];
    const part = [step * count * state.outputs, (step + 1) * count * state.outputs];
    const stateDelta = this.#stateDelta.subarray(...part);
    cell.backward({
      ...this.#layer.trace(step, count),
      stateGradient: carried,
      memoryGradient: this.#memoryGradient,
      inputDelta: this.#inputDelta.subarray(...part),
      stateDelta,
    });
    if (step === 0) return;
    const out = this.#throughGates;
    this.#linear.inputGradient({ size: state, count, delta: stateDelta, weight: weights[1], out });
    for (let item = 0; item < size; item++) carried[item] += out[item];
  }

  /** Gradients of the weights, which all steps share, and of the rows. */
  #sumUp({ rows, count, out }: LayerPass): void {
    const { options: { steps, weights }, sizes: { input, state }, states } = this.#layer;
    const [inputWeight, stateWeight, inputBias, stateBias] = this.#gradients;
    const all = steps * count;
    const delta = this.#inputDelta;
    this.#linear.weightGradient({ size: input, count: all, delta, rows, out: inputWeight });
    // The first step has no state before it.
    this.#linear.weightGradient({
      size: state,
      count: all - count,
      delta: this.#stateDelta.subarray(count * state.outputs),
      rows: states,
      out: stateWeight,
    });
    this.#linear.biasGradient({ size: input, count: all, delta, out: inputBias });
    this.#linear.biasGradient({ size: state, count: all, delta: this.#stateDelta, out: stateBias });
    if (out === undefined) return;
    this.#linear.inputGradient({ size: input, count: all, delta, weight: weights[0], out });
  }
}
