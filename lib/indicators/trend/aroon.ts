import { defineIndicator, type Indicator } from "../indicator.ts";
import { flag, unused, whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { replaceEach } from "../columns/replace_each.ts";

/**
 * Aroon (Chande, 1995) over windows of exactly `period` bars: 100 · (period − bars since the highest high) / period
 * is up, the same with the lowest low is down, so both go from 100 / period to 100; oscillator = up − down. Of equal
 * extremes the oldest counts. `include_oscillator` changes nothing: the oscillator is always there.
 * Outputs `up`, `down`, `oscillator`, NaN for the first `period` − 1 bars.
 */
export const aroon: Indicator = defineIndicator("AroonIndicator", {
  category: "trend",
  description: "Aroon: bars since the highest high and the lowest low",
  parameters: {
    period: whole(14, [1, 200]),
    include_oscillator: unused(flag(false), "the oscillator is always there"),
  },
  outputs: ["up", "down", "oscillator"],
  title: "Aroon",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute({ high, low }, parameters) {
    const period = wholeParameter(parameters, "period");
    const freshness = (age: number) => 100 * (period - age) / period;
    const up = replaceEach(barsSinceMaximum(high, period), freshness);
    const down = replaceEach(barsSinceMaximum(low.map((value) => -value), period), freshness);
    const oscillator = up.map((value, i) => value - down[i]);
    return new Map([["up", up], ["down", down], ["oscillator", oscillator]]);
  },
});

/**
 * How many bars ago the largest value of each full window was, the oldest of equals; NaN where the window is not full.
 *
 * The candidates are the values that no later one exceeds. They descend, so the largest is the first of them, and a
 * new value drops those it exceeds from the end: each enters and leaves once, whatever the period.
 */
function barsSinceMaximum(values: Float64Array, period: number): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  const candidates = new Int32Array(values.length);
  let first = 0;
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    while (end > first && values[candidates[end - 1]] < values[i]) end--;
    candidates[end++] = i;
    if (candidates[first] <= i - period) first++;
    if (i >= period - 1) result[i] = i - candidates[first];
  }
  return result;
}
