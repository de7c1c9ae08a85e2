import { LinearGradients, sumRows } from "../linear.ts";
import { multiplyRows, transpose } from "../matrix.ts";
import type { RecurrentLayer } from "./recurrent_layer.ts";

/** What a layer read in the pass that is gone back over. */
export interface LayerPass {
  /** `[steps][count][inputs]`. */
  readonly rows: Float32Array;
  readonly count: number;
  /** Where to write the gradient with respect to `rows`, if it is wanted. */
  readonly out?: Float32Array;
}

/** Computes a {@link RecurrentLayer}'s gradients, back through the steps, in memory that is set aside once. */
export class RecurrentLayerBack {
  /** Gradients in the layout of the layer's weights; overwritten by each run. */
  readonly gradients: readonly Float32Array[];
  /** Gradient with respect to the layer's states, `[steps][count][units]`; to be filled before each run. */
  readonly stateGradient: Float32Array;
  readonly #layer: RecurrentLayer;
  readonly #linear: LinearGradients;
  readonly #inputDelta: Float32Array;
  readonly #stateDelta: Float32Array;
  readonly #carried: Float32Array;
  readonly #throughGates: Float32Array;
  readonly #memoryGradient: Float32Array;
  readonly #turnedWeight: Float32Array;

  /** `capacity` is the highest number of windows at once. */
  constructor(layer: RecurrentLayer, capacity: number) {
    const { cell, weights, units, steps } = layer.options;
    const { input, state } = layer.sizes;
    this.#layer = layer;
    this.gradients = weights.map(({ length }) => new Float32Array(length));
    this.stateGradient = new Float32Array(steps * capacity * units);
    this.#linear = new LinearGradients([input, state], steps * capacity);
    this.#inputDelta = new Float32Array(steps * capacity * input.outputs);
    this.#stateDelta = cell.isAdditive ? this.#inputDelta : new Float32Array(this.#inputDelta.length);
    this.#carried = new Float32Array(capacity * units);
    this.#throughGates = new Float32Array(capacity * units);
    this.#memoryGradient = new Float32Array(capacity * units);
    this.#turnedWeight = new Float32Array(weights[1].length);
  }

  /** Fills {@link RecurrentLayerBack.gradients} from `stateGradient` and the trace of the layer's pass. */
  run(pass: LayerPass): void {
    const { options: { steps, weights }, sizes: { state } } = this.#layer;
    transpose({ from: weights[1], to: this.#turnedWeight, rows: state.outputs, columns: state.inputs });
    this.#carried.fill(0);
    this.#memoryGradient.fill(0);
    for (let step = steps - 1; step >= 0; step--) this.#goBack(step, pass.count);
    this.#sumUp(pass);
  }

  /** Deltas of one step, and the gradient that it carries to the step before. */
  #goBack(step: number, count: number): void {
    const { options: { cell, units }, sizes: { state } } = this.#layer;
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
    multiplyRows({
      left: stateDelta,
      right: this.#turnedWeight,
      out: this.#throughGates,
      rows: count,
      columns: units,
      depth: state.outputs,
    });
    for (let item = 0; item < size; item++) carried[item] += this.#throughGates[item];
  }

  /** Gradients of the weights, which all steps share, and of the rows. */
  #sumUp({ rows, count, out }: LayerPass): void {
    const { options: { steps, weights }, sizes: { input, state }, states } = this.#layer;
    const [inputWeight, stateWeight, inputBias, stateBias] = this.gradients;
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
    sumRows(delta, inputBias, { count: all });
    sumRows(this.#stateDelta, stateBias, { count: all });
    if (out === undefined) return;
    this.#linear.inputGradient({ size: input, count: all, delta, weight: weights[0], out });
  }
}
