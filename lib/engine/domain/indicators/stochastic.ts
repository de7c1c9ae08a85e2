/**
 * Where the close lies in the range of the last bars: stochastic oscillator and Williams %R.
 * @module
 */
import { type Indicator, singleOutput } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { priceRange } from "./price_range.ts";
import { replaceEach } from "./replace_each.ts";
import { rollingMean } from "./rolling.ts";

/**
 * Stochastic oscillator, 0 to 100. raw = 100 · (close − lowest low) / (highest high − lowest low) over `k_period`
 * bars; k = mean of raw over `smooth_k`; d = mean of k over `d_period`. raw is 50, the middle of the range, during
 * the first `k_period` − 1 bars and where the range is 0, and the means start with what there is: no value is NaN.
 * Outputs `k`, `d`.
 */
export const stochastic: Indicator = {
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
};

/**
 * Williams %R, −100 to 0: −100 · (highest high − close) / (highest high − lowest low) over `period` bars.
 * −50, the middle of the range, during the first `period` − 1 bars and where the range is 0: no value is NaN.
 */
export const williamsPercentRange: Indicator = {
  title: "Williams %R",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { highest, lowest } = priceRange(bars, wholeParameter(parameters, "period"));
    return singleOutput(replaceEach(highest, (high, i) => {
      const percent = -100 * (high - bars.close[i]) / (high - lowest[i]);
      return Number.isNaN(percent) ? -50 : percent;
    }));
  },
};
