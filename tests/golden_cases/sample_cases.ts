import { cutToCommonWindow } from "../../lib/engine/domain/features/common_window.ts";
import type { TimeframeFeatureSpec } from "../../lib/engine/domain/features/timeframe_features.ts";
import { makeSamples, type Samples } from "../../lib/engine/domain/samples/make_samples.ts";
import { type RowSplit, splitChronologically, splitPurged } from "../../lib/engine/domain/split.ts";
import { toFeatureSpecs } from "../../lib/engine/services/strategies/feature_specs.ts";
import { parseStrategy } from "../../lib/engine/services/strategies/read_strategy.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import { barsBetween, type GoldenFiles, readGoldenSeries } from "../support/golden_series.ts";
import { listRecordedSamples, type RecordedSamples } from "./recorded_samples.ts";

interface RecordedPart {
  readonly rows: number;
  readonly first_feature_row?: number;
  readonly last_feature_row?: number;
}

interface RecordedSplit {
  readonly feature_rows: number;
  readonly label_rows: number;
  readonly labels: { source: string; max_holding_period?: number; vol_lookback?: number };
  readonly data_split: { train?: number; validation?: number; test?: number } | null;
  readonly train: RecordedPart;
  readonly validation: RecordedPart;
  readonly test: RecordedPart | null;
}

interface RecordedPurgedSplit {
  readonly n: number;
  readonly holding: number;
  readonly val_ratio: number;
  readonly embargo_pct: number;
  readonly train: number[] | null;
  readonly val: number[];
}

const parts = ["train", "validation", "test"] as const;
const none = [-1, -1, 0];

/** Which rows train, validate and test, and what a trainer gets. */
export function* sampleCases(files: GoldenFiles): Generator<GoldenCase> {
  const splits = files.read<{ cases: RecordedSplit[] }>("training/split.json").cases;
  for (const [index, recorded] of splits.entries()) {
    const { labels: { source }, label_rows: rows } = recorded;
    yield { name: `split ${index + 1}: ${rows} labels ${source}`, compare: () => compareSplit(recorded) };
  }
  const purged = files.read<{ cases: RecordedPurgedSplit[] }>("training/purged_split.json").cases;
  for (const [index, recorded] of purged.entries()) {
    yield {
      name: `purged split ${index + 1}: ${recorded.n} rows`,
      compare: () => comparePurgedSplit(recorded),
    };
  }
  for (const recorded of listRecordedSamples(files)) {
    yield { name: `samples of ${recorded.name}`, compare: () => compareSamples(recorded) };
  }
}

/** First and last row, and how many. */
function summary(rows: Int32Array): number[] {
  return rows.length === 0 ? none : [rows[0], rows[rows.length - 1], rows.length];
}

function compareParts(expected: readonly number[][], split: RowSplit): GoldenComparison {
  const actual = parts.flatMap((name) => summary(split[name]));
  return { family: "splits", name: "parts", expected: expected.flat(), actual, tolerance: exact };
}

function* compareSplit(recorded: RecordedSplit): Generator<GoldenComparison> {
  const firstRow = recorded.train.first_feature_row ?? 0;
  const rows = Math.min(recorded.label_rows, recorded.feature_rows - firstRow);
  const expected = parts.map((name) => {
    const part = recorded[name];
    if (part === null || part.rows === 0) return none;
    return [(part.first_feature_row ?? 0) - firstRow, (part.last_feature_row ?? 0) - firstRow, part.rows];
  });
  yield compareParts(expected, splitAsRecorded(rows, recorded));
}

function splitAsRecorded(rows: number, { labels, data_split }: RecordedSplit): RowSplit {
  const ratios = {
    train: data_split?.train ?? 0.7,
    validation: data_split?.validation ?? 0.15,
    ...(data_split?.test === undefined ? {} : { test: data_split.test }),
  };
  if (labels.source !== "triple_barrier") return splitChronologically(rows, ratios);
  return splitPurged(rows, { ...ratios, maxHoldingPeriod: labels.max_holding_period ?? 50 });
}

function* comparePurgedSplit(recorded: RecordedPurgedSplit): Generator<GoldenComparison> {
  const split = splitPurged(recorded.n, {
    train: 1 - recorded.val_ratio,
    validation: recorded.val_ratio,
    test: 0,
    maxHoldingPeriod: recorded.holding,
    embargo: recorded.embargo_pct,
  });
  yield compareParts([recorded.train ?? none, recorded.val, none], split);
}

/** The samples that ours makes of the text of a strategy and the bars of its timeframes. */
function prepare(recorded: RecordedSamples) {
  const strategy = parseStrategy(recorded.strategy_yaml, recorded.name);
  const { baseTimeframe: base, timeframes, training: { labels, split } } = strategy;
  const series = cutToCommonWindow(
    new Map(
      timeframes.map((name) => [name, barsBetween(readGoldenSeries(`synth_${name}`), recorded)]),
    ),
  );
  const specs = toFeatureSpecs(strategy);
  const options = { base, specs, labels, split, sequenceLength: 1 };
  const samples = makeSamples([{ symbol: "SYNTH", series }], options);
  return { specs, samples, bars: series.get(base)?.time.length };
}

function* compareSamples(recorded: RecordedSamples): Generator<GoldenComparison> {
  const { specs, samples, bars } = prepare(recorded);
  const counted = { family: "splits", tolerance: exact };
  yield {
    ...counted,
    name: "bars, labels, rows of the parts",
    expected: [recorded.bars, recorded.labels, ...parts.map((part) => recorded.split[part].rows)],
    actual: [bars, samples.count, ...parts.map((part) => samples[part].count)],
  };
  const ids = specs.map(({ id }) => id);
  yield { ...counted, name: "features", expected: recorded.feature_ids, actual: ids };
  const targets = parts.flatMap((part) => [...samples[part].targets]);
  yield {
    family: "float32 rows and targets",
    name: "targets",
    expected: recorded.targets,
    actual: recorded.rows.map((row) => targets[row]),
    tolerance: { relative: 2e-7, floor: 0 },
  };
  if (recorded.values.length > 0) yield* compareRows(recorded, { specs, samples });
}

/**
 * A raw input whose strategy says `normalization` is scaled, on the training rows; the recorded one went in as it was. So it
 * is compared with the recorded value, scaled.
 */
function* compareRows(
  { rows, values }: RecordedSamples,
  { specs, samples }: { specs: readonly TimeframeFeatureSpec[]; samples: Samples },
): Generator<GoldenComparison> {
  const width = specs.length;
  const all = parts.flatMap((part) => [...samples[part].rows]);
  for (const [column, { id }] of specs.entries()) {
    const scale = samples.scales[column];
    const recorded = values.map((row) => row[column]);
    yield {
      family: "float32 rows and targets",
      name: id,
      // Bars of the warm-up have no value, which is 0 scaled or not.
      expected: scale === null
        ? recorded
        : recorded.map((value) => value === 0 ? 0 : (value - scale.offset) * scale.scale),
      actual: rows.map((row) => all[row * width + column]),
      tolerance: scale === null ? { relative: 2e-7, floor: 1e-2 } : { relative: 1e-6, floor: 1 },
    };
  }
}
