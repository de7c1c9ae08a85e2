import { exponentialDeviation } from "./exponential_deviation.ts";
import { logReturns } from "./volatility.ts";

/** How far the price must drift before a bar counts as an event. */
interface CusumOptions {
  /** Drift in logarithmic returns; 0 or less derives it from the data. */
  readonly threshold: number;
  /** For a derived drift: how many times the average volatility. */
  readonly multiplier: number;
  /** For a derived drift: span of the exponential weights of the volatility, in bars. */
  readonly volSpan: number;
}

/**
 * The bars, ascending, at which the cumulated return, in one direction and beyond the drift allowed per bar, exceeds the
 * threshold: the symmetric CUSUM filter (López de Prado, Advances in Financial Machine Learning, section 2.5.2).
 * A derived threshold is `multiplier ×` the mean exponentially weighted deviation of the returns.
 */
export function cusumEvents(close: Float64Array, options: CusumOptions): Int32Array {
  const returns = logReturns(close);
  const threshold = options.threshold > 0 ? options.threshold : derivedThreshold(returns, options);
  const events: number[] = [];
  let rise = 0;
  let fall = 0;
  for (let index = 0; index < returns.length; index++) {
    rise = Math.max(0, rise + returns[index] - threshold);
    fall = Math.min(0, fall + returns[index] + threshold);
    if (rise > threshold) {
      events.push(index + 1);
      rise = 0;
    } else if (fall < -threshold) {
      events.push(index + 1);
      fall = 0;
    }
  }
  return Int32Array.from(events);
}

function derivedThreshold(returns: Float64Array, options: CusumOptions): number {
  const deviations = exponentialDeviation(returns, options.volSpan).filter((value) => !Number.isNaN(value));
  const total = deviations.reduce((sum, value) => sum + value, 0);
  return options.multiplier * total / deviations.length;
}
