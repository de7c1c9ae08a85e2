import { assertEquals } from "@std/assert";
import type { Bars } from "../../lib/engine/domain/bars.ts";
import { computeIndicator, type IndicatorParameters } from "../../lib/indicators/compute_indicator.ts";
import { readGoldenSeries } from "../support/golden_series.ts";
import { barsFrom, barsFromCloses } from "../engine/domain/labels/bars_from.ts";

function columns(bars: Bars, [type, parameters]: [string, IndicatorParameters]): Record<string, number[]> {
  const outputs = computeIndicator(bars, { type, parameters });
  return Object.fromEntries([...outputs].map(([name, values]) => [name, [...values]]));
}

const steps = barsFrom([[1, 3, 1, 2], [2, 5, 2, 5], [5, 5, 1, 4], [4, 4, 2, 3]]);

Deno.test("Aroon counts the bars since the extremes, of equal ones since the oldest", () => {
  const { up, down, oscillator } = columns(steps, ["aroon", { period: 4, include_oscillator: true }]);
  assertEquals([up, down, oscillator], [[NaN, NaN, NaN, 50], [NaN, NaN, NaN, 25], [NaN, NaN, NaN, 25]]);
});

Deno.test("Aroon finds the same extremes as a look at every window", () => {
  const { high } = readGoldenSeries("synth_1h");
  const { up } = columns(readGoldenSeries("synth_1h"), ["aroon", { period: 20, include_oscillator: true }]);
  for (let i = 19; i < high.length; i++) {
    const window = [...high.subarray(i - 19, i + 1)];
    assertEquals(up[i], 100 * (window.indexOf(Math.max(...window)) + 1) / 20);
  }
});

Deno.test("Donchian channels span the range of the last bars", () => {
  const { upper, middle, lower } = columns(steps, ["donchianchannels", { period: 2, include_middle: true }]);
  assertEquals([upper, middle, lower], [[NaN, 5, 5, 5], [NaN, 3, 3, 3], [NaN, 1, 1, 1]]);
});

Deno.test("Ichimoku lines are middles of ranges, and the close", () => {
  const periods = { tenkan_period: 1, kijun_period: 2, senkou_b_period: 4, displacement: 1 };
  assertEquals(columns(steps, ["ichimoku", periods]), {
    tenkan: [2, 3.5, 3, 3],
    kijun: [NaN, 3, 3, 3],
    senkou_a: [NaN, 3.25, 3, 3],
    senkou_b: [NaN, NaN, NaN, 3],
    chikou: [2, 5, 4, 3],
  });
});

Deno.test("parameters without effect change nothing", () => {
  const bars = readGoldenSeries("edge");
  const periods = { tenkan_period: 9, kijun_period: 26, senkou_b_period: 52 };
  for (
    const [type, one, other] of [
      ["aroon", { period: 14, include_oscillator: true }, { period: 14, include_oscillator: false }],
      ["donchianchannels", { period: 20, include_middle: true }, { period: 20, include_middle: false }],
      ["ichimoku", { ...periods, displacement: 26 }, { ...periods, displacement: 5 }],
    ] as const
  ) assertEquals(columns(bars, [type, one]), columns(bars, [type, other]), type);
});

Deno.test("Keltner bands lie multiples of the mean true range from the exponential mean", () => {
  const bars = barsFrom([[4, 5, 3, 4], [4, 5, 3, 4], [4, 9, 3, 7], [7, 8, 6, 7]]);
  assertEquals(columns(bars, ["keltnerchannels", { period: 3, atr_period: 2, multiplier: 1.5 }]), {
    upper: [NaN, 7, 11.5, 12.25],
    middle: [4, 4, 5.5, 6.25],
    lower: [NaN, 1, -0.5, 0.25],
  });
});

Deno.test("the parabolic stop gains on the price and reverses when touched", () => {
  const bars = barsFrom([[1, 2, 0, 1], [1, 4, 1, 4], [4, 8, 3, 8], [8, 8, 2, 2], [2, 3, 1, 1]]);
  const af = { initial_af: 0.5, step_af: 0.25, max_af: 0.6 };
  // Bar 2: 0 + 0.5 · 4 = 2, held back by the lows 1 and 0. Bar 3: 0 + 0.6 · 8 touches the low of 2: back to 8.
  // Bar 4: 8 + 0.5 · (2 − 8) = 5, held back by the highs 8 and 8.
  assertEquals(columns(bars, ["parabolicsar", af]), { value: [NaN, 0, 0, 8, 8] });
});

Deno.test("the volume-weighted price covers the last bars, or all of them with period 0", () => {
  const bars = { ...barsFromCloses([4, 8, 2, 6]), volume: Float64Array.of(0, 1, 3, 4) };
  const vwap = (period: number) => columns(bars, ["vwap", { period, use_typical_price: false }]).value;
  assertEquals(vwap(2), [NaN, 8, 3.5, 30 / 7]);
  assertEquals(vwap(0), [NaN, 8, 3.5, 38 / 8]);
});

Deno.test("the volume ratio is 1 until there is a mean, and where there is no volume", () => {
  const bars = { ...barsFromCloses([1, 1, 1, 1, 1]), volume: Float64Array.of(2, 6, 0, 0, 4) };
  assertEquals(columns(bars, ["volumeratio", { period: 2 }]), { value: [1, 1.5, 0, 1, 2] });
});

Deno.test("RVI is missing where no bar has a range, and the Fisher transform of no range is 0", () => {
  const still = barsFromCloses(Array(8).fill(5));
  const rvi = columns(still, ["rvi", { period: 4, signal_period: 1 }]);
  assertEquals(rvi, { rvi: Array(8).fill(NaN), signal: Array(8).fill(NaN) });
  const { fisher, signal } = columns(still, ["fishertransform", { period: 5, smoothing: 3 }]);
  assertEquals(fisher, [NaN, NaN, NaN, NaN, 0, 0, 0, 0]);
  assertEquals(signal, [NaN, NaN, NaN, NaN, NaN, 0, 0, 0]);
});

Deno.test("RVI is 1 where every bar opens at its low and closes at its high", () => {
  const rising = barsFrom(Array(9).fill([1, 3, 1, 3]));
  const { rvi } = columns(rising, ["rvi", { period: 4, signal_period: 2 }]);
  assertEquals(rvi, [NaN, NaN, NaN, NaN, NaN, NaN, 1, 1, 1]);
});

Deno.test("a squeeze is as intense as the smaller gap between the bands", () => {
  // Closes do not move: the Bollinger bands are one line in the middle of the channel.
  const still = barsFrom(Array(25).fill([5, 6, 4, 5]));
  const periods = { bb_period: 20, bb_multiplier: 2, kc_period: 20, kc_multiplier: 2, source: "close" };
  const { value } = columns(still, ["squeezeintensity", periods]);
  assertEquals(value, [...Array(9).fill(0), ...Array(10).fill(NaN), ...Array(6).fill(0.5)]);
});

Deno.test("zigzag has the price at each turn and nothing between", () => {
  const bars = barsFromCloses([100, 101, 110, 104, 99, 103]);
  assertEquals(columns(bars, ["zigzag", { threshold: 0.05, source: "close" }]), {
    value: [100, NaN, 110, NaN, 99, NaN],
  });
});
