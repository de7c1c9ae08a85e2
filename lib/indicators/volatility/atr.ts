import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { trueRange } from "../columns/bar_prices.ts";
import { wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * ATR: simple mean (not Wilder's) of the true range over `period` bars, in price units.
 * Parameter `period`. The first `period` − 1 values are NaN.
 */
export const atr: Indicator = defineIndicator("ATRIndicator", {
  category: "volatility",
  description: "Average true range",
  parameters: { period: whole(14, [1, 100]) },
  title: "ATR",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute: (bars, parameters) =>
    singleOutput(rollingMean(trueRange(bars), { period: wholeParameter(parameters, "period") })),
});
