import { defineIndicator, type Indicator } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { priceRange } from "../columns/price_range.ts";
import { replaceEach } from "../columns/replace_each.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * Stochastic oscillator, 0 to 100. raw = 100 · (close − lowest low) / (highest high − lowest low) over `k_period`
 * bars; k = mean of raw over `smooth_k`; d = mean of k over `d_period`. raw is 50, the middle of the range, during
 * the first `k_period` − 1 bars and where the range is 0, and the means start with what there is: no value is NaN.
 * Outputs `k`, `d`.
 */
export const stochastic: Indicator = defineIndicator("StochasticIndicator", {
  category: "momentum",
  description: "Stochastic oscillator, 0 to 100",
  parameters: { k_period: whole(14, [1, 100]), d_period: whole(3, [1, 20]), smooth_k: whole(3, [1, 20]) },
  outputs: ["k", "d"],
  title: "Stochastic",
  minimumBars: (parameters) =>
    Math.max(wholeParameter(parameters, "k_period"), wholeParameter(parameters, "smooth_k")) +
    wholeParameter(parameters, "d_period"),
  compute(bars, parameters) {
    const { highest, lowest } = priceRange(bars, wholeParameter(parameters, "k_period"));
    const raw = replaceEach(highest, (high, i) => {
      const percent = 100 * (bars.close[i] - lowest[i]) / (high - lowest[i]);
      return Number.isNaN(percent) ? 50 : percent;
    });
    const k = rollingMean(raw, { period: wholeParameter(parameters, "smooth_k"), minimum: 1 });
    const d = rollingMean(k, { period: wholeParameter(parameters, "d_period"), minimum: 1 });
    return new Map([["k", k], ["d", d]]);
  },
});
