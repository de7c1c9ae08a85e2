import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";

/** Momentum: value − value `period` bars earlier. Parameters `period`, `source`. The first `period` values are NaN. */
export const momentum: Indicator = defineIndicator("MomentumIndicator", {
  category: "momentum",
  description: "Change of the price over a number of bars",
  parameters: { period: whole(10, [1, 100]), source },
  title: "Momentum",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const period = wholeParameter(parameters, "period");
    return singleOutput(values.map((value, i) => i < period ? NaN : value - values[i - period]));
  },
});
