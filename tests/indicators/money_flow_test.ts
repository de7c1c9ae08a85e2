import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../lib/engine/domain/bars.ts";
import { computeIndicator, type IndicatorParameters } from "../../lib/indicators/compute_indicator.ts";
import { readGoldenSeries } from "../support/golden_series.ts";
import { barsFrom } from "../engine/domain/labels/bars_from.ts";
import { outputColumn } from "./output_column.ts";

function column(bars: Bars, request: { type: string; parameters: IndicatorParameters; output: string }) {
  return outputColumn(computeIndicator(bars, request), request.output);
}

/** Closes at the high, low, middle, and three quarters of the bar, then a bar without range. */
const flowing: Bars = {
  ...barsFrom([[1, 3, 1, 3], [3, 3, 1, 1], [1, 3, 1, 2], [2, 5, 1, 4], [4, 4, 4, 4]]),
  volume: Float64Array.of(10, 20, 30, 40, 50),
};

Deno.test("money flow is the volume times the place of the close in its bar", () => {
  for (
    const [type, parameters] of [
      ["cmf", { period: 2 }],
      ["adline", { use_sma_smoothing: false, smoothing_period: 21 }],
    ] as const
  ) {
    assertEquals([...column(flowing, { type, parameters, output: "mf_multiplier" })], [1, -1, 0, 0.5, 0]);
    assertEquals([...column(flowing, { type, parameters, output: "mf_volume" })], [10, -20, 0, 20, 0]);
  }
});

Deno.test("Chaikin money flow is flow over volume, with flags of 1 and 0", () => {
  const cmf = (output: string) => [...column(flowing, { type: "cmf", parameters: { period: 2 }, output })];
  assertEquals(cmf("cmf"), [NaN, -10 / 30, -20 / 50, 20 / 70, 20 / 90]);
  assertEquals(cmf("above_zero"), [0, 0, 0, 1, 1]);
  assertEquals(cmf("below_zero"), [0, 1, 1, 0, 0]);
});

Deno.test("Chaikin money flow is 0 without any volume", () => {
  const bars = { ...flowing, volume: new Float64Array(5) };
  assertEquals([...column(bars, { type: "cmf", parameters: { period: 2 }, output: "cmf" })], [
    NaN,
    0,
    0,
    0,
    0,
  ]);
});

Deno.test("the accumulation line adds up the flow, and smoothed is the mean of that", () => {
  const line = (parameters: IndicatorParameters) => [
    ...column(flowing, { type: "adline", parameters, output: "line" }),
  ];
  assertEquals(line({ use_sma_smoothing: false, smoothing_period: 2 }), [10, -10, -10, 10, 10]);
  assertEquals(line({ use_sma_smoothing: true, smoothing_period: 2 }), [NaN, 0, -10, 0, 10]);
});

Deno.test("the other outputs of a smoothed accumulation line follow from the smoothed line", () => {
  const bars = readGoldenSeries("sp500");
  const parameters = { use_sma_smoothing: true, smoothing_period: 10 };
  const outputs = computeIndicator(bars, { type: "adline", parameters });
  const line = outputColumn(outputs, "line");
  const firstValues = [...outputs.values()].map((values) =>
    values.findIndex((value) => !Number.isNaN(value))
  );
  assertEquals(firstValues, [9, 0, 0, 19, 30, 28]);
  assertEquals(outputColumn(outputs, "momentum_21")[4000], line[4000] - line[3979]);
  assertEquals(outputColumn(outputs, "roc_10")[4000], 100 * (line[4000] / line[3990] - 1));
  const mean = line.subarray(3951, 4001).reduce((sum, value) => sum + value, 0) / 50;
  const strength = outputColumn(outputs, "relative_strength")[4000];
  assertAlmostEquals(strength, 100 * (line[4000] / mean - 1), 1e-9);
  assertThrows(
    () => computeIndicator(sliceBars(bars, 0, 9), { type: "adline", parameters }),
    RangeError,
    "A/D line needs at least 10 bars, got 9",
  );
});
