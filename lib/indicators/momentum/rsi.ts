import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";

/**
 * RSI (Wilder, New Concepts in Technical Trading Systems, 1978), 0 to 100: 100 − 100 / (1 + mean gain / mean loss).
 * Both means start as plain means of the first `period` changes, then follow A ← (A · (period − 1) + x) / period.
 * Parameters `period`, `source`. The first `period` values are NaN; 50 where nothing moved, 100 where nothing fell.
 */
export const rsi: Indicator = defineIndicator("RSIIndicator", {
  category: "momentum",
  description: "Relative strength index, 0 to 100",
  parameters: { period: whole(14, [2, 100]), source },
  title: "RSI",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute: (bars, parameters) =>
    singleOutput(relativeStrength(sourceColumn(bars, parameters), wholeParameter(parameters, "period"))),
});

function relativeStrength(values: Float64Array, period: number): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < values.length; i++) {
    const change = values[i] - values[i - 1];
    const up = change < 0 ? 0 : change;
    const down = change > 0 ? 0 : -change;
    if (i <= period) {
      gain += up / period;
      loss += down / period;
    } else {
      gain = (gain * (period - 1) + up) / period;
      loss = (loss * (period - 1) + down) / period;
    }
    if (i >= period) result[i] = strength(gain, loss);
  }
  return result;
}

function strength(gain: number, loss: number): number {
  if (loss !== 0) return 100 - 100 / (1 + gain / loss);
  return gain === 0 ? 50 : 100;
}
