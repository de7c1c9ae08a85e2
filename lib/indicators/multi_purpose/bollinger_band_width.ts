import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { factor, source, whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { replaceEach } from "../columns/replace_each.ts";
import { bandsOf } from "../columns/bands.ts";

/**
 * Width of the Bollinger bands relative to their middle: (upper − lower) / middle. 0 where the middle is 0 or not
 * there yet, so no value is NaN. Parameters `period`, `multiplier`, `source`.
 */
export const bollingerBandWidth: Indicator = defineIndicator("BollingerBandWidthIndicator", {
  category: "multi_purpose",
  description: "Width of the Bollinger bands relative to their middle",
  dividesByPrices: true,
  parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
  title: "Bollinger band width",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { upper, middle, lower } = bandsOf(bars, parameters);
    return singleOutput(
      replaceEach(middle, (mean, i) => Math.abs(mean) > 1e-10 ? (upper[i] - lower[i]) / mean : 0),
    );
  },
});
