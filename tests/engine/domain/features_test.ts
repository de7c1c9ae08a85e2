import { assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../../lib/engine/domain/bars.ts";
import {
  applyScales,
  computeFeatures,
  type FeatureMatrix,
  type FeatureSpec,
  fitScales,
  toInferenceRows,
  toTrainingRows,
} from "../../../lib/engine/domain/features.ts";
import {
  assertColumn,
  type GoldenNumber,
  readGolden,
  readGoldenSeries,
} from "../../support/golden_series.ts";

interface FeatureReference {
  ids: string[];
  rows: number;
  nan: Record<string, { nan_count: number; first_valid: number }>;
  values: { rows: number[]; columns: Record<string, GoldenNumber[]> };
  float32: { rows: number[]; values: number[][] };
}

const rsi = { type: "rsi", parameters: { period: 14, source: "close" } };
const macd = {
  type: "macd",
  parameters: { fast_period: 12, slow_period: 26, signal_period: 9, source: "close" },
};
const bands = { type: "bollingerbands", parameters: { period: 20, multiplier: 2, source: "close" } };
const range = { type: "atr", parameters: { period: 14 } };

function triangular(...parameters: number[]) {
  return { type: "triangular" as const, parameters };
}

function trapezoidal(...parameters: number[]) {
  return { type: "trapezoidal" as const, parameters };
}

function gaussian(...parameters: number[]) {
  return { type: "gaussian" as const, parameters };
}

const macdHistogram = { indicator: macd, output: "histogram" };
const primaryMacd = { indicator: macd, output: "value" };
const primaryBand = { indicator: bands, output: "value" };
const rsiValue = { indicator: rsi, output: "value" };

const specs: FeatureSpec[] = [
  { id: "1h_macd_hist_negative", ...macdHistogram, membership: triangular(-0.002, -0.001, 0) },
  { id: "1h_macd_hist_flat", ...macdHistogram, membership: gaussian(0, 0.0004) },
  { id: "1h_macd_hist_positive", ...macdHistogram, membership: triangular(0, 0.001, 0.002) },
  { id: "1h_atr_14_raw", indicator: range, output: "value", normalization: "zscore" },
  { id: "1h_rsi_state_oversold", ...rsiValue, membership: triangular(0, 25, 40) },
  { id: "1h_rsi_state_neutral", ...rsiValue, membership: trapezoidal(30, 45, 55, 70) },
  { id: "1h_rsi_state_overbought", ...rsiValue, membership: gaussian(80, 10) },
  { id: "1h_bb.lower_raw", indicator: bands, output: "lower", normalization: "none" },
  { id: "1h_bb_bare_low", ...primaryBand, membership: triangular(1, 1.05, 1.1) },
  { id: "1h_bb_bare_high", ...primaryBand, membership: triangular(1.05, 1.1, 1.2) },
  { id: "1h_macd_bare_below", ...primaryMacd, membership: trapezoidal(-1, -1, -0.0005, 0) },
  { id: "1h_macd_bare_above", ...primaryMacd, membership: trapezoidal(0, 0.0005, 1, 1) },
];

function assertReference(bars: Bars, path: string) {
  const reference = readGolden<FeatureReference>(path);
  const matrix = computeFeatures(bars, specs);
  assertEquals([...matrix.ids], reference.ids);
  assertEquals(matrix.rows, reference.rows);
  matrix.columns.forEach((column, i) => {
    const id = reference.ids[i];
    assertEquals(column.length, matrix.rows);
    assertEquals(column.filter(Number.isNaN).length, reference.nan[id].nan_count, id);
    const { rows, columns } = reference.values;
    assertColumn(column, { expected: columns[id], rows, relative: 1e-9, absolute: 1e-9, label: id });
  });
  const training = toTrainingRows(matrix);
  const width = specs.length;
  assertEquals(training.length, matrix.rows * width);
  reference.float32.rows.forEach((row, i) => {
    const actual = training.subarray(row * width, (row + 1) * width);
    assertColumn(actual, {
      expected: reference.float32.values[i],
      relative: 2e-7,
      absolute: 1e-9,
      label: "float32",
    });
  });
}

Deno.test("computeFeatures() gives KTRDR's training matrix of a single timeframe", () => {
  assertReference(readGoldenSeries("synth_1h"), "features/single_1h.json");
});

Deno.test("computeFeatures() on a window of bars starts its indicators with the window", () => {
  const bars = readGoldenSeries("synth_1h");
  const first = bars.time.indexOf(Date.UTC(2022, 1, 1));
  assertReference(sliceBars(bars, first, first + 721), "features/single_1h_window.json");
});

Deno.test("computeFeatures() computes an indicator once for all its features", () => {
  const bars = readGoldenSeries("edge");
  let reads = 0;
  const counted = Object.defineProperty({ ...bars }, "volume", {
    get: () => {
      reads++;
      return bars.volume;
    },
  });
  const onVolume = (parameters: Record<string, number | string>) => ({
    indicator: { type: "momentum", parameters },
    output: "value",
  });
  computeFeatures(counted, [
    { id: "a", ...onVolume({ period: 3, source: "volume" }) },
    { id: "b", ...onVolume({ source: "volume", period: 3 }) },
    { id: "c", ...onVolume({ period: 4, source: "volume" }) },
  ]);
  assertEquals(reads, 2);
});

Deno.test("computeFeatures() names the outputs an indicator does have", () => {
  assertThrows(
    () => computeFeatures(readGoldenSeries("edge"), [{ id: "x", indicator: bands, output: "top" }]),
    RangeError,
    'Indicator "bollingerbands" has no output "top", expected one of upper, middle, lower',
  );
});

function matrixOf(...columns: number[][]): FeatureMatrix {
  return {
    ids: columns.map((_, i) => `column_${i}`),
    rows: columns[0].length,
    columns: columns.map((column) => Float64Array.from(column)),
  };
}

function raw(normalization: "none" | "minmax" | "zscore"): FeatureSpec {
  return { id: normalization, indicator: range, output: "value", normalization };
}

Deno.test("fitScales() looks at the training rows only and skips missing values", () => {
  const matrix = matrixOf(
    [NaN, 2, 4, 6, 100],
    [NaN, 2, 4, 6, 100],
    [NaN, 2, 4, 6, 100],
    [NaN, 7, 7, 7, 100],
    [NaN, NaN, Infinity, NaN, 100],
  );
  const kinds = [raw("none"), raw("minmax"), raw("zscore"), raw("zscore"), raw("minmax")];
  const scales = fitScales(matrix, { specs: kinds, first: 0, end: 4 });
  assertEquals(scales, [
    null,
    { offset: 2, scale: 0.25 },
    { offset: 4, scale: 0.5 },
    { offset: 7, scale: 0 },
    { offset: 0, scale: 0 },
  ]);
  const scaled = applyScales(matrix, scales);
  assertStrictEquals(scaled.columns[0], matrix.columns[0]);
  assertEquals([...scaled.columns[1]], [NaN, 0, 0.5, 1, 24.5]);
  assertEquals([...scaled.columns[2]], [NaN, -1, 0, 1, 48]);
  assertEquals([...scaled.columns[3]], [NaN, 0, 0, 0, 0]);
  assertEquals([...matrix.columns[1]], [NaN, 2, 4, 6, 100]);
});

Deno.test("fitScales() leaves membership degrees alone", () => {
  const bars = readGoldenSeries("synth_1h");
  const matrix = computeFeatures(bars, specs);
  const scales = fitScales(matrix, { specs, first: 0, end: 2100 });
  assertEquals(scales.flatMap((scale, i) => scale === null ? [] : [specs[i].id]), ["1h_atr_14_raw"]);
  const sample = applyScales(matrix, scales).columns[3].subarray(13, 2100);
  const mean = sample.reduce((total, value) => total + value, 0) / sample.length;
  const squares = sample.reduce((total, value) => total + (value - mean) ** 2, 0);
  assertAlmostEquals(mean, 0, 1e-12);
  assertAlmostEquals(squares / (sample.length - 1), 1, 1e-12);
});

Deno.test("fitScales() and applyScales() refuse rows, specs and scales that do not fit", () => {
  const matrix = matrixOf([1, 2, 3]);
  assertThrows(() => fitScales(matrix, { specs: [], first: 0, end: 2 }), RangeError, "got 0");
  assertThrows(() => fitScales(matrix, { specs: [raw("none")], first: 2, end: 2 }), RangeError, "rows");
  assertThrows(() => fitScales(matrix, { specs: [raw("none")], first: 0, end: 4 }), RangeError, '"4"');
  assertThrows(() => applyScales(matrix, []), RangeError, "got 0");
});

Deno.test("rows are row-major float32: training fills missing values with 0, inference keeps them", () => {
  const matrix = matrixOf([1, NaN, 0.1], [-Infinity, 1e300, NaN]);
  const inference = [1, -Infinity, NaN, Infinity, Math.fround(0.1), NaN];
  assertEquals([...toInferenceRows(matrix)], inference);
  assertEquals([...toTrainingRows(matrix)], inference.map((value) => Number.isNaN(value) ? 0 : value));
});
