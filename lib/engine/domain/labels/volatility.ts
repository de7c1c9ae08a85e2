import type { Bars } from "../bars.ts";
import { alphaOfSpan, exponentialMean } from "../../../indicators/columns/exponential_mean.ts";
import { exponentialDeviation } from "./exponential_deviation.ts";

/** How the volatility of a bar is measured. */
export interface VolatilityOptions {
  /** Span of the exponential weights, in bars. */
  readonly volSpan: number;
  /** `atr`: mean of `(high − low) / close`; anything else: standard deviation of the logarithmic returns of close. */
  readonly volMethod: string;
}

/** Logarithmic returns `ln(close[i] / close[i − 1])`; one value fewer than there are bars: item 0 belongs to bar 1. */
export function logReturns(close: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, close.length - 1));
  for (let index = 0; index < returns.length; index++) {
    returns[index] = Math.log(close[index + 1] / close[index]);
  }
  return returns;
}

/**
 * Volatility of each bar as a fraction of its price, known at that bar's close. Among the first `volSpan` bars a
 * missing or zero volatility is replaced by that of bar `volSpan` (or of the last bar, when there are fewer).
 */
export function barVolatility(bars: Bars, options: VolatilityOptions): Float64Array {
  const volatility = options.volMethod === "atr"
    ? exponentialMean(relativeRanges(bars), { alpha: alphaOfSpan(options.volSpan), adjust: true })
    : deviationOfReturns(bars.close, options.volSpan);
  const settled = Math.min(options.volSpan, volatility.length - 1);
  for (let bar = 0; bar < settled; bar++) {
    if (!volatility[bar]) volatility[bar] = volatility[settled];
  }
  return volatility;
}

function relativeRanges(bars: Bars): Float64Array {
  return bars.close.map((close, bar) => (bars.high[bar] - bars.low[bar]) / close);
}

function deviationOfReturns(close: Float64Array, span: number): Float64Array {
  const volatility = new Float64Array(close.length).fill(NaN);
  volatility.set(exponentialDeviation(logReturns(close), span), 1);
  return volatility;
}
