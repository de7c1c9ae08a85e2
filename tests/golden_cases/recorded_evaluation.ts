/**
 * The comparison of test metrics.
 * @module
 */
import { evaluateClassifier, evaluateRegressor } from "../../lib/engine/domain/network/evaluate.ts";
import type { GoldenComparison } from "../support/golden_errors.ts";

/** By name: accuracy and loss; precision, recall and F1 of classes, or the mean absolute error. */
export type RecordedMetrics = Readonly<Record<string, number>>;

/** float32 sums against ours. */
export const single = { relative: 1e-6, floor: 1e-2 };

/** All recorded metrics of raw outputs beside ours, and that there are no others. */
export function* compareEvaluationMetrics(
  recorded: RecordedMetrics,
  { outputs, targets, isRegression }: {
    outputs: Float32Array;
    targets: Float32Array;
    isRegression: boolean;
  },
): Generator<GoldenComparison> {
  const metrics = isRegression ? evaluateRegressor(outputs, targets) : evaluateClassifier(outputs, targets);
  const entries = Object.entries(metrics).map(([name, value]) => [snakeCase(name), value] as const);
  const names = entries.map(([name]) => name).sort();
  const common = { family: "evaluation", tolerance: single };
  yield { ...common, name: "names", expected: Object.keys(recorded).sort(), actual: names };
  for (const [name, value] of entries) {
    yield { ...common, name, expected: [recorded[name]], actual: [value] };
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
