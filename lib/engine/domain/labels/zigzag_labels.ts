/**
 * Swing labels: what a trader who knew every reversal would have held on each bar.
 * @module
 */
import { zigzagPivots } from "../../../indicators/columns/zigzag_pivots.ts";

const buy = 0;
const hold = 1;
const sell = 2;

/**
 * One class a bar: 0 (buy) on the bars strictly inside an up swing, 2 (sell) inside a down swing, 1 (hold) on the
 * pivots of {@link zigzagPivots} and on every bar after the last of them.
 *
 * @throws {RangeError} when the threshold is not a positive number.
 */
export function zigzagLabels(prices: Float64Array, threshold: number): Float32Array {
  const pivots = zigzagPivots(prices, threshold);
  const labels = new Float32Array(prices.length).fill(hold);
  for (let index = 1; index < pivots.length; index++) {
    const start = pivots[index - 1];
    const end = pivots[index];
    labels.fill(prices[end] > prices[start] ? buy : sell, start + 1, end);
  }
  return labels;
}
