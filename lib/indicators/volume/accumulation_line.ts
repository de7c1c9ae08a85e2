import { defineIndicator, type Indicator, type IndicatorParameters } from "../indicator.ts";
import { flag, whole } from "../parameter_shapes.ts";
import { difference, moneyFlow, percentAbove } from "../columns/money_flow.ts";
import { booleanParameter, wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";
import { runningSum } from "../columns/running_sum.ts";
import { shift } from "../columns/shift.ts";

/**
 * Accumulation/distribution line (Chaikin): running sum of money flow; with `use_sma_smoothing` its simple mean over
 * `smoothing_period` bars, from which the last three outputs follow too. roc_10 is the line's change over 10 bars in
 * percent, momentum_21 that over 21 bars, relative_strength its distance from its mean over 50 bars (20 at least) in
 * percent; a division by 0 gives ±infinity or NaN.
 * Outputs `line`, `mf_multiplier`, `mf_volume`, `roc_10`, `momentum_21`, `relative_strength`.
 */
export const accumulationLine: Indicator = defineIndicator("ADLineIndicator", {
  category: "volume",
  description: "Accumulation/distribution line",
  parameters: { use_sma_smoothing: flag(false), smoothing_period: whole(21, [2, 200]) },
  outputs: ["line", "mf_multiplier", "mf_volume", "roc_10", "momentum_21", "relative_strength"],
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
});

function smoothingPeriod(parameters: IndicatorParameters): number {
  return booleanParameter(parameters, "use_sma_smoothing")
    ? wholeParameter(parameters, "smoothing_period")
    : 1;
}
