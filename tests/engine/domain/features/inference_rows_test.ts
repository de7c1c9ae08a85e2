import { assertEquals, assertThrows } from "@std/assert";
import { applyScales, type FeatureScale } from "../../../../lib/engine/domain/features.ts";
import { openInferenceRows } from "../../../../lib/engine/domain/features/inference_rows.ts";
import {
  computeTimeframeFeatures,
  type TimeframeFeatureSpec,
} from "../../../../lib/engine/domain/features/timeframe_features.ts";
import { initialWeights } from "../../../../lib/engine/domain/network/initial_weights.ts";
import type { NetworkShape } from "../../../../lib/engine/domain/network/network_shape.ts";
import { predict } from "../../../../lib/engine/domain/network/predict.ts";
import { RandomGenerator } from "../../../../lib/engine/domain/network/random_generator.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";
import { toInferenceRows } from "../../../support/inference_rows.ts";

const series = new Map([["1h", readGoldenSeries("synth_1h")], ["4h", readGoldenSeries("edge")]]);
const rsi = { type: "rsi", parameters: { period: 14, source: "close" } };
const bands = { type: "bollingerbands", parameters: { period: 20, multiplier: 2, source: "close" } };
const specs: TimeframeFeatureSpec[] = [
  { id: "oversold", timeframe: "1h", indicator: rsi, output: "value", membership: triangle(0, 30, 45) },
  { id: "upper", timeframe: "1h", indicator: bands, output: "upper" },
  { id: "lower", timeframe: "1h", indicator: bands, output: "lower", normalization: "minmax" },
  { id: "slow", timeframe: "4h", indicator: rsi, output: "value", membership: triangle(20, 50, 80) },
  { id: "overbought", timeframe: "1h", indicator: rsi, output: "value", membership: triangle(55, 70, 100) },
];
const scales: (FeatureScale | null)[] = [null, null, { offset: 100, scale: 0.05 }, null, null];

function triangle(...parameters: number[]) {
  return { type: "triangular", parameters } as const;
}

Deno.test("openInferenceRows() writes the rows of the whole feature matrix, whichever are asked for", () => {
  const options = { base: "1h", specs };
  const expected = toInferenceRows(applyScales(computeTimeframeFeatures(series, options), scales));
  const rows = openInferenceRows(series, { ...options, scales });
  assertEquals(rows.count * specs.length, expected.length);
  for (const [first, end] of [[0, rows.count], [0, 40], [17, 300], [rows.count - 1, rows.count]]) {
    const into = new Float32Array((end - first) * specs.length);
    rows.write(into, { first, end });
    assertEquals(into, expected.subarray(first * specs.length, end * specs.length));
  }
});

Deno.test("openInferenceRows() wants a scale, or null, for each feature", () => {
  assertThrows(
    () => openInferenceRows(series, { base: "1h", specs, scales: [null] }),
    RangeError,
    "Expected a scale for each of 5 features, got 1",
  );
});

const common = { inputs: specs.length, outputs: 3, dropout: 0 };
const shapes: Record<string, NetworkShape> = {
  mlp: { ...common, hiddenLayers: [7], activation: "relu" },
  lstm: { ...common, kind: "lstm", sequenceLength: 5, hiddenSize: 4, numLayers: 1 },
};

for (const [name, shape] of Object.entries(shapes)) {
  Deno.test(`predict() answers to rows that are written on demand as to rows in memory: ${name}`, () => {
    const network = { shape, weights: initialWeights(shape, new RandomGenerator(2)) };
    const source = openInferenceRows(series, { base: "1h", specs, scales });
    const rows = new Float32Array(source.count * specs.length);
    source.write(rows, { first: 0, end: source.count });
    assertEquals(predict(network, source), predict(network, { rows, count: source.count }));
  });
}
