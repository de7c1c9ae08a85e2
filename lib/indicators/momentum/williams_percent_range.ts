import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { priceRange } from "../columns/price_range.ts";
import { replaceEach } from "../columns/replace_each.ts";

/**
 * Williams %R, −100 to 0: −100 · (highest high − close) / (highest high − lowest low) over `period` bars.
 * −50, the middle of the range, during the first `period` − 1 bars and where the range is 0: no value is NaN.
 */
export const williamsPercentRange: Indicator = defineIndicator("WilliamsRIndicator", {
  category: "momentum",
  description: "Williams %R, -100 to 0",
  parameters: { period: whole(14, [1, 100]) },
  title: "Williams %R",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { highest, lowest } = priceRange(bars, wholeParameter(parameters, "period"));
    return singleOutput(replaceEach(highest, (high, i) => {
      const percent = -100 * (high - bars.close[i]) / (high - lowest[i]);
      return Number.isNaN(percent) ? -50 : percent;
    }));
  },
});
