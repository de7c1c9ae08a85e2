import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";

/**
 * Rate of change in percent: 100 · (value − earlier) / earlier, earlier = value `period` bars before.
 * Parameters `period`, `source`. The first `period` values are NaN, and so is a change from 0.
 */
export const rateOfChange: Indicator = defineIndicator("ROCIndicator", {
  category: "momentum",
  description: "Rate of change, in percent",
  dividesByPrices: true,
  parameters: { period: whole(10, [1, 100]), source },
  title: "ROC",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const period = wholeParameter(parameters, "period");
    return singleOutput(values.map((value, i) => {
      if (i < period || values[i - period] === 0) return NaN;
      return 100 * (value - values[i - period]) / values[i - period];
    }));
  },
});
