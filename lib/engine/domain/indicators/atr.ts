/**
 * Average true range.
 * @module
 */
import { trueRange } from "./bar_prices.ts";
import { type Indicator, singleOutput } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { rollingMean } from "./rolling.ts";

/**
 * ATR: simple mean (not Wilder's) of the true range over `period` bars, in price units.
 * Parameter `period`. The first `period` − 1 values are NaN.
 */
export const atr: Indicator = {
  title: "ATR",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute: (bars, parameters) =>
    singleOutput(rollingMean(trueRange(bars), { period: wholeParameter(parameters, "period") })),
};
