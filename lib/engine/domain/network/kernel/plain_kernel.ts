import type { AdamStep, Kernel, Product, RectifiedGradient, RowSum, Transposition } from "./kernel.ts";

const round = Math.fround;

/** The kernel in plain numbers: what any other must agree with, and what works everywhere. */
export class PlainKernel implements Kernel {
  allocate(length: number): Float32Array {
    return new Float32Array(length);
  }

  multiply(product: Product): void {
    const { columns } = product;
    const blockColumns = columns - columns % 4;
    for (let row = 0; row < product.rows; row++) {
      for (let column = 0; column < blockColumns; column += 4) multiplyBlock(product, row, { column });
      for (let column = blockColumns; column < columns; column++) multiplyOne(product, row, { column });
    }
  }

  transpose({ from, to, rows, columns }: Transposition): void {
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      for (let column = 0; column < columns; column++) to[column * rows + row] = from[start + column];
    }
  }

  sumRows({ values, out, rows, columns }: RowSum): void {
    out.fill(0, 0, columns);
    for (let row = 0, item = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) out[column] += values[item++];
    }
  }

  rectify(values: Float32Array, length: number): void {
    for (let item = 0; item < length; item++) values[item] = Math.max(values[item], 0);
  }

  rectifyGradient({ rectified, gradient }: RectifiedGradient, length: number): void {
    for (let item = 0; item < length; item++) if (!(rectified[item] > 0)) gradient[item] = 0;
  }

  sumSquares(values: Float32Array): number {
    const sums = [0, 0, 0, 0];
    for (let item = 0; item < values.length; item++) sums[item % 4] += values[item] * values[item];
    return (sums[0] + sums[2]) + (sums[1] + sums[3]);
  }

  scale(values: Float32Array, factor: number): void {
    const single = round(factor);
    for (let item = 0; item < values.length; item++) values[item] *= single;
  }

  stepAdam({ weights, gradients, means, squares, ...settings }: AdamStep): void {
    const rate = round(settings.rate), squareScale = round(settings.squareScale);
    const weightDecay = round(settings.weightDecay), epsilon = round(1e-8);
    const meanDecay = round(0.9), meanShare = round(0.1);
    const squareDecay = round(0.999), squareShare = round(0.001);
    for (let item = 0; item < weights.length; item++) {
      const slope = round(gradients[item] + round(weightDecay * weights[item]));
      const mean = round(round(meanDecay * means[item]) + round(meanShare * slope));
      const part = round(round(squareShare * slope) * slope);
      const square = round(round(squareDecay * squares[item]) + part);
      means[item] = mean;
      squares[item] = square;
      const spread = round(round(round(Math.sqrt(square)) * squareScale) + epsilon);
      weights[item] -= round(round(rate * mean) / spread);
    }
  }
}

interface FirstColumn {
  readonly column: number;
}

/** Four results of one row, which share what they read of the left. */
function multiplyBlock(product: Product, row: number, { column }: FirstColumn): void {
  const { left, right, start, out, rows, columns, depth, isLeftTurned } = product;
  const leftStep = isLeftTurned ? rows : 1;
  let a = 0, b = 0, c = 0, d = 0;
  if (start !== undefined) {
    a = start[column];
    b = start[column + 1];
    c = start[column + 2];
    d = start[column + 3];
  }
  let from = isLeftTurned ? row : row * depth;
  for (let k = 0, at = column; k < depth; k++, from += leftStep, at += columns) {
    const factor = left[from];
    a = round(a + round(factor * right[at]));
    b = round(b + round(factor * right[at + 1]));
    c = round(c + round(factor * right[at + 2]));
    d = round(d + round(factor * right[at + 3]));
  }
  const to = row * columns + column;
  out[to] = a;
  out[to + 1] = b;
  out[to + 2] = c;
  out[to + 3] = d;
}

function multiplyOne(product: Product, row: number, { column }: FirstColumn): void {
  const { left, right, start, out, rows, columns, depth, isLeftTurned } = product;
  const leftStep = isLeftTurned ? rows : 1;
  let sum = start === undefined ? 0 : start[column];
  let from = isLeftTurned ? row : row * depth;
  for (let k = 0, at = column; k < depth; k++, from += leftStep, at += columns) {
    sum = round(sum + round(left[from] * right[at]));
  }
  out[row * columns + column] = sum;
}
