/**
 * The arithmetic of a network's hot loops. All matrices are row by row without gaps.
 * @module
 */

/** Operands of {@link Kernel.multiply}. */
export interface Product {
  /** `[rows][depth]`, or `[depth][rows]` where it is turned. */
  readonly left: Float32Array;
  readonly isLeftTurned?: boolean;
  /** `[depth][columns]`. */
  readonly right: Float32Array;
  /** What the sums of each column start from, `[columns]`; absent: zero. */
  readonly start?: Float32Array;
  /** `[rows][columns]`, overwritten. */
  readonly out: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Operands of {@link Kernel.transpose}. */
export interface Transposition {
  /** `[rows][columns]`. */
  readonly from: Float32Array;
  /** `[columns][rows]`, overwritten. */
  readonly to: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Operands of {@link Kernel.sumRows}. */
export interface RowSum {
  /** `[rows][columns]`. */
  readonly values: Float32Array;
  /** `[columns]`, overwritten. */
  readonly out: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Operands of {@link Kernel.rectifyGradient}. */
export interface RectifiedGradient {
  /** What {@link Kernel.rectify} wrote. */
  readonly rectified: Float32Array;
  /** Gradient with respect to `rectified`; becomes that with respect to the numbers before. */
  readonly gradient: Float32Array;
}

/** Operands of {@link Kernel.stepAdam}, all of the same length. */
export interface AdamStep {
  /** Changed. */
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  /** Running means of the gradients, changed. */
  readonly means: Float32Array;
  /** Running means of the squared gradients, changed. */
  readonly squares: Float32Array;
  /** Learning rate over `1 − 0.9ⁿ`. */
  readonly rate: number;
  /** `1 / √(1 − 0.999ⁿ)`. */
  readonly squareScale: number;
  /** L2 penalty: this times the weight is added to each gradient. */
  readonly weightDecay: number;
}

/**
 * Arithmetic in single precision, each result rounded on its own and summed in the order that is said, so that every
 * kernel gives the same bits. A kernel works only on arrays that it has set aside, and parts of them. What does not take
 * whole arrays may, behind the numbers that count, overwrite up to three more of the array.
 */
export interface Kernel {
  /** Zeros, which belong to the kernel as long as it lives. */
  allocate(length: number): Float32Array;
  /** `out[r][c] = start[c] + Σ left[r][k] · right[k][c]`, first k first. */
  multiply(product: Product): void;
  /** `to[c][r] = from[r][c]`. */
  transpose(transposition: Transposition): void;
  /** `out[c] = Σ values[r][c]`, first row first. */
  sumRows(sum: RowSum): void;
  /** Replaces each of the first `length` numbers that is below zero by zero. */
  rectify(values: Float32Array, length: number): void;
  /** Replaces the gradient by zero where the rectified number is not above zero; of the first `length` numbers. */
  rectifyGradient(gradient: RectifiedGradient, length: number): void;
  /**
   * Σ values² of a whole array, in double precision: the numbers 0, 4, 8 … have a sum of their own, as have 1, 5, 9 … and
   * so on; the first and the third are added, the second and the fourth, then both.
   */
  sumSquares(values: Float32Array): number;
  /** Multiplies every number of a whole array. */
  scale(values: Float32Array, factor: number): void;
  /**
   * One step of Adam on whole arrays: `g = gradient + decay · w`, `m = 0.9 m + 0.1 g`, `s = 0.999 s + (0.001 g) g`,
   * `w −= (rate · m) / (√s · squareScale + 1e-8)`.
   */
  stepAdam(step: AdamStep): void;
}

/** Arrays that lie one behind the other in one. */
export interface PackedArrays {
  readonly all: Float32Array;
  readonly arrays: readonly Float32Array[];
}

/** Copies arrays into the kernel's memory. */
export function packCopies(kernel: Kernel, originals: readonly Float32Array[]): PackedArrays {
  const packed = packArrays(kernel, originals.map(({ length }) => length));
  packed.arrays.forEach((array, index) => array.set(originals[index]));
  return packed;
}

/** Sets aside arrays of the given lengths, one behind the other. */
export function packArrays(kernel: Kernel, lengths: readonly number[]): PackedArrays {
  const all = kernel.allocate(lengths.reduce((sum, length) => sum + length, 0));
  let end = 0;
  return { all, arrays: lengths.map((length) => all.subarray(end, end += length)) };
}
