/**
 * From bars to the rows that a network trains, validates and tests on.
 * @module
 */
import {
  applyScales,
  computeFeatures,
  type FeatureScale,
  fitScales,
  toTrainingRows,
} from "../domain/features.ts";
import { type Labels, makeLabels } from "../domain/labels/make_labels.ts";
import type { TrainingData } from "../domain/network/training_options.ts";
import { type RowSplit, splitChronologically, splitPurged } from "../domain/split.ts";
import type { TrainingWork } from "./work.ts";

/** Rows of a training, each paired with the label of its own bar. */
export interface Samples {
  readonly train: TrainingData;
  readonly validation: TrainingData;
  readonly test: TrainingData;
  readonly scales: readonly (FeatureScale | null)[];
  /** Number of the network's outputs. */
  readonly outputs: number;
  readonly count: number;
}

/** What a training needs of its {@linkcode TrainingWork} to make samples. */
export type SampleWork = Pick<TrainingWork, "bars" | "features" | "labels" | "split">;

/**
 * Features and labels, joined by bar, split in the order of time. Scales are fitted on the bars of the training rows.
 *
 * Throws a RangeError when there are too few bars for an indicator, the labels or a training row.
 */
export function prepareSamples(work: SampleWork): Samples {
  const { bars, features, labels: labelSpec } = work;
  const labels = makeLabels(bars, labelSpec);
  const split = splitLabels(labels, work);
  if (split.train.length === 0) {
    throw new RangeError(`The split leaves no training rows, got "${labels.values.length}" rows in all`);
  }
  const raw = computeFeatures(bars, features);
  const first = labels.bars[split.train[0]];
  const end = labels.bars[split.train[split.train.length - 1]] + 1;
  const scales = fitScales(raw, { specs: features, first, end });
  const rows = toTrainingRows(applyScales(raw, scales));
  const pick = (part: Int32Array) => pickRows(labels, { rows, width: features.length, part });
  return {
    train: { ...pick(split.train), ...pickWeights(labels, split.train) },
    validation: pick(split.validation),
    test: pick(split.test),
    scales,
    outputs: labels.classes,
    count: labels.values.length,
  };
}

function splitLabels(labels: Labels, { labels: spec, split }: SampleWork): RowSplit {
  if (spec.source !== "triple_barrier") return splitChronologically(labels.values.length, split);
  const { maxHoldingPeriod } = spec;
  return splitPurged(labels.values.length, { ...split, maxHoldingPeriod, bars: labels.bars });
}

interface PickRowsOptions {
  readonly rows: Float32Array;
  readonly width: number;
  readonly part: Int32Array;
}

function pickRows(labels: Labels, { rows, width, part }: PickRowsOptions): TrainingData {
  const picked = new Float32Array(part.length * width);
  part.forEach((label, index) => {
    const start = labels.bars[label] * width;
    picked.set(rows.subarray(start, start + width), index * width);
  });
  return {
    rows: picked,
    targets: Float32Array.from(part, (label) => labels.values[label]),
    count: part.length,
  };
}

function pickWeights({ weights }: Labels, part: Int32Array): Pick<TrainingData, "sampleWeights"> {
  if (weights === undefined) return {};
  return { sampleWeights: Float32Array.from(part, (label) => weights[label]) };
}
