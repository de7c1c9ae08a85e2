import { defineIndicator, type Indicator, type IndicatorParameters, singleOutput } from "../indicator.ts";
import { source, whole, word } from "../parameter_shapes.ts";
import { fewestExponentialBars } from "../trend/exponential_moving_average.ts";
import { alphaOfSpan, exponentialMean } from "../columns/exponential_mean.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * Distance of the value from its moving average, in percent of the average. Parameters `period`, `source` and
 * `ma_type`: SMA, or EMA with adjusted weights. NaN where the average is, 0 where the average is 0.
 */
export const distanceFromMovingAverage: Indicator = defineIndicator("DistanceFromMAIndicator", {
  category: "multi_purpose",
  description: "Distance of the price from its moving average, in percent",
  dividesByPrices: true,
  parameters: { period: whole(20, [1, 200]), ma_type: word(["SMA", "EMA"]), source },
  title: "Distance from moving average",
  minimumBars(parameters) {
    if (isExponential(parameters)) return fewestExponentialBars(parameters);
    const period = wholeParameter(parameters, "period");
    if (period < 2) {
      throw new RangeError(`Parameter "period" must be at least 2 when "ma_type" is "SMA", got "${period}"`);
    }
    return period;
  },
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const period = wholeParameter(parameters, "period");
    const averages = isExponential(parameters)
      ? exponentialMean(values, { alpha: alphaOfSpan(period), adjust: true })
      : rollingMean(values, { period });
    return singleOutput(averages.map((average, i) => {
      return Math.abs(average) <= 1e-10 ? 0 : 100 * (values[i] - average) / average;
    }));
  },
});

function isExponential(parameters: IndicatorParameters): boolean {
  const type = parameters["ma_type"];
  if (type !== "SMA" && type !== "EMA") {
    throw new RangeError(`Parameter "ma_type" must be "SMA" or "EMA", got "${type}"`);
  }
  return type === "EMA";
}
