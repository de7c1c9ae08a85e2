import { defineIndicator, type Indicator } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { alphaOfSpan, exponentialMean } from "../columns/exponential_mean.ts";
import { wholeParameter } from "../read_parameters.ts";
import { priceRange } from "../columns/price_range.ts";
import { shift } from "../columns/shift.ts";

/** Positions are kept this far from 0 as ±1 would be transformed to ±infinity. */
const farthest = 0.999;

/**
 * Fisher transform (Ehlers, Using the Fisher Transform, 2002): position of (high + low) / 2 in the price range of
 * `period` bars, −1 to 1 (0 where the range is 0), put through ½ · ln((1 + x) / (1 − x)) and then an exponential mean
 * of span `smoothing`; signal = the same one bar earlier. Outputs `fisher` and `signal`, NaN for the first
 * `period` − 1 and `period` bars.
 */
export const fisherTransform: Indicator = defineIndicator("FisherTransformIndicator", {
  category: "momentum",
  description: "Fisher transform of the price within its range",
  parameters: { period: whole(10, [2, 100]), smoothing: whole(3, [1, 20]) },
  outputs: ["fisher", "signal"],
  title: "Fisher transform",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + wholeParameter(parameters, "smoothing"),
  compute(bars, parameters) {
    const { highest, lowest } = priceRange(bars, wholeParameter(parameters, "period"));
    const transformed = bars.high.map((high, i) => {
      const range = highest[i] - lowest[i];
      if (range === 0) return 0;
      const position = 2 * ((high + bars.low[i]) / 2 - lowest[i]) / range - 1;
      const limited = Math.max(-farthest, Math.min(farthest, position));
      return Math.log((1 + limited) / (1 - limited)) / 2;
    });
    const alpha = alphaOfSpan(wholeParameter(parameters, "smoothing"));
    const fisher = exponentialMean(transformed, { alpha });
    return new Map([["fisher", fisher], ["signal", shift(fisher, 1)]]);
  },
});
