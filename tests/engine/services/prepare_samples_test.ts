import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { sliceBars } from "../../../lib/engine/domain/bars.ts";
import { computeFeatures, type FeatureSpec } from "../../../lib/engine/domain/features.ts";
import { makeLabels } from "../../../lib/engine/domain/labels/make_labels.ts";
import { prepareSamples, type SampleWork } from "../../../lib/engine/services/prepare_samples.ts";
import { readGoldenSeries } from "../../support/golden_series.ts";

const bars = sliceBars(readGoldenSeries("sp500"), 0, 600);
const raw: FeatureSpec = {
  id: "1d_rsi_14_raw",
  indicator: { type: "rsi", parameters: { period: 14, source: "close" } },
  output: "value",
  normalization: "none",
};
const split = { train: 0.7, validation: 0.15, test: 0.15 };

const tripleBarrier: SampleWork["labels"] = {
  source: "triple_barrier",
  ptMultiplier: 2,
  slMultiplier: 1.5,
  maxHoldingPeriod: 20,
  volSpan: 50,
  volMethod: "atr",
  computeWeights: true,
  cusumThreshold: 0,
  cusumMultiplier: 0.5,
};

Deno.test("prepareSamples() pairs each label with the features of its own bar", () => {
  const samples = prepareSamples({ bars, features: [raw], labels: tripleBarrier, split });
  const labels = makeLabels(bars, tripleBarrier);
  const [column] = computeFeatures(bars, [raw]).columns;
  assertEquals(samples.count, labels.values.length);
  assertEquals(samples.test.count > 0, true);
  // The last test row belongs to the last label.
  const last = labels.values.length - 1;
  assertAlmostEquals(samples.test.rows[samples.test.count - 1], column[labels.bars[last]], 1e-4);
  assertEquals(samples.test.targets[samples.test.count - 1], labels.values[last]);
  assertEquals(samples.train.sampleWeights?.length, samples.train.count);
});

Deno.test("prepareSamples() leaves out training rows whose label reaches the validation rows", () => {
  const labels = { ...tripleBarrier, cusumThreshold: null, computeWeights: false };
  const samples = prepareSamples({ bars, features: [raw], labels, split });
  const rows = bars.time.length - 20;
  const heldOut = Math.floor(rows * 0.7);
  assertEquals(samples.validation.count + samples.test.count, rows - heldOut);
  assertEquals(samples.train.count, heldOut - 20 + 1);
});

Deno.test("prepareSamples() splits in the order of time and makes NaN 0", () => {
  const labels = { source: "zigzag" as const, threshold: 0.03 };
  const samples = prepareSamples({ bars, features: [raw], labels, split });
  assertEquals([samples.train.count, samples.validation.count, samples.test.count], [420, 90, 90]);
  assertEquals([...samples.train.rows.slice(0, 14)], Array(14).fill(0));
  assertEquals(samples.outputs, 3);
});

Deno.test("prepareSamples() fits scales on the training rows alone", () => {
  const scaled = { ...raw, normalization: "minmax" as const };
  const labels = { source: "forward_return" as const, horizon: 5 };
  const samples = prepareSamples({ bars, features: [scaled], labels, split });
  const train = samples.train.rows.slice(14);
  assertAlmostEquals(Math.min(...train), 0, 1e-6);
  assertAlmostEquals(Math.max(...train), 1, 1e-6);
  assertEquals(samples.outputs, 1);
  assertEquals(samples.count, 595);
});

Deno.test("prepareSamples() refuses a split without training rows", () => {
  const labels = { source: "zigzag" as const, threshold: 0.03 };
  const none = { train: 0.01, validation: 0.5, test: 0.49 };
  const few = sliceBars(bars, 0, 30);
  assertThrows(
    () => prepareSamples({ bars: few, features: [raw], labels, split: none }),
    RangeError,
    "no training rows",
  );
});
