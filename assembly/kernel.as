/**
 * The arithmetic of a network's hot loops, four numbers at a time.
 *
 * Every result is rounded and summed as lib/engine/domain/network/kernel/kernel.ts says, so that this kernel and the plain
 * one give the same bits. Addresses and strides are in bytes. Every array lies in memory with 16 more bytes behind it.
 */

@inline
function least(a: usize, b: usize): usize {
  return a < b ? a : b;
}

/** Writes four numbers, or the first ones where a row has fewer. */
@inline
function write(to: usize, value: v128, columns: usize): void {
  if (columns >= 4) {
    v128.store(to, value);
    return;
  }
  v128.store_lane<f32>(to, value, 0);
  if (columns > 1) v128.store_lane<f32>(to, value, 1, 4);
  if (columns > 2) v128.store_lane<f32>(to, value, 2, 8);
}

/** `out[r][c] = start[c] + Σ left[r · leftRow + k · leftDepth] · right[k][c]`, in blocks of 4 × 8 results. */
export function multiply(
  left: usize,
  leftRow: usize,
  leftDepth: usize,
  right: usize,
  start: usize,
  out: usize,
  rows: usize,
  columns: usize,
  depth: usize,
): void {
  const width = columns << 2;
  // The last blocks repeat the last row and overlap the columns before, with the same results.
  const lastColumn = columns > 4 ? (columns - 4) << 2 : 0;
  for (let row: usize = 0; row < rows; row += 4) {
    const row1 = least(row + 1, rows - 1), row2 = least(row + 2, rows - 1), row3 = least(row + 3, rows - 1);
    const left0 = left + row * leftRow, left1 = left + row1 * leftRow;
    const left2 = left + row2 * leftRow, left3 = left + row3 * leftRow;
    for (let column: usize = 0; column < width; column += 32) {
      const columnA = least(column, lastColumn), columnB = least(column + 16, lastColumn);
      let a0 = start ? v128.load(start + columnA) : f32x4.splat(0);
      let b0 = start ? v128.load(start + columnB) : f32x4.splat(0);
      let a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
      let rightA = right + columnA, rightB = right + columnB;
      for (let k: usize = 0, at: usize = 0; k < depth; k++, at += leftDepth, rightA += width, rightB += width) {
        const a = v128.load(rightA), b = v128.load(rightB);
        let x = v128.load32_splat(left0 + at);
        a0 = f32x4.add(a0, f32x4.mul(x, a));
        b0 = f32x4.add(b0, f32x4.mul(x, b));
        x = v128.load32_splat(left1 + at);
        a1 = f32x4.add(a1, f32x4.mul(x, a));
        b1 = f32x4.add(b1, f32x4.mul(x, b));
        x = v128.load32_splat(left2 + at);
        a2 = f32x4.add(a2, f32x4.mul(x, a));
        b2 = f32x4.add(b2, f32x4.mul(x, b));
        x = v128.load32_splat(left3 + at);
        a3 = f32x4.add(a3, f32x4.mul(x, a));
        b3 = f32x4.add(b3, f32x4.mul(x, b));
      }
      const out0 = out + row * width, out1 = out + row1 * width, out2 = out + row2 * width, out3 = out + row3 * width;
      write(out0 + columnA, a0, columns);
      write(out1 + columnA, a1, columns);
      write(out2 + columnA, a2, columns);
      write(out3 + columnA, a3, columns);
      if (columns > 4) {
        v128.store(out0 + columnB, b0);
        v128.store(out1 + columnB, b1);
        v128.store(out2 + columnB, b2);
        v128.store(out3 + columnB, b3);
      }
    }
  }
}

/** `to[c][r] = from[r][c]`. */
export function transpose(from: usize, to: usize, rows: usize, columns: usize): void {
  const width = columns << 2, height = rows << 2;
  if (rows < 4 || columns < 4) {
    for (let row: usize = 0; row < rows; row++) {
      for (let column: usize = 0; column < columns; column++) {
        store<f32>(to + column * height + (row << 2), load<f32>(from + row * width + (column << 2)));
      }
    }
    return;
  }
  for (let block: usize = 0; block < rows; block += 4) {
    const row = least(block, rows - 4);
    for (let next: usize = 0; next < columns; next += 4) {
      const column = least(next, columns - 4);
      const source = from + row * width + (column << 2);
      const a = v128.load(source), b = v128.load(source + width);
      const c = v128.load(source + 2 * width), d = v128.load(source + 3 * width);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7), cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const target = to + column * height + (row << 2);
      v128.store(target, v128.shuffle<f64>(ab, cd, 0, 2));
      v128.store(target + height, v128.shuffle<f64>(ab, cd, 1, 3));
      v128.store(target + 2 * height, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
      v128.store(target + 3 * height, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
    }
  }
}

/** `out[c] = Σ values[r][c]`. */
export function sumRows(values: usize, out: usize, rows: usize, columns: usize): void {
  const width = columns << 2;
  const lastColumn = columns > 4 ? (columns - 4) << 2 : 0;
  for (let next: usize = 0; next < width; next += 16) {
    const column = least(next, lastColumn);
    let sum = f32x4.splat(0);
    let from = values + column;
    for (let row: usize = 0; row < rows; row++, from += width) sum = f32x4.add(sum, v128.load(from));
    write(out + column, sum, columns);
  }
}

/** Replaces numbers below zero by zero. */
export function rectify(values: usize, count: usize): void {
  const end = values + (count << 2);
  for (; values < end; values += 16) v128.store(values, f32x4.max(v128.load(values), f32x4.splat(0)));
}

/** Replaces the gradient by zero where the rectified number is not above zero. */
export function rectifyGradient(rectified: usize, gradient: usize, count: usize): void {
  const end = gradient + (count << 2);
  for (; gradient < end; gradient += 16, rectified += 16) {
    const isAbove = f32x4.gt(v128.load(rectified), f32x4.splat(0));
    v128.store(gradient, v128.and(v128.load(gradient), isAbove));
  }
}

/** Σ values², in double precision; every fourth number has a sum of its own. */
export function sumSquares(values: usize, count: usize): f64 {
  const end = values + (count << 2);
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (; values < end; values += 16) {
    const single = v128.load(values);
    const a = f64x2.promote_low_f32x4(single);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f64>(single, single, 1, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Multiplies every number. */
export function scale(values: usize, count: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = values + (count << 2);
  for (; values < end; values += 16) v128.store(values, f32x4.mul(v128.load(values), factors));
}

/** One step of Adam. */
export function adam(
  weights: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  count: usize,
  rate: f32,
  squareScale: f32,
  decay: f32,
): void {
  const end = weights + (count << 2);
  while (weights < end) {
    const weight = v128.load(weights);
    const slope = f32x4.add(v128.load(gradients), f32x4.mul(f32x4.splat(decay), weight));
    const mean = f32x4.add(
      f32x4.mul(f32x4.splat(0.9), v128.load(means)),
      f32x4.mul(f32x4.splat(0.1), slope),
    );
    const square = f32x4.add(
      f32x4.mul(f32x4.splat(0.999), v128.load(squares)),
      f32x4.mul(f32x4.mul(f32x4.splat(0.001), slope), slope),
    );
    v128.store(means, mean);
    v128.store(squares, square);
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(square), f32x4.splat(squareScale)), f32x4.splat(1e-8));
    v128.store(weights, f32x4.sub(weight, f32x4.div(f32x4.mul(f32x4.splat(rate), mean), spread)));
    weights += 16;
    gradients += 16;
    means += 16;
    squares += 16;
  }
}
