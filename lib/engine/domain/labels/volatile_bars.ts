import { rollingDeviation } from "../../../indicators/columns/rolling.ts";

/** When a bar counts as volatile. */
interface VolatileBarsOptions {
  /** Returns ahead of the bar, at least 2. */
  readonly ahead: number;
  /** Returns before the bar, at least 2. */
  readonly lookback: number;
  /** Ratio of the two deviations above which the bar is volatile. */
  readonly threshold: number;
}

const smallestPrice = 1e-10;

/**
 * 1 for each bar after which the price moves far more than before: the sample deviation of the next `ahead` logarithmic
 * returns is more than `threshold` times that of the last `lookback` ones. 0 for the others, for bars without so many
 * returns on either side and for bars before which the price stood still.
 */
export function volatileBars(close: Float64Array, options: VolatileBarsOptions): Uint8Array {
  const { ahead, lookback, threshold } = options;
  const volatile = new Uint8Array(close.length);
  const returns = new Float64Array(Math.max(0, close.length - 1));
  for (let bar = 0; bar < returns.length; bar++) {
    returns[bar] = Math.log(Math.max(close[bar + 1], smallestPrice) / Math.max(close[bar], smallestPrice));
  }
  const future = rollingDeviation(returns, ahead);
  const past = rollingDeviation(returns, lookback);
  for (let bar = lookback; bar < close.length - ahead; bar++) {
    const before = past[bar - 1];
    if (before > 0 && future[bar + ahead - 1] / before > threshold) volatile[bar] = 1;
  }
  return volatile;
}
