/**
 * Moving average convergence divergence.
 * @module
 */
import { alphaOfSpan, exponentialMean } from "./exponential_mean.ts";
import type { Indicator } from "./indicator.ts";
import { sourceColumn, wholeParameter } from "./parameters.ts";
import { replaceEach } from "./replace_each.ts";

/**
 * MACD (Appel): line = exponential mean over `fast_period` − exponential mean over `slow_period`; signal =
 * exponential mean of the line over `signal_period`; histogram = line − signal. All means are seeded by the first
 * value, so every bar has a value and the first is 0. Parameters also `source`; outputs `line`, `signal`, `histogram`.
 */
export const macd: Indicator = {
  title: "MACD",
  minimumBars: (parameters) =>
    Math.max(wholeParameter(parameters, "slow_period"), wholeParameter(parameters, "fast_period")) +
    wholeParameter(parameters, "signal_period"),
  compute(bars, parameters) {
    const values = sourceColumn(bars, parameters);
    const mean = (column: Float64Array, name: string) =>
      exponentialMean(column, { alpha: alphaOfSpan(wholeParameter(parameters, name)) });
    const slow = mean(values, "slow_period");
    const line = replaceEach(mean(values, "fast_period"), (fast, i) => fast - slow[i]);
    const signal = mean(line, "signal_period");
    const histogram = replaceEach(slow, (_, i) => line[i] - signal[i]);
    return new Map([["line", line], ["signal", signal], ["histogram", histogram]]);
  },
};
