/**
 * Columns moved in time.
 * @module
 */

/** The values of `count` bars earlier; the first `count` are NaN. */
export function shift(values: Float64Array, count: number): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  if (count < values.length) result.set(values.subarray(0, values.length - count), count);
  return result;
}
