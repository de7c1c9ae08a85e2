/**
 * Statistics over a window that slides along a column, in time proportional to the column whatever the period.
 *
 * The column is cut into blocks as long as the window. A window then is the tail of one block and the head of the
 * next, and its value is put together from the two: nothing is ever subtracted, so no rounding error builds up over
 * millions of bars, and a large value that left the window leaves no trace in it.
 * @module
 */

/** The last `period` values, of which at least `minimum` (default: all) must be present. */
interface RollingWindow {
  /** Length of the window in values, at least 1. */
  readonly period: number;
  /** The fewest present values, at least 1, that give a result. */
  readonly minimum?: number;
}

/**
 * Sum of the present values in each window; NaN where too few are present. NaN and infinite values count as missing.
 * A window of identical values gives exactly count × value.
 */
export function rollingSum(values: Float64Array, window: RollingWindow): Float64Array {
  return rollTotals(values, { ...window, divide: false });
}

/**
 * Mean of the present values in each window; NaN where too few are present. NaN and infinite values count as missing.
 * A window of identical values gives exactly that value.
 */
export function rollingMean(values: Float64Array, window: RollingWindow): Float64Array {
  return rollTotals(values, { ...window, divide: true });
}

interface TotalsOptions extends RollingWindow {
  readonly divide: boolean;
}

function rollTotals(values: Float64Array, options: TotalsOptions): Float64Array {
  const { period, minimum = period, divide } = options;
  const result = new Float64Array(values.length);
  // tails[k]: total of the previous block from its position k on.
  const tails = new Float64Array(period + 1);
  let head = 0;
  let count = 0;
  let lastPresent = NaN;
  let identical = 0;
  for (let i = 0, position = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isFinite(value)) {
      head += value;
      count++;
      identical = value === lastPresent ? identical + 1 : 1;
      lastPresent = value;
    }
    if (i >= period && Number.isFinite(values[i - period])) count--;
    if (count < minimum) result[i] = NaN;
    else if (identical >= count) result[i] = divide ? lastPresent : lastPresent * count;
    else result[i] = divide ? (head + tails[position + 1]) / count : head + tails[position + 1];
    if (++position === period) {
      for (let k = period - 1; k >= 0; k--) {
        const earlier = values[i - period + 1 + k];
        tails[k] = tails[k + 1] + (Number.isFinite(earlier) ? earlier : 0);
      }
      head = 0;
      position = 0;
    }
  }
  return result;
}

/**
 * Sample standard deviation (divisor period − 1) of each full window; NaN where the window is not full or holds a
 * NaN or infinite value. A window of identical values gives exactly 0.
 *
 * Mean and sum of squared deviations follow Welford within a block; head and tail are merged by the pairwise rule of
 * Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance (1983).
 */
export function rollingDeviation(values: Float64Array, period: number): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  const tailMeans = new Float64Array(period + 1);
  const tailSquares = new Float64Array(period + 1);
  let mean = 0;
  let squares = 0;
  for (let i = 0, position = 0; i < values.length; i++) {
    const delta = values[i] - mean;
    mean += delta / ++position;
    squares += delta * (values[i] - mean);
    if (i >= period - 1) {
      const gap = mean - tailMeans[position];
      const between = position === period ? 0 : gap * gap * position * (period - position) / period;
      result[i] = Math.sqrt((squares + tailSquares[position] + between) / (period - 1));
    }
    if (position === period) {
      fillTails(values.subarray(i - period + 1, i + 1), { means: tailMeans, squares: tailSquares });
      mean = 0;
      squares = 0;
      position = 0;
    }
  }
  return result;
}

interface Tails {
  readonly means: Float64Array;
  readonly squares: Float64Array;
}

function fillTails(block: Float64Array, tails: Tails): void {
  let mean = 0;
  let squares = 0;
  for (let k = block.length - 1; k >= 0; k--) {
    const delta = block[k] - mean;
    mean += delta / (block.length - k);
    squares += delta * (block[k] - mean);
    tails.means[k] = mean;
    tails.squares[k] = squares;
  }
}

/** Largest value of each full window; NaN where the window is not full or holds a NaN. */
export function rollingMaximum(values: Float64Array, period: number): Float64Array {
  return rollExtremes(values, { period, sign: 1 });
}

/** Smallest value of each full window; NaN where the window is not full or holds a NaN. */
export function rollingMinimum(values: Float64Array, period: number): Float64Array {
  return rollExtremes(values, { period, sign: -1 });
}

interface ExtremesOptions {
  readonly period: number;
  /** 1 for the largest value, −1 for the smallest: the largest of the negated values, negated. */
  readonly sign: 1 | -1;
}

function rollExtremes(values: Float64Array, { period, sign }: ExtremesOptions): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  const tails = new Float64Array(period);
  let head = NaN;
  for (let i = 0, position = 0; i < values.length; i++) {
    const value = sign * values[i];
    head = position === 0 ? value : Math.max(head, value);
    position++;
    if (i >= period - 1) result[i] = sign * (position === period ? head : Math.max(head, tails[position]));
    if (position === period) {
      tails[period - 1] = value;
      for (let k = period - 2; k >= 0; k--) {
        tails[k] = Math.max(tails[k + 1], sign * values[i - period + 1 + k]);
      }
      position = 0;
    }
  }
  return result;
}
