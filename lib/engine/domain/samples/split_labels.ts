import type { Labels, LabelSpec } from "../labels/make_labels.ts";
import { type RowSplit, splitChronologically, splitPurged, type SplitRatios } from "../split.ts";

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
export function splitLabels({ values, bars }: Labels, { spec, ratios }: SplitLabelsOptions): RowSplit {
  if (spec.source !== "triple_barrier") return splitChronologically(values.length, ratios);
  return splitPurged(values.length, { ...ratios, maxHoldingPeriod: spec.maxHoldingPeriod, bars });
}
