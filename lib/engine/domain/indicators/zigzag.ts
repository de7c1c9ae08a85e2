/**
 * Zigzag.
 * @module
 */
import { zigzagPivots } from "../labels/zigzag_labels.ts";
import { type Indicator, singleOutput } from "./indicator.ts";
import { numberParameter, sourceColumn } from "./parameters.ts";

/**
 * Zigzag: the value at each bar where the column turns by at least `threshold` (a fraction), NaN at all others; see
 * {@link zigzagPivots}. Looks ahead: which bars are pivots is known only after the turn, and the last one still moves.
 * Parameters `threshold`, `source`.
 */
export const zigzag: Indicator = {
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
};
