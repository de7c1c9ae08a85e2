import { assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import {
  applyScales,
  computeFeatures,
  type FeatureMatrix,
  type FeatureSpec,
  fitScales,
  toTrainingRows,
} from "../../../lib/engine/domain/features.ts";
import { readGoldenSeries } from "../../support/golden_series.ts";
import { toInferenceRows } from "../../support/inference_rows.ts";

const rsi = { type: "rsi", parameters: { period: 14, source: "close" } };
const bands = { type: "bollingerbands", parameters: { period: 20, multiplier: 2, source: "close" } };
const range = { type: "atr", parameters: { period: 14 } };
const oversold = { type: "triangular", parameters: [0, 25, 40] } as const;
const specs: FeatureSpec[] = [
  { id: "1h_rsi_oversold", indicator: rsi, output: "value", membership: oversold },
  { id: "1h_atr_raw", indicator: range, output: "value", normalization: "zscore" },
  { id: "1h_bb.lower_raw", indicator: bands, output: "lower", normalization: "none" },
];

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
  assertEquals(scales.flatMap((scale, i) => scale === null ? [] : [specs[i].id]), ["1h_atr_raw"]);
  const sample = applyScales(matrix, scales).columns[1].subarray(13, 2100);
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
