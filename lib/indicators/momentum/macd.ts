import { defineIndicator, type Indicator } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { alphaOfSpan, exponentialMean } from "../columns/exponential_mean.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";
import { replaceEach } from "../columns/replace_each.ts";

/**
 * MACD (Appel): line = exponential mean over `fast_period` − exponential mean over `slow_period`; signal =
 * exponential mean of the line over `signal_period`; histogram = line − signal. All means are seeded by the first
 * value, so every bar has a value and the first is 0. Parameters also `source`; outputs `line`, `signal`, `histogram`.
 */
export const macd: Indicator = defineIndicator("MACDIndicator", {
  category: "momentum",
  description: "Moving average convergence/divergence",
  parameters: {
    fast_period: whole(12, [1, 100]),
    slow_period: whole(26, [1, 200]),
    signal_period: whole(9, [1, 50]),
    source,
  },
  outputs: ["line", "signal", "histogram"],
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
});
