import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { computeFeatures, toTrainingRows } from "../../../../lib/engine/domain/features.ts";
import { cutToCommonWindow } from "../../../../lib/engine/domain/features/common_window.ts";
import {
  computeTimeframeFeatures,
  type TimeframeFeatureSpec,
} from "../../../../lib/engine/domain/features/timeframe_features.ts";
import { type LabelSpec, makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import type { TrainingData } from "../../../../lib/engine/domain/network/training/training_options.ts";
import {
  makeSamples,
  type MakeSamplesOptions,
  type SymbolBars,
} from "../../../../lib/engine/domain/samples/make_samples.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

const rsi = { type: "rsi", parameters: { period: 9, source: "close" } };
const specs: TimeframeFeatureSpec[] = [
  { id: "rsi", timeframe: "1h", indicator: rsi, output: "value" },
  {
    id: "momentum",
    timeframe: "1h",
    indicator: { type: "momentum", parameters: { period: 3, source: "close" } },
    output: "value",
    normalization: "minmax",
  },
];
const width = specs.length;
const bars = readGoldenSeries("synth_1h");
const early = symbolOf("EARLY", sliceBars(bars, 0, 300));
const late = symbolOf("LATE", sliceBars(bars, 1_000, 1_200));
const zigzag: LabelSpec = { source: "zigzag", threshold: 0.005 };
const options: MakeSamplesOptions = {
  base: "1h",
  specs,
  labels: zigzag,
  split: { train: 0.7, validation: 0.15 },
  sequenceLength: 1,
};
const barrier: LabelSpec = {
  source: "triple_barrier",
  ptMultiplier: 2,
  slMultiplier: 1.5,
  maxHoldingPeriod: 10,
  volSpan: 20,
  volMethod: "atr",
  computeWeights: true,
  cusumThreshold: 0.0005,
  cusumMultiplier: 0.5,
};

function symbolOf(symbol: string, hourly: Bars): SymbolBars {
  return { symbol, series: new Map([["1h", hourly]]) };
}

function hourlyOf({ series }: SymbolBars): Bars {
  const hourly = series.get("1h");
  assert(hourly !== undefined);
  return hourly;
}

/** The unscaled RSI of some rows. */
function rsiOf({ rows }: TrainingData): Float32Array {
  return rows.filter((_, index) => index % width === 0);
}

function rsiOfBars(symbol: SymbolBars, first: number, end: number): Float32Array {
  const column = toTrainingRows(computeFeatures(hourlyOf(symbol), [specs[0]]));
  return column.slice(first, end);
}

function join(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

Deno.test("makeSamples() puts each part of one symbol after that of the other, bars with their own labels", () => {
  const samples = makeSamples([late, early], options);
  assertEquals(samples.count, 500);
  assertEquals(samples.outputs, 3);
  // 140, 30 and 30 of the 200 bars; 210, 45 and 45 of the 300.
  const borders = { train: [0, 140, 0, 210], validation: [140, 170, 210, 255], test: [170, 200, 255, 300] };
  for (const name of ["train", "validation", "test"] as const) {
    const [first, end, otherFirst, otherEnd] = borders[name];
    const data = samples[name];
    assertEquals(data.count, end - first + otherEnd - otherFirst);
    assertEquals(rsiOf(data), join(rsiOfBars(late, first, end), rsiOfBars(early, otherFirst, otherEnd)));
    const targets = join(
      makeLabels(hourlyOf(late), zigzag).values.slice(first, end),
      makeLabels(hourlyOf(early), zigzag).values.slice(otherFirst, otherEnd),
    );
    assertEquals(data.targets, targets);
    assertEquals([data.ends, data.sampleWeights], [undefined, undefined]);
  }
});

Deno.test("makeSamples() scales all symbols alike, by the training rows of all", () => {
  const samples = makeSamples([late, early], options);
  const momentum = [hourlyOf(late).close.subarray(0, 140), hourlyOf(early).close.subarray(0, 210)]
    .flatMap((close) => Array.from(close.subarray(3), (price, bar) => price - close[bar]));
  const lowest = Math.min(...momentum);
  const scale = 1 / (Math.max(...momentum) - lowest);
  assertEquals(samples.scales, [null, { offset: lowest, scale }]);
  const scaled = samples.train.rows.filter((_, index) => index % width === 1);
  assertEquals([Math.min(...scaled), Math.max(...scaled)], [0, 1]);
});

Deno.test("makeSamples() keeps the rows of CUSUM events, with the weights of their labels", () => {
  const labels = makeLabels(hourlyOf(early), barrier);
  const { train, count, outputs } = makeSamples([early], { ...options, labels: barrier });
  assert(train.count > 10 && train.count < labels.bars.length);
  assertEquals([count, outputs], [labels.bars.length, 3]);
  assertEquals(train.targets, labels.values.slice(0, train.count));
  assertEquals(train.sampleWeights, labels.weights?.slice(0, train.count));
  const all = rsiOfBars(early, 0, 300);
  assertEquals(rsiOf(train), Float32Array.from(labels.bars.subarray(0, train.count), (bar) => all[bar]));
});

Deno.test("makeSamples() for windows takes every bar from the first labelled one to the last, and names the ends", () => {
  const labels = makeLabels(hourlyOf(early), barrier);
  const single = makeSamples([early], { ...options, labels: barrier });
  const { train } = makeSamples([early], { ...options, labels: barrier, sequenceLength: 8 });
  const used = labels.bars.subarray(0, single.train.count);
  const [first, last] = [used[0], used[used.length - 1]];
  assertEquals(train.count, last - first + 1);
  assertEquals(rsiOf(train), rsiOfBars(early, first, last + 1));
  const ends = used.filter((bar) => bar - first >= 7).map((bar) => bar - first);
  assertEquals(train.ends, ends);
  assertEquals(train.targets.filter((target) => !Number.isNaN(target)), single.train.targets);
  const kept = single.train.targets.subarray(-ends.length);
  assertEquals(Float32Array.from(ends, (row) => train.targets[row]), kept);
  assertEquals(
    Float32Array.from(ends, (row) => train.sampleWeights?.[row] ?? NaN),
    single.train.sampleWeights?.slice(-ends.length),
  );
});

Deno.test("makeSamples() for windows lets none cross from one symbol to the next", () => {
  const { train, validation } = makeSamples([late, early], { ...options, sequenceLength: 5 });
  const range = (first: number, end: number) => Array.from({ length: end - first }, (_, row) => first + row);
  assertEquals(train.count, 350);
  assertEquals([...train.ends ?? []], [...range(4, 140), ...range(144, 350)]);
  assertEquals([...validation.ends ?? []], [...range(4, 30), ...range(34, 75)]);
  const none = makeSamples([early], { ...options, split: { train: 1, validation: 0 }, sequenceLength: 5 });
  assertEquals([none.validation.count, none.validation.ends?.length], [0, 0]);
});

Deno.test("makeSamples() of several timeframes has a row a base bar, labelled by the base bars", () => {
  const timeframes = ["1h", "4h", "1d"];
  const series = cutToCommonWindow(
    new Map(timeframes.map((name) => [name, readGoldenSeries(`synth_${name}`)])),
  );
  const mixed = timeframes.map((timeframe) => ({ ...specs[0], id: timeframe, timeframe }));
  const settings = { ...options, specs: mixed };
  const { train, test } = makeSamples([{ symbol: "SYNTH", series }], settings);
  const rows = toTrainingRows(computeTimeframeFeatures(series, settings));
  const labels = makeLabels(hourlyOf({ symbol: "SYNTH", series }), zigzag);
  assertEquals(train.rows, rows.slice(0, train.count * 3));
  assertEquals(train.targets, labels.values.slice(0, train.count));
  assertEquals(test.targets, labels.values.slice(-test.count));
  const slow = makeSamples([{ symbol: "SYNTH", series }], { ...settings, base: "4h" });
  assertEquals(slow.count, series.get("4h")?.time.length);
});

Deno.test("makeSamples() names the symbol that cannot be trained on", () => {
  const tiny = symbolOf("TINY", sliceBars(bars, 0, 5));
  const refuses = (symbols: SymbolBars[], message: string, change: Partial<MakeSamplesOptions> = {}) =>
    assertThrows(() => makeSamples(symbols, { ...options, ...change }), RangeError, message);
  refuses([early, tiny], "TINY: RSI needs at least 10 bars, got 5");
  refuses([tiny], "RSI needs at least 10 bars, got 5");
  refuses([early, tiny], `EARLY: The split leaves no training rows, got "300" rows in all`, {
    split: { train: 0, validation: 0.5 },
  });
  refuses([], "at least one symbol");
  refuses([early, symbolOf("NONE", sliceBars(bars, 0, 0))], `NONE: There are no bars of timeframe "1h"`);
});
