import type { Kernel } from "./kernel/kernel.ts";
import type { LayerSize } from "./network_shape.ts";

/** Operands of {@link Linear.apply}. */
interface LinearOptions {
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

/** The result's gradient, and what the layer read. */
interface LinearStep {
  readonly size: LayerSize;
  readonly count: number;
  /** Gradient with respect to the layer's result, `[count][outputs]`. */
  readonly delta: Float32Array;
}

/** Operands of {@link Linear.weightGradient}. */
interface WeightGradientOptions extends LinearStep {
  /** What the layer read, `[count][inputs]`. */
  readonly rows: Float32Array;
  /** `[outputs][inputs]`, overwritten. */
  readonly out: Float32Array;
}

/** Operands of {@link Linear.biasGradient}. */
interface BiasGradientOptions extends LinearStep {
  /** `[outputs]`, overwritten. */
  readonly out: Float32Array;
}

/** Operands of {@link Linear.inputGradient}. */
interface InputGradientOptions extends LinearStep {
  /** `[outputs][inputs]`. */
  readonly weight: Float32Array;
  /** `[count][inputs]`, overwritten. */
  readonly out: Float32Array;
}

/**
 * Linear layers: every row times every weight row, plus a bias; and their gradients. All arrays are the kernel's. Works in
 * memory that is set aside once for the largest layer.
 */
export class Linear {
  readonly #kernel: Kernel;
  readonly #turnedWeight: Float32Array;

  constructor(kernel: Kernel, sizes: readonly LayerSize[]) {
    this.#kernel = kernel;
    const largest = sizes.reduce((most, { inputs, outputs }) => Math.max(most, inputs * outputs), 0);
    this.#turnedWeight = kernel.allocate(largest);
  }

  /** `out = rows · weightᵀ + bias`. */
  apply({ rows, count, weight, bias, size, out }: LinearOptions): void {
    const { inputs, outputs } = size;
    const right = this.#turnedWeight;
    this.#kernel.transpose({ from: weight, to: right, rows: outputs, columns: inputs });
    this.#kernel.multiply({
      left: rows,
      right,
      start: bias,
      out,
      rows: count,
      columns: outputs,
      depth: inputs,
    });
  }

  /** Gradient of the weight: `deltaᵀ · rows`. */
  weightGradient({ size, count, delta, rows, out }: WeightGradientOptions): void {
    const { inputs, outputs } = size;
    this.#kernel.multiply({
      left: delta,
      isLeftTurned: true,
      right: rows,
      out,
      rows: outputs,
      columns: inputs,
      depth: count,
    });
  }

  /** Gradient of the bias: the sum of the rows of `delta`. */
  biasGradient({ size, count, delta, out }: BiasGradientOptions): void {
    this.#kernel.sumRows({ values: delta, out, rows: count, columns: size.outputs });
  }

  /** Gradient with respect to what the layer read: `delta · weight`. */
  inputGradient({ size, count, delta, weight, out }: InputGradientOptions): void {
    const { inputs, outputs } = size;
    this.#kernel.multiply({
      left: delta,
      right: weight,
      out,
      rows: count,
      columns: inputs,
      depth: outputs,
    });
  }
}
