import { defineIndicator, type Indicator, type IndicatorParameters, singleOutput } from "../indicator.ts";
import { flag, source, whole } from "../parameter_shapes.ts";
import { alphaOfSpan, exponentialMean } from "../columns/exponential_mean.ts";
import { booleanParameter, sourceColumn, wholeParameter } from "../read_parameters.ts";

/**
 * Exponentially weighted mean with alpha = 2 / (`period` + 1); `adjust` divides by the sum of the weights so far
 * instead of seeding with the first value. Parameters `period`, `source`, `adjust`. Has a value from the first bar.
 */
export const exponentialMovingAverage: Indicator = defineIndicator("ExponentialMovingAverage", {
  category: "trend",
  description: "Exponential moving average",
  aliases: ["ema"],
  parameters: { period: whole(20, [1, 500]), source, adjust: flag(true) },
  title: "Exponential moving average",
  minimumBars: fewestExponentialBars,
  compute(bars, parameters) {
    const alpha = alphaOfSpan(wholeParameter(parameters, "period"));
    const adjust = booleanParameter(parameters, "adjust");
    return singleOutput(exponentialMean(sourceColumn(bars, parameters), { alpha, adjust }));
  },
});

/** Fewer than five bars are refused whatever the period, as KTRDR does. */
export function fewestExponentialBars(parameters: IndicatorParameters): number {
  return Math.max(wholeParameter(parameters, "period"), 5);
}
