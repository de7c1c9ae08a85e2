/**
 * Volume weighed by where the close lies in the range of its bar: Chaikin money flow and the
 * accumulation/distribution line.
 * @module
 */
import type { Bars } from "../bars.ts";
import { alphaOfSpan, exponentialMean } from "./exponential_mean.ts";
import type { Indicator, IndicatorParameters } from "./indicator.ts";
import { booleanParameter, wholeParameter } from "./parameters.ts";
import { rollingMean, rollingSum } from "./rolling.ts";
import { runningSum } from "./running_sum.ts";
import { shift } from "./shift.ts";

/**
 * Chaikin money flow, −1 to 1: sum of money flow over sum of volume of the last `period` bars, 0 without any volume.
 * momentum is its change over 5 bars, signal its exponential mean of span 9, histogram = cmf − signal; above_zero and
 * below_zero are 1 where cmf lies there and 0 elsewhere, also where it is NaN.
 * Outputs `cmf`, `mf_multiplier`, `mf_volume`, `momentum`, `signal`, `histogram`, `above_zero`, `below_zero`. cmf,
 * signal and histogram are NaN for the first `period` − 1 bars, momentum for 5 more.
 */
export const chaikinMoneyFlow: Indicator = {
  title: "CMF",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const period = wholeParameter(parameters, "period");
    const { multiplier, flow } = moneyFlow(bars);
    const volume = rollingSum(bars.volume, { period });
    const cmf = rollingSum(flow, { period }).map((sum, i) => volume[i] === 0 ? 0 : sum / volume[i]);
    const signal = exponentialMean(cmf, { alpha: alphaOfSpan(9) });
    return new Map([
      ["cmf", cmf],
      ["mf_multiplier", multiplier],
      ["mf_volume", flow],
      ["momentum", difference(cmf, shift(cmf, 5))],
      ["signal", signal],
      ["histogram", difference(cmf, signal)],
      ["above_zero", cmf.map((value) => value > 0 ? 1 : 0)],
      ["below_zero", cmf.map((value) => value < 0 ? 1 : 0)],
    ]);
  },
};

/**
 * Accumulation/distribution line (Chaikin): running sum of money flow; with `use_sma_smoothing` its simple mean over
 * `smoothing_period` bars, from which the last three outputs follow too. roc_10 is the line's change over 10 bars in
 * percent, momentum_21 that over 21 bars, relative_strength its distance from its mean over 50 bars (20 at least) in
 * percent; a division by 0 gives ±infinity or NaN.
 * Outputs `line`, `mf_multiplier`, `mf_volume`, `roc_10`, `momentum_21`, `relative_strength`.
 */
export const accumulationLine: Indicator = {
  title: "A/D line",
  minimumBars: (parameters) => smoothingPeriod(parameters),
  compute(bars, parameters) {
    const { multiplier, flow } = moneyFlow(bars);
    // A mean over one bar is that bar.
    const line = rollingMean(runningSum(flow), { period: smoothingPeriod(parameters) });
    return new Map([
      ["line", line],
      ["mf_multiplier", multiplier],
      ["mf_volume", flow],
      ["roc_10", percentAbove(line, shift(line, 10))],
      ["momentum_21", difference(line, shift(line, 21))],
      ["relative_strength", percentAbove(line, rollingMean(line, { period: 50, minimum: 20 }))],
    ]);
  },
};

function smoothingPeriod(parameters: IndicatorParameters): number {
  return booleanParameter(parameters, "use_sma_smoothing")
    ? wholeParameter(parameters, "smoothing_period")
    : 1;
}

interface MoneyFlow {
  /** −1 where the close is at the low, 1 where it is at the high, 0 where the bar has no range. */
  readonly multiplier: Float64Array;
  /** Multiplier × volume. */
  readonly flow: Float64Array;
}

function moneyFlow({ high, low, close, volume }: Bars): MoneyFlow {
  const multiplier = close.map((price, i) => {
    const range = high[i] - low[i];
    return range === 0 ? 0 : (price - low[i] - (high[i] - price)) / range;
  });
  return { multiplier, flow: multiplier.map((value, i) => value * volume[i]) };
}

function difference(values: Float64Array, others: Float64Array): Float64Array {
  return values.map((value, i) => value - others[i]);
}

function percentAbove(values: Float64Array, base: Float64Array): Float64Array {
  return values.map((value, i) => 100 * (value / base[i] - 1));
}
