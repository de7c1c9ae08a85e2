/**
 * Change over a number of bars, absolute and relative.
 * @module
 */
import { type Indicator, singleOutput } from "./indicator.ts";
import { sourceColumn, wholeParameter } from "./parameters.ts";

/** Momentum: value − value `period` bars earlier. Parameters `period`, `source`. The first `period` values are NaN. */
export const momentum: Indicator = {
  title: "Momentum",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const period = wholeParameter(parameters, "period");
    return singleOutput(values.map((value, i) => i < period ? NaN : value - values[i - period]));
  },
};

/**
 * Rate of change in percent: 100 · (value − earlier) / earlier, earlier = value `period` bars before.
 * Parameters `period`, `source`. The first `period` values are NaN, and so is a change from 0.
 */
export const rateOfChange: Indicator = {
  title: "ROC",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const period = wholeParameter(parameters, "period");
    return singleOutput(values.map((value, i) => {
      if (i < period || values[i - period] === 0) return NaN;
      return 100 * (value - values[i - period]) / values[i - period];
    }));
  },
};
