import type { Kernel } from "../kernel/kernel.ts";
import { Linear } from "../linear.ts";
import type { LayerSize } from "../network_shape.ts";
import type { Cell, CellMemory, CellStep } from "./cell.ts";

/** Windows of rows, step after step. */
export interface SequenceBatch {
  /** The rows of step t begin at row t · stride; each step has one row a window. */
  readonly rows: Float32Array;
  /** Windows. */
  readonly count: number;
  /** Rows from one step to the next: `count` where each window has its own, 1 where the windows are consecutive. */
  readonly stride: number;
}

/** Weights of one layer, in their order. */
type LayerWeights = readonly [
  inputWeight: Float32Array,
  stateWeight: Float32Array,
  inputBias: Float32Array,
  stateBias: Float32Array,
];

/** Settings of a {@link RecurrentLayer}. */
interface RecurrentLayerOptions {
  /** Has set aside the weights, and does so with the rows of every batch. */
  readonly kernel: Kernel;
  readonly cell: Cell;
  readonly weights: LayerWeights;
  /** Numbers in a row. */
  readonly inputs: number;
  readonly units: number;
  readonly steps: number;
  /** Highest number of windows at once. */
  readonly capacity: number;
}

/** One layer of recurrent units over all steps of a window, and what it keeps of a pass for the way back. */
export class RecurrentLayer {
  readonly options: RecurrentLayerOptions;
  /** Input to gates, and state to gates: `gates · units` outputs. */
  readonly sizes: { readonly input: LayerSize; readonly state: LayerSize };
  /** What the layer answered, `[steps][count][units]`. */
  readonly states: Float32Array;
  readonly #memories: Float32Array;
  readonly #gates: Float32Array;
  readonly #fromInput: Float32Array;
  readonly #fromState: Float32Array;
  readonly #nothing: CellMemory;
  readonly #linear: Linear;

  constructor(options: RecurrentLayerOptions) {
    const { kernel, weights, inputs, units, steps, capacity } = options;
    const outputs = weights[2].length;
    this.options = options;
    this.sizes = { input: { inputs, outputs }, state: { inputs: units, outputs } };
    this.#linear = new Linear(kernel, [this.sizes.input, this.sizes.state]);
    this.states = kernel.allocate(steps * capacity * units);
    this.#memories = new Float32Array(this.states.length);
    this.#gates = new Float32Array(steps * capacity * outputs);
    this.#fromInput = kernel.allocate(this.#gates.length);
    this.#fromState = kernel.allocate(capacity * outputs);
    const zeros = kernel.allocate(capacity * units);
    this.#nothing = { state: zeros, memory: zeros };
  }

  /** Computes {@link RecurrentLayer.states}, from zeros on. */
  run({ rows, count, stride }: SequenceBatch): void {
    const { steps, cell, weights: [inputWeight, stateWeight, inputBias, stateBias] } = this.options;
    const { input: size, state: stateSize } = this.sizes;
    this.#linear.apply({
      rows,
      count: (steps - 1) * stride + count,
      weight: inputWeight,
      bias: inputBias,
      size,
      out: this.#fromInput,
    });
    for (let step = 0; step < steps; step++) {
      const trace = this.trace(step, count);
      const fromState = this.#fromState;
      this.#linear.apply({
        rows: trace.before.state,
        count,
        weight: stateWeight,
        bias: stateBias,
        size: stateSize,
        out: fromState,
      });
      const fromInput = this.#fromInput.subarray(step * stride * size.outputs);
      cell.forward({ ...trace, fromInput, fromState });
    }
  }

  /** One step of the last pass, which had `count` windows. */
  trace(step: number, count: number): CellStep {
    const { units } = this.options;
    const { outputs } = this.sizes.input;
    return {
      count,
      units,
      before: step === 0 ? this.#nothing : this.#memory(step - 1, count),
      after: this.#memory(step, count),
      gates: this.#gates.subarray(step * count * outputs, (step + 1) * count * outputs),
    };
  }

  #memory(step: number, count: number): CellMemory {
    const size = count * this.options.units;
    return {
      state: this.states.subarray(step * size, (step + 1) * size),
      memory: this.#memories.subarray(step * size, (step + 1) * size),
    };
  }
}
