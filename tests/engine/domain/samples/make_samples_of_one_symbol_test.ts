import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { computeFeatures } from "../../../../lib/engine/domain/features.ts";
import type { TimeframeFeatureSpec } from "../../../../lib/engine/domain/features/timeframe_features.ts";
import { type LabelSpec, makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { makeSamples } from "../../../../lib/engine/domain/samples/make_samples.ts";
import type { SplitRatios } from "../../../../lib/engine/domain/split.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

interface SampleChoice {
  readonly bars: Bars;
  readonly spec: TimeframeFeatureSpec;
  readonly labels: LabelSpec;
  readonly split: SplitRatios;
}

const bars = sliceBars(readGoldenSeries("sp500"), 0, 600);
const raw: TimeframeFeatureSpec = {
  id: "1d_rsi_14_raw",
  timeframe: "1d",
  indicator: { type: "rsi", parameters: { period: 14, source: "close" } },
  output: "value",
  normalization: "none",
};
const split = { train: 0.7, validation: 0.15, test: 0.15 };

const tripleBarrier: LabelSpec = {
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

function samplesOf({ bars, spec, labels, split }: SampleChoice) {
  const symbol = { symbol: "SPX", series: new Map([["1d", bars]]) };
  return makeSamples([symbol], { base: "1d", specs: [spec], labels, split, sequenceLength: 1 });
}

Deno.test("makeSamples() pairs each label with the features of its own bar", () => {
  const samples = samplesOf({ bars, spec: raw, labels: tripleBarrier, split });
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

Deno.test("makeSamples() leaves out training rows whose label reaches the validation rows", () => {
  const labels = { ...tripleBarrier, cusumThreshold: null, computeWeights: false };
  const samples = samplesOf({ bars, spec: raw, labels, split });
  const rows = bars.time.length - 20;
  const heldOut = Math.floor(rows * 0.7);
  assertEquals(samples.validation.count + samples.test.count, rows - heldOut);
  assertEquals(samples.train.count, heldOut - 20 + 1);
});

Deno.test("makeSamples() splits in the order of time and makes NaN 0", () => {
  const labels = { source: "zigzag" as const, threshold: 0.03 };
  const samples = samplesOf({ bars, spec: raw, labels, split });
  assertEquals([samples.train.count, samples.validation.count, samples.test.count], [420, 90, 90]);
  assertEquals([...samples.train.rows.slice(0, 14)], Array(14).fill(0));
  assertEquals(samples.outputs, 3);
});

Deno.test("makeSamples() fits scales on the training rows alone", () => {
  const scaled = { ...raw, normalization: "minmax" as const };
  const labels = { source: "forward_return" as const, horizon: 5 };
  const samples = samplesOf({ bars, spec: scaled, labels, split });
  const train = samples.train.rows.slice(14);
  assertAlmostEquals(Math.min(...train), 0, 1e-6);
  assertAlmostEquals(Math.max(...train), 1, 1e-6);
  assertEquals(samples.outputs, 1);
  assertEquals(samples.count, 595);
});

Deno.test("makeSamples() refuses a split without training rows", () => {
  const labels = { source: "zigzag" as const, threshold: 0.03 };
  const none = { train: 0.01, validation: 0.5, test: 0.49 };
  const few = sliceBars(bars, 0, 30);
  assertThrows(
    () => samplesOf({ bars: few, spec: raw, labels, split: none }),
    RangeError,
    "no training rows",
  );
});
