/**
 * The two operations on matrices that a network needs. All matrices are row by row without gaps.
 * @module
 */

/** Operands of {@link multiplyRows}. */
export interface RowProduct {
  /** `[rows][depth]`. */
  readonly left: Float32Array;
  /** `[columns][depth]`. */
  readonly right: Float32Array;
  /** `[rows][columns]`, overwritten. */
  readonly out: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Operands of {@link transpose}. */
export interface Transposition {
  /** `[rows][columns]`. */
  readonly from: Float32Array;
  /** `[columns][rows]`, overwritten. */
  readonly to: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Every row of `left` times every row of `right`: `out[r][c] = Σ left[r][k] · right[c][k]`, summed in double precision.
 *
 * Both operands are read along their rows, and blocks of 2 × 4 results share what they read, so that memory is walked in
 * order and each number is loaded once for several products.
 */
export function multiplyRows(product: RowProduct): void {
  const { rows, columns } = product;
  const evenRows = rows - rows % 2;
  const blockColumns = columns - columns % 4;
  for (let row = 0; row < evenRows; row += 2) multiplyRowPair(product, row);
  for (let row = 0; row < rows; row++) {
    multiplyRemainder(product, { row, firstColumn: row < evenRows ? blockColumns : 0 });
  }
}

/** Two rows of results, but for the last columns that do not fill a block of four. */
function multiplyRowPair({ left, right, out, columns, depth }: RowProduct, row: number): void {
  const left0 = row * depth, left1 = left0 + depth;
  for (let column = 0; column + 4 <= columns; column += 4) {
    const right0 = column * depth, right1 = right0 + depth, right2 = right1 + depth, right3 = right2 + depth;
    let a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    let b0 = 0, b1 = 0, b2 = 0, b3 = 0;
    for (let k = 0; k < depth; k++) {
      const a = left[left0 + k], b = left[left1 + k];
      const r0 = right[right0 + k], r1 = right[right1 + k], r2 = right[right2 + k], r3 = right[right3 + k];
      a0 += a * r0;
      a1 += a * r1;
      a2 += a * r2;
      a3 += a * r3;
      b0 += b * r0;
      b1 += b * r1;
      b2 += b * r2;
      b3 += b * r3;
    }
    const first = row * columns + column, second = first + columns;
    out[first] = a0;
    out[first + 1] = a1;
    out[first + 2] = a2;
    out[first + 3] = a3;
    out[second] = b0;
    out[second + 1] = b1;
    out[second + 2] = b2;
    out[second + 3] = b3;
  }
}

/** The results of one row from a column on. */
function multiplyRemainder(
  { left, right, out, columns, depth }: RowProduct,
  { row, firstColumn }: { row: number; firstColumn: number },
): void {
  const leftStart = row * depth;
  for (let column = firstColumn; column < columns; column++) {
    const rightStart = column * depth;
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += left[leftStart + k] * right[rightStart + k];
    out[row * columns + column] = sum;
  }
}

/** Writes the transposed matrix: `to[c][r] = from[r][c]`. */
export function transpose({ from, to, rows, columns }: Transposition): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) to[column * rows + row] = from[start + column];
  }
}
