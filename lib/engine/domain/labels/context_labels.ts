import { forwardReturns } from "./forward_returns.ts";

/** What counts as a rise and a fall. */
interface ContextOptions {
  /** Bars to look ahead. */
  readonly horizon: number;
  /** A return above this, a fraction, is bullish. */
  readonly bullishThreshold: number;
  /** A return below this, a fraction and usually negative, is bearish. */
  readonly bearishThreshold: number;
}

const bullish = 0;
const bearish = 1;
const neutral = 2;

/**
 * What the market is about to do: 0 (bullish) where the return over the next `horizon` bars lies above the bullish
 * threshold, 1 (bearish) where it lies below the bearish one, else 2 (neutral). One class for each bar but the last
 * `horizon`, which have no such future.
 *
 * @throws {RangeError} as {@link forwardReturns}.
 */
export function contextLabels(close: Float64Array, options: ContextOptions): Float32Array {
  const { horizon, bullishThreshold, bearishThreshold } = options;
  const returns = forwardReturns(close, horizon);
  return Float32Array.from(returns, (change) => {
    if (change > bullishThreshold) return bullish;
    return change < bearishThreshold ? bearish : neutral;
  });
}
