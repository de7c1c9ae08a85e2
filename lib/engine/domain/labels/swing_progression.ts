/** The small swings within a large one. */
interface ProgressionOptions {
  /** Price at each pivot of the small swings, in the order of time. */
  readonly prices: Float64Array;
  /** Direction of the large swing: 1 up, −1 down. */
  readonly direction: number;
  /** Share of steps, 0 to 1, that must go with the direction. */
  readonly tolerance: number;
}

/** With fewer pivots nothing can be said. */
const fewestPivots = 4;

/**
 * Whether a swing makes its way step by step: upwards, the lows of its small swings rise; downwards, their highs fall.
 * At least `tolerance` of the steps from one low (high) to the next must do so. False with fewer than four pivots or
 * fewer than two lows (highs).
 */
export function isProgressive({ prices, direction, tolerance }: ProgressionOptions): boolean {
  if (prices.length < fewestPivots) return false;
  // Upside down a high is a low, and a falling high a rising low.
  const lows = findLows(prices.map((price) => direction * price), { isUpright: direction > 0 });
  if (lows.length < 2) return false;
  let rising = 0;
  for (let index = 1; index < lows.length; index++) {
    if (lows[index] > lows[index - 1]) rising++;
  }
  return rising / (lows.length - 1) >= tolerance;
}

/** Pivots below their neighbours. At the ends an equal neighbour makes a pivot a high. */
function findLows(prices: Float64Array, { isUpright }: { isUpright: boolean }): Float64Array {
  const last = prices.length - 1;
  return prices.filter((price, index) => {
    if (index > 0 && index < last) return price < prices[index - 1] && price < prices[index + 1];
    const neighbour = prices[index === 0 ? 1 : last - 1];
    return isUpright ? price < neighbour : price <= neighbour;
  });
}
