/**
 * The bars, ascending, at which swings of at least `threshold` (a fraction of the price) begin and end.
 *
 * Bar 0 is always a pivot. The first move of at least the threshold away from it gives the first direction; from then
 * on each new extreme takes the place of the one before, and a move of at least the threshold against it makes it a
 * pivot. The extreme of the last swing is a pivot too. Other than with `zigzagPivots` an extreme becomes a pivot only
 * when the price has turned, so that every pivot but the first and the last is a high or a low.
 *
 * @throws {RangeError} when the threshold is not a positive number.
 */
export function swingPivots(prices: Float64Array, threshold: number): Int32Array {
  if (!(threshold > 0)) {
    throw new RangeError(`Swing threshold must be a positive number, got "${threshold}"`);
  }
  const pivots: number[] = prices.length > 0 ? [0] : [];
  let extreme = 0;
  let direction = 0;
  for (let bar = 1; bar < prices.length; bar++) {
    const change = (prices[bar] - prices[extreme]) / prices[extreme];
    if (direction === 0) {
      if (!(Math.abs(change) >= threshold)) continue;
      direction = Math.sign(change);
      extreme = bar;
    } else if (direction * (prices[bar] - prices[extreme]) > 0) {
      extreme = bar;
    } else if (direction * change <= -threshold) {
      pivots.push(extreme);
      direction = -direction;
      extreme = bar;
    }
  }
  if (extreme !== pivots[pivots.length - 1] && prices.length > 0) pivots.push(extreme);
  return Int32Array.from(pivots);
}
