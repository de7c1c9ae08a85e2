/**
 * A linear layer: every row times every weight row, plus a bias; and its gradients.
 * @module
 */
import { multiplyRows, transpose } from "./matrix.ts";
import type { LayerSize } from "./network_shape.ts";

/** Operands of {@link applyLinear}. */
export interface LinearOptions {
  /** `[count][inputs]`. */
  readonly rows: Float32Array;
  readonly count: number;
  /** `[outputs][inputs]`. */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly size: LayerSize;
  /** `[count][outputs]`, overwritten. */
  readonly out: Float32Array;
}

/** `out = rows · weightᵀ + bias`. */
export function applyLinear({ rows, count, weight, bias, size, out }: LinearOptions): void {
  const { inputs, outputs } = size;
  multiplyRows({ left: rows, right: weight, out, rows: count, columns: outputs, depth: inputs });
  for (let row = 0, index = 0; row < count; row++) {
    for (let unit = 0; unit < outputs; unit++) out[index++] += bias[unit];
  }
}

/** The result's gradient, and what the layer read. */
export interface LinearStep {
  readonly size: LayerSize;
  readonly count: number;
  /** Gradient with respect to the layer's result, `[count][outputs]`. */
  readonly delta: Float32Array;
}

/** Operands of {@link LinearGradients.weightGradient}. */
export interface WeightGradientOptions extends LinearStep {
  /** What the layer read, `[count][inputs]`. */
  readonly rows: Float32Array;
  /** `[outputs][inputs]`, overwritten. */
  readonly out: Float32Array;
}

/** Operands of {@link LinearGradients.inputGradient}. */
export interface InputGradientOptions extends LinearStep {
  /** `[outputs][inputs]`. */
  readonly weight: Float32Array;
  /** `[count][inputs]`, overwritten. */
  readonly out: Float32Array;
}

/** Gradients of linear layers, in memory that is set aside once for the largest of them. */
export class LinearGradients {
  readonly #turnedDelta: Float32Array;
  readonly #turnedRows: Float32Array;
  readonly #turnedWeight: Float32Array;

  /** `capacity` is the highest number of rows at once. */
  constructor(sizes: readonly LayerSize[], capacity: number) {
    const largest = (measure: (size: LayerSize) => number) =>
      sizes.reduce((most, size) => Math.max(most, measure(size)), 0);
    this.#turnedDelta = new Float32Array(capacity * largest((size) => size.outputs));
    this.#turnedRows = new Float32Array(capacity * largest((size) => size.inputs));
    this.#turnedWeight = new Float32Array(largest((size) => size.inputs * size.outputs));
  }

  /** Gradient of the weight: `deltaᵀ · rows`. */
  weightGradient({ size, count, delta, rows, out }: WeightGradientOptions): void {
    const { inputs, outputs } = size;
    transpose({ from: delta, to: this.#turnedDelta, rows: count, columns: outputs });
    transpose({ from: rows, to: this.#turnedRows, rows: count, columns: inputs });
    multiplyRows({
      left: this.#turnedDelta,
      right: this.#turnedRows,
      out,
      rows: outputs,
      columns: inputs,
      depth: count,
    });
  }

  /** Gradient with respect to what the layer read: `delta · weight`. */
  inputGradient({ size, count, delta, weight, out }: InputGradientOptions): void {
    const { inputs, outputs } = size;
    transpose({ from: weight, to: this.#turnedWeight, rows: outputs, columns: inputs });
    multiplyRows({
      left: delta,
      right: this.#turnedWeight,
      out,
      rows: count,
      columns: inputs,
      depth: outputs,
    });
  }
}

/** Gradient of a bias: the sum over the rows of `delta`, `[count][bias]`. */
export function sumRows(delta: Float32Array, out: Float32Array, { count }: { readonly count: number }): void {
  for (let unit = 0; unit < out.length; unit++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += delta[row * out.length + unit];
    out[unit] = sum;
  }
}
