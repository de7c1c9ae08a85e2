import { defineIndicator, type Indicator } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { difference, moneyFlow } from "../columns/money_flow.ts";
import { alphaOfSpan, exponentialMean } from "../columns/exponential_mean.ts";
import { wholeParameter } from "../read_parameters.ts";
import { rollingSum } from "../columns/rolling.ts";
import { shift } from "../columns/shift.ts";

/**
 * Chaikin money flow, −1 to 1: sum of money flow over sum of volume of the last `period` bars, 0 without any volume.
 * momentum is its change over 5 bars, signal its exponential mean of span 9, histogram = cmf − signal; above_zero and
 * below_zero are 1 where cmf lies there and 0 elsewhere, also where it is NaN.
 * Outputs `cmf`, `mf_multiplier`, `mf_volume`, `momentum`, `signal`, `histogram`, `above_zero`, `below_zero`. cmf,
 * signal and histogram are NaN for the first `period` − 1 bars, momentum for 5 more.
 */
export const chaikinMoneyFlow: Indicator = defineIndicator("CMFIndicator", {
  category: "volume",
  description: "Chaikin money flow",
  parameters: { period: whole(21, [2, 500]) },
  outputs: [
    "cmf",
    "mf_multiplier",
    "mf_volume",
    "momentum",
    "signal",
    "histogram",
    "above_zero",
    "below_zero",
  ],
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
});
