import { classWeights } from "../../lib/engine/domain/network/training/class_weights.ts";
import {
  advanceEarlyStopping,
  hasStalled,
  startEarlyStopping,
} from "../../lib/engine/domain/network/training/early_stopping.ts";
import { initialWeights } from "../../lib/engine/domain/network/initial_weights.ts";
import { type LossSpec, measureLoss, type ScoredBatch } from "../../lib/engine/domain/network/losses.ts";
import { RandomGenerator } from "../../lib/engine/domain/network/random_generator.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import type { GoldenFiles } from "../support/golden_series.ts";
import { compareEvaluationMetrics, type RecordedMetrics, single } from "./recorded_evaluation.ts";
import { type RecordedModel, shapeOf } from "./recorded_run.ts";

interface RecordedLosses {
  readonly logits: number[][];
  readonly targets: number[];
  readonly classification: {
    readonly loss: "cross_entropy" | "focal";
    readonly focal_gamma: number;
    readonly class_weights: number[] | null;
    readonly value: number;
  }[];
  readonly predictions: number[];
  readonly returns: number[];
  readonly regression: { loss: "huber" | "mse"; huber_delta: number; value: number }[];
}

interface RecordedClassWeights {
  readonly labels: number[];
  /** Up to the highest class present. */
  readonly class_weights: number[];
}

interface RecordedEvaluation {
  readonly output_format: string;
  readonly outputs: number[][];
  readonly y: number[];
  readonly metrics: RecordedMetrics;
}

interface RecordedStopping {
  readonly params: { patience: number; min_delta: number };
  readonly val_losses: number[];
  readonly stop: boolean[];
}

interface RecordedWeights extends RecordedModel {
  /** Of each array, in our order. */
  readonly parameters: Record<string, { std: number; shape: number[] }>;
}

/** Losses, class weights, metrics, early stopping, and how initial weights are spread. */
export function* networkPartCases(files: GoldenFiles): Generator<GoldenCase> {
  yield* listCases<RecordedLosses>("losses", { files, compare: compareLosses });
  yield* listCases<RecordedClassWeights>("class_weights", { files, compare: compareClassWeights });
  yield* listCases<RecordedEvaluation>("evaluate", { files, compare: compareEvaluation });
  yield* listCases<RecordedStopping>("early_stopping", { files, compare: compareStopping });
  yield* listCases<RecordedWeights>("init", { files, compare: compareSpread });
}

function* listCases<T>(
  file: string,
  { files, compare }: { files: GoldenFiles; compare: (recorded: T) => Iterable<GoldenComparison> },
): Generator<GoldenCase> {
  for (const [index, recorded] of files.read<{ cases: T[] }>(`training/${file}.json`).cases.entries()) {
    yield { name: `${file} ${index + 1}`, compare: () => compare(recorded) };
  }
}

function* compareLosses(recorded: RecordedLosses): Generator<GoldenComparison> {
  const common = { family: "losses", tolerance: single };
  const classes = batchOf(recorded.logits, recorded.targets);
  for (const { loss: kind, focal_gamma: gamma, class_weights: weights, value } of recorded.classification) {
    const spec = {
      kind,
      gamma,
      classWeights: weights ? Float32Array.from(weights) : Float32Array.of(1, 1, 1),
    };
    yield { ...common, name: `${kind} ${gamma}`, expected: [value], actual: [lossValue(spec, classes)] };
  }
  const values = batchOf(recorded.predictions.map((output) => [output]), recorded.returns);
  for (const { loss: kind, huber_delta: delta, value } of recorded.regression) {
    yield { ...common, name: kind, expected: [value], actual: [lossValue({ kind, delta }, values)] };
  }
}

function batchOf(outputs: number[][], targets: number[]): ScoredBatch {
  return {
    outputs: Float32Array.from(outputs.flat()),
    targets: Float32Array.from(targets),
    count: targets.length,
    width: outputs[0].length,
  };
}

function lossValue(loss: LossSpec, batch: ScoredBatch): number {
  const { sum, weight } = measureLoss(loss, batch);
  return sum / weight;
}

function* compareClassWeights(
  { labels, class_weights: recorded }: RecordedClassWeights,
): Generator<GoldenComparison> {
  // Classes above the highest one present have no weight.
  const expected = [...recorded, 0, 0, 0, 0, 0].slice(0, 5);
  const actual = classWeights(Float32Array.from(labels), 5);
  yield { family: "class weights", name: "weights", expected, actual, tolerance: single };
}

function* compareEvaluation(recorded: RecordedEvaluation): Generator<GoldenComparison> {
  const outputs = Float32Array.from(recorded.outputs.flat());
  const targets = Float32Array.from(recorded.y);
  const isRegression = recorded.output_format === "regression";
  yield* compareEvaluationMetrics(recorded.metrics, { outputs, targets, isRegression });
}

/** Up to the epoch that is the last one: after it the recorded answer stays as it is. */
function* compareStopping({ params, val_losses, stop }: RecordedStopping): Generator<GoldenComparison> {
  const options = { patience: params.patience, minDelta: params.min_delta, monitor: "val_loss" } as const;
  const last = stop.indexOf(true);
  const expected = stop.slice(0, last < 0 ? stop.length : last + 1);
  let state = startEarlyStopping();
  const actual = val_losses.slice(0, expected.length).map((loss) => {
    state = advanceEarlyStopping(state, { validationLoss: loss, validationAccuracy: loss }, options);
    return hasStalled(state, options);
  });
  yield { family: "early stopping", name: "stop after each epoch", expected, actual, tolerance: exact };
}

/** Draws differ; what is compared is how wide the numbers of each array are spread. */
function* compareSpread(recorded: RecordedWeights): Generator<GoldenComparison> {
  const weights = initialWeights(shapeOf(recorded), new RandomGenerator(11));
  const arrays = Object.values(recorded.parameters);
  const sizes = arrays.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  const common = { family: "spread of initial weights", tolerance: exact };
  yield { ...common, name: "sizes", expected: sizes, actual: weights.map(({ length }) => length) };
  const large = arrays.flatMap(({ std }, index) => sizes[index] < 64 ? [] : [{ std, array: weights[index] }]);
  yield {
    ...common,
    name: "standard deviations",
    expected: large.map(({ std }) => std),
    actual: large.map(({ array }) =>
      Math.sqrt(array.reduce((sum, value) => sum + value ** 2, 0) / array.length)
    ),
    tolerance: { relative: 0.2, floor: 0 },
  };
}
