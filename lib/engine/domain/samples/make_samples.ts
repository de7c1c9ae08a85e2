/**
 * From the bars of symbols to the rows that a network trains, validates and tests on.
 * @module
 */
import { type Labels, type LabelSpec, makeLabels } from "../labels/make_labels.ts";
import { type RowSplit, splitChronologically, splitPurged, type SplitRatios } from "../split.ts";
import type { Bars } from "../bars.ts";
import { applyScales, type FeatureMatrix, type FeatureScale, toTrainingRows } from "../features.ts";
import { fitPooledScales } from "../features/pooled_scales.ts";
import {
  computeTimeframeFeatures,
  requireBars,
  type TimeframeFeaturesOptions,
} from "../features/timeframe_features.ts";
import { nameRangeError } from "../name_range_error.ts";
import type { TrainingData } from "../network/training/training_options.ts";
import { stackRows, type StackRowsOptions } from "./stack_rows.ts";

/** Bars of one symbol, by timeframe. */
export interface SymbolBars {
  readonly symbol: string;
  readonly series: ReadonlyMap<string, Bars>;
}

/** How samples are made. */
export interface MakeSamplesOptions extends TimeframeFeaturesOptions {
  readonly labels: LabelSpec;
  readonly split: SplitRatios;
  /** Bars that the network reads for one answer; 1 unless it is recurrent. */
  readonly sequenceLength: number;
}

/** Rows of a training, each paired with the label of its own bar. */
export interface Samples {
  readonly train: TrainingData;
  readonly validation: TrainingData;
  readonly test: TrainingData;
  readonly scales: readonly (FeatureScale | null)[];
  /** Number of the network's outputs. */
  readonly outputs: number;
  /** Bars with a label, in all three parts. */
  readonly count: number;
}

/** What one symbol contributes. */
interface SymbolRows {
  readonly matrix: FeatureMatrix;
  readonly labels: Labels;
  readonly split: RowSplit;
}

/**
 * Features and labels of each symbol, joined by bar, split, and the parts of all symbols put one after the other in the
 * order of `symbols`.
 *
 * Labels are those of the base timeframe's bars. Each symbol is split for itself in the order of time, so that none of its
 * rows to train on is later than one of its rows to validate or test on, and each part has its share of every symbol. Where
 * the symbols' bars cover different periods, one symbol's training rows can be later than another's validation rows.
 *
 * Scales are fitted on the bars of the training rows of all symbols together.
 *
 * @throws {RangeError} when there are too few bars for an indicator, the labels or a training row; with several symbols
 * the message begins with the symbol.
 */
export function makeSamples(symbols: readonly SymbolBars[], options: MakeSamplesOptions): Samples {
  if (symbols.length === 0) throw new RangeError("Samples need the bars of at least one symbol, got none");
  const { specs, sequenceLength } = options;
  const parts = symbols.map((symbol) =>
    symbols.length === 1
      ? prepareSymbol(symbol, options)
      : nameRangeError(symbol.symbol, () => prepareSymbol(symbol, options))
  );
  const scales = fitPooledScales(parts.map(trainedRows), specs);
  const scaled = parts.map((part) => ({ ...part, rows: toTrainingRows(applyScales(part.matrix, scales)) }));
  const layout: StackRowsOptions = { width: specs.length, sequenceLength };
  const stack = (name: keyof RowSplit) =>
    stackRows(scaled.map(({ rows, labels, split }) => ({ rows, labels, part: split[name] })), layout);
  return {
    train: stack("train"),
    validation: stack("validation"),
    test: stack("test"),
    scales,
    outputs: parts[0].labels.classes,
    count: parts.reduce((sum, { labels }) => sum + labels.values.length, 0),
  };
}

function prepareSymbol({ series }: SymbolBars, options: MakeSamplesOptions): SymbolRows {
  const labels = makeLabels(requireBars(series, options.base), options.labels);
  const split = splitLabels(labels, { spec: options.labels, ratios: options.split });
  if (split.train.length === 0) {
    throw new RangeError(`The split leaves no training rows, got "${labels.values.length}" rows in all`);
  }
  return { matrix: computeTimeframeFeatures(series, options), labels, split };
}

function trainedRows({ matrix, labels, split }: SymbolRows) {
  const { train } = split;
  return { matrix, first: labels.bars[train[0]], end: labels.bars[train[train.length - 1]] + 1 };
}

/** What a split depends on. */
interface SplitLabelsOptions {
  /** What the labels were made by. */
  readonly spec: LabelSpec;
  readonly ratios: SplitRatios;
}

/**
 * Labels, numbered from 0, for training, validation and test, in the order of time. Triple barrier labels, each of which
 * knows the bars up to its time barrier, are purged (`splitPurged`).
 *
 * @throws {RangeError} when a ratio is not a number from 0 to 1.
 */
function splitLabels({ values, bars }: Labels, { spec, ratios }: SplitLabelsOptions): RowSplit {
  if (spec.source !== "triple_barrier") return splitChronologically(values.length, ratios);
  return splitPurged(values.length, { ...ratios, maxHoldingPeriod: spec.maxHoldingPeriod, bars });
}
