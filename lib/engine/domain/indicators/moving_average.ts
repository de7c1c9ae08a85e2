/**
 * Moving averages and the distance of the price from one.
 * @module
 */
import { alphaOfSpan, exponentialMean } from "./exponential_mean.ts";
import { type Indicator, type IndicatorParameters, singleOutput } from "./indicator.ts";
import { booleanParameter, sourceColumn, wholeParameter } from "./parameters.ts";
import { rollingMean } from "./rolling.ts";

/** Mean of the last `period` values. Parameters `period`, `source`. The first `period` − 1 values are NaN. */
export const simpleMovingAverage: Indicator = {
  title: "Simple moving average",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute: (bars, parameters) =>
    singleOutput(
      rollingMean(sourceColumn(bars, parameters), { period: wholeParameter(parameters, "period") }),
    ),
};

/**
 * Exponentially weighted mean with alpha = 2 / (`period` + 1); `adjust` divides by the sum of the weights so far
 * instead of seeding with the first value. Parameters `period`, `source`, `adjust`. Has a value from the first bar.
 */
export const exponentialMovingAverage: Indicator = {
  title: "Exponential moving average",
  minimumBars: fewestExponentialBars,
  compute(bars, parameters) {
    const alpha = alphaOfSpan(wholeParameter(parameters, "period"));
    const adjust = booleanParameter(parameters, "adjust");
    return singleOutput(exponentialMean(sourceColumn(bars, parameters), { alpha, adjust }));
  },
};

/**
 * Mean of the last `period` values with weights 1 (oldest) to `period` (newest).
 * Parameters `period`, `source`. The first `period` − 1 values are NaN.
 */
export const weightedMovingAverage: Indicator = {
  title: "Weighted moving average",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute: (bars, parameters) =>
    singleOutput(linearlyWeightedMean(sourceColumn(bars, parameters), wholeParameter(parameters, "period"))),
};

/**
 * Distance of the value from its moving average, in percent of the average. Parameters `period`, `source` and
 * `ma_type`: SMA, or EMA with adjusted weights. NaN where the average is, 0 where the average is 0.
 */
export const distanceFromMovingAverage: Indicator = {
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
};

function isExponential(parameters: IndicatorParameters): boolean {
  const type = parameters["ma_type"];
  if (type !== "SMA" && type !== "EMA") {
    throw new RangeError(`Parameter "ma_type" must be "SMA" or "EMA", got "${type}"`);
  }
  return type === "EMA";
}

/** Fewer than five bars are refused whatever the period, as KTRDR does. */
function fewestExponentialBars(parameters: IndicatorParameters): number {
  return Math.max(wholeParameter(parameters, "period"), 5);
}

/** Works on blocks as long as the window, for the reason rolling.ts gives. */
function linearlyWeightedMean(values: Float64Array, period: number): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  // tails[k]: total of the previous block from its position k on, with weights 1, 2, 3 … from there.
  const tails = new Float64Array(period + 1);
  const weightTotal = period * (period + 1) / 2;
  let head = 0;
  let weightedHead = 0;
  for (let i = 0, position = 0; i < values.length; i++) {
    position++;
    head += values[i];
    weightedHead += position * values[i];
    if (i >= period - 1) {
      // The head's weights are 1, 2, 3 … here; in the window they start after those of the tail.
      const total = weightedHead + (period - position) * head + tails[position];
      result[i] = total / weightTotal;
    }
    if (position === period) {
      let plain = 0;
      for (let k = period - 1; k >= 0; k--) {
        plain += values[i - period + 1 + k];
        tails[k] = tails[k + 1] + plain;
      }
      head = 0;
      weightedHead = 0;
      position = 0;
    }
  }
  return result;
}
