/**
 * What a network cannot learn from its training rows.
 * @module
 */
import type { LabelSpec } from "../../domain/labels/make_labels.ts";
import type { TrainingData } from "../../domain/network/training/training_options.ts";

/** Features that a warning names at most. */
const mostNamed = 5;

const trades = ["BUY", "HOLD", "SELL"];
const classNames: Readonly<Record<LabelSpec["source"], readonly string[]>> = {
  zigzag: trades,
  triple_barrier: trades,
  context: ["bullish", "bearish", "neutral"],
  regime: ["trending up", "trending down", "ranging", "volatile"],
  forward_return: [],
};

/** What the rows are made of. */
interface DescribePoorSamplesOptions {
  readonly source: LabelSpec["source"];
  /** Ids, in the order of the rows' numbers. */
  readonly features: readonly string[];
}

/** One sentence for labels that are all the same, and one for features that are. */
export function describePoorSamples(data: TrainingData, options: DescribePoorSamplesOptions): string[] {
  return [...describeLabels(data, options), ...describeFeatures(data, options)];
}

function describeLabels({ targets }: TrainingData, { source }: DescribePoorSamplesOptions): string[] {
  // Rows of a window that have no label have NaN.
  const labels = targets.filter((target) => !Number.isNaN(target));
  if (labels.length === 0 || labels.some((label) => label !== labels[0])) return [];
  const [label] = labels;
  const name = classNames[source][label];
  const what = name === undefined ? `the same target (${label})` : `the label ${name}`;
  return [`All ${labels.length} training rows have ${what}: the model can learn nothing else`];
}

function describeFeatures({ rows, count }: TrainingData, { features }: DescribePoorSamplesOptions): string[] {
  const poor = features.filter((_, feature) => isConstant(rows, { feature, count, width: features.length }));
  if (poor.length === 0 || count < 2) return [];
  const names = poor.slice(0, mostNamed).join(", ") + (poor.length > mostNamed ? ", …" : "");
  const verb = poor.length === 1 ? "has" : "have";
  return [
    `${poor.length} of ${features.length} features ${verb} one and the same value, or none, in all training rows ` +
    `and can teach the model nothing: ${names}`,
  ];
}

function isConstant(
  rows: Float32Array,
  { feature, count, width }: { readonly feature: number; readonly count: number; readonly width: number },
): boolean {
  const first = rows[feature];
  for (let row = 1; row < count; row++) {
    if (rows[row * width + feature] !== first) return false;
  }
  return true;
}
