import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";

/**
 * Mean of the last `period` values with weights 1 (oldest) to `period` (newest).
 * Parameters `period`, `source`. The first `period` − 1 values are NaN.
 */
export const weightedMovingAverage: Indicator = defineIndicator("WeightedMovingAverage", {
  category: "trend",
  description: "Weighted moving average",
  aliases: ["wma"],
  parameters: { period: whole(20, [2, 500]), source },
  title: "Weighted moving average",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute: (bars, parameters) =>
    singleOutput(linearlyWeightedMean(sourceColumn(bars, parameters), wholeParameter(parameters, "period"))),
});

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
