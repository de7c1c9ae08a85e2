/**
 * Sums from the first value on.
 * @module
 */

/** Sum of all values up to and including each one. */
export function runningSum(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => sum += value);
}
