/**
 * The bars, ascending, at which the price turns by at least `threshold` (a fraction: 0.02 is 2 %).
 *
 * Bar 0 is always a pivot, and so is the extreme of the swing that is still running at the end. While a swing runs,
 * each new extreme takes the place of the one before; a move against it of at least the threshold, measured from
 * the extreme, fixes it and starts the opposite swing. An equal price changes nothing.
 *
 * @throws {RangeError} when the threshold is not a positive number.
 */
export function zigzagPivots(prices: Float64Array, threshold: number): Int32Array {
  if (!(threshold > 0)) {
    throw new RangeError(`Zigzag threshold must be a positive number, got "${threshold}"`);
  }
  if (prices.length === 0) return new Int32Array(0);
  const pivots = new Int32Array(prices.length);
  let last = 0;
  let direction = 0;
  let extreme = prices[0];
  for (let bar = 1; bar < prices.length; bar++) {
    const price = prices[bar];
    const change = (price - extreme) / extreme;
    if (direction !== 0 && direction * (price - extreme) > 0) {
      pivots[last] = bar;
      extreme = price;
    } else if (direction === 0 ? Math.abs(change) >= threshold : direction * change <= -threshold) {
      direction = change > 0 ? 1 : -1;
      pivots[++last] = bar;
      extreme = price;
    }
  }
  return pivots.slice(0, last + 1);
}
