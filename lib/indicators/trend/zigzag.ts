import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source } from "../parameter_shapes.ts";
import { zigzagPivots } from "../columns/zigzag_pivots.ts";
import { numberParameter, sourceColumn } from "../read_parameters.ts";

/**
 * Zigzag: the value at each bar where the column turns by at least `threshold` (a fraction), NaN at all others; see
 * {@link zigzagPivots}. Looks ahead: which bars are pivots is known only after the turn, and the last one still moves.
 * Parameters `threshold`, `source`.
 */
export const zigzag: Indicator = defineIndicator("ZigZagIndicator", {
  category: "trend",
  description: "Zigzag: the prices at which the trend turned",
  looksAhead: "a pivot is known only after the bars that follow it",
  dividesByPrices: true,
  parameters: {
    threshold: { kind: "number", default: 0.05, exclusiveMinimum: 0, exclusiveMaximum: 1 },
    source,
  },
  title: "Zigzag",
  minimumBars: () => 3,
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const result = new Float64Array(values.length).fill(NaN);
    for (const bar of zigzagPivots(values, numberParameter(parameters, "threshold"))) {
      result[bar] = values[bar];
    }
    return singleOutput(result);
  },
});
