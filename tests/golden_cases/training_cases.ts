import { packCopies } from "../../lib/engine/domain/network/kernel/kernel.ts";
import { openKernel } from "../../lib/engine/domain/network/kernel/open_kernel.ts";
import { measureLoss, writeLossGradient } from "../../lib/engine/domain/network/losses.ts";
import type { Weights } from "../../lib/engine/domain/network/network_shape.ts";
import { clipGradients, Optimizer } from "../../lib/engine/domain/network/training/optimizer.ts";
import { openPasses } from "../../lib/engine/domain/network/passes.ts";
import { predictSamples } from "../../lib/engine/domain/network/predict.ts";
import { sampleEnds, SampleGatherer } from "../../lib/engine/domain/network/sample_rows.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import { type GoldenFiles, goldenFiles } from "../support/golden_series.ts";
import { compareEvaluationMetrics, single } from "./recorded_evaluation.ts";
import { dataFrom, lossOf, optionsOf, type RecordedRun, shapeOf, weightsFrom } from "./recorded_run.ts";
import { trainWithHistory } from "../support/train_with_history.ts";

const step = { family: "one training step", tolerance: { relative: 1e-5, floor: 1e-2 } };
const epochs = { family: "several epochs", tolerance: { relative: 1e-4, floor: 1e-2 } };

/** Trainings from given weights, in the recorded order of rows. */
export function* trainingCases(files: GoldenFiles): Generator<GoldenCase> {
  for (const run of listRecordedRuns(files)) {
    if (run.error !== undefined) continue;
    yield { name: `gradients of "${run.name}"`, compare: () => compareGradients(run) };
    yield { name: `gradient norms of "${run.name}"`, compare: () => compareNorms(run) };
    yield { name: `training "${run.name}"`, compare: () => compareTraining(run) };
    if (run.evaluate_on_val === undefined) continue;
    yield { name: `evaluation of "${run.name}"`, compare: () => compareEvaluation(run) };
  }
}

/** All recorded trainings; one of them failed. */
export function listRecordedRuns(files: GoldenFiles = goldenFiles): readonly RecordedRun[] {
  return ["steps", "runs", "recurrent"].flatMap((file) =>
    files.read<{ cases: RecordedRun[] }>(`training/${file}.json`).cases
  );
}

/** The classes' weights, and the first batch before and after clipping. */
function* compareGradients(run: RecordedRun): Generator<GoldenComparison> {
  const loss = lossOf(run);
  const weights = "classWeights" in loss ? loss.classWeights : [];
  const { class_weights: expected = [] } = run;
  if (expected.length > 0) {
    yield { family: "class weights", name: "weights", expected, actual: weights, tolerance: single };
  }
  const [recorded] = run.gradient_clipping;
  const { kernel, backward, computeGradients } = openBatches(run);
  const { all, arrays } = backward.gradients;
  computeGradients(run.batch_row_order[0]);
  yield { ...step, name: "gradients", ...compareArrays(arrays, weightsFrom(recorded.grad_before ?? [])) };
  clipGradients(all, { kernel, highest: recorded.max_norm });
  yield { ...step, name: "clipped", ...compareArrays(arrays, weightsFrom(recorded.grad_after ?? [])) };
}

/** The norms of all batches, the last one's too: after steps at the recorded learning rates. */
function* compareNorms(run: RecordedRun): Generator<GoldenComparison> {
  const { kernel, backward, weights, computeGradients } = openBatches(run);
  const { optimizer: kind, weightDecay } = optionsOf(run);
  const optimizer = new Optimizer(weights, { kernel, kind, weightDecay });
  const batches = run.batch_row_order.length / run.epochs.length;
  const actual = run.batch_row_order.map((rows, index) => {
    computeGradients(rows);
    const { max_norm: highest } = run.gradient_clipping[index];
    const norm = clipGradients(backward.gradients.all, { kernel, highest });
    optimizer.step(backward.gradients.all, run.epochs[Math.floor(index / batches)].learning_rate);
    return norm;
  });
  const expected = run.gradient_clipping.map(({ total_norm_before: norm }) => norm);
  yield { ...step, name: "norm of the first batch", expected: [expected[0]], actual: [actual[0]] };
  yield { ...epochs, name: "norms", expected, actual };
}

/** The recorded network before its first step, and what writes its gradients for the rows of a batch. */
function openBatches(run: RecordedRun) {
  const shape = shapeOf(run);
  const data = dataFrom(run.X_train, run.y_train);
  const ends = sampleEnds(data, shape);
  const kernel = openKernel();
  const samples = new SampleGatherer(kernel, { shape, capacity: 64 });
  const weights = packCopies(kernel, weightsFrom(run.initial_weights));
  const { forward, backward } = openPasses({ shape, weights: weights.arrays }, {
    kernel,
    capacity: 64,
    batchSize: 64,
  });
  const loss = lossOf(run);
  const computeGradients = (rows: readonly number[]) => {
    const batch = samples.gather(data, Int32Array.from(rows, (sample) => ends[sample]));
    const outputs = forward.run(batch);
    const scored = { outputs, targets: samples.targets, count: batch.count, width: run.outputs };
    writeLossGradient(loss, scored, {
      parts: measureLoss(loss, scored),
      gradient: backward.outputGradient,
    });
    backward.run(batch);
  };
  return { kernel, backward, weights, computeGradients };
}

/** The lengths of the arrays, then their numbers. */
function compareArrays(actual: Weights, expected: Weights) {
  const list = (arrays: Weights) => [
    ...arrays.map(({ length }) => length),
    ...arrays.flatMap((array) => [...array]),
  ];
  return { expected: list(expected), actual: list(actual) };
}

function* compareTraining(run: RecordedRun): Generator<GoldenComparison> {
  const isSingleStep = run.batch_row_order.length === run.epochs.length;
  let afterFirstEpoch: Weights = [];
  const result = trainWithHistory(dataFrom(run.X_train, run.y_train), dataFrom(run.X_val, run.y_val), {
    ...optionsOf(run),
    onEpoch: ({ epoch }, snapshot) => {
      if (epoch === 0) afterFirstEpoch = snapshot().weights;
    },
  });
  const first = isSingleStep ? step : epochs;
  for (const recorded of run.epochs) {
    const { epoch } = recorded;
    const ours = result.history[epoch];
    const common = { ...epoch === 0 ? first : epochs };
    yield {
      ...common,
      name: `losses of epoch ${epoch}`,
      expected: [recorded.train_loss, recorded.val_loss],
      actual: [ours.trainLoss, ours.validationLoss],
    };
    yield {
      ...common,
      name: `accuracies and learning rate of epoch ${epoch}`,
      expected: [recorded.train_accuracy, recorded.val_accuracy, recorded.learning_rate],
      actual: [ours.trainAccuracy, ours.validationAccuracy, ours.learningRate],
      tolerance: step.tolerance,
    };
  }
  const weights = weightsFrom(run.weights_after_first_epoch);
  yield { ...first, name: "weights after the first epoch", ...compareArrays(afterFirstEpoch, weights) };
  const final = compareArrays(result.state.weights, weightsFrom(run.final_weights));
  yield { ...epochs, name: "final weights", ...final };
  if (run.best_val_loss !== undefined) {
    const { best } = result.summary;
    yield {
      ...epochs,
      name: "loss and accuracy of the best epoch",
      expected: [run.best_val_loss, run.best_val_accuracy],
      actual: [best?.validationLoss ?? Infinity, best?.validationAccuracy ?? 0],
    };
  }
  yield {
    ...epochs,
    name: "epochs, best epoch, early stop",
    expected: [
      run.epochs.length,
      run.epoch_of_lowest_val_loss ?? run.epochs.length - 1,
      run.epochs.length < run.trainer_config.epochs,
    ],
    actual: [result.history.length, result.bestEpoch, result.earlyStopped],
    tolerance: exact,
  };
}

/** The answers of the recorded network to the rows it was validated on. */
function* compareEvaluation(run: RecordedRun): Generator<GoldenComparison> {
  const network = { shape: shapeOf(run), weights: weightsFrom(run.final_weights) };
  const { outputs, targets } = predictSamples(network, dataFrom(run.X_val, run.y_val));
  const isRegression = run.outputs === 1;
  yield* compareEvaluationMetrics(run.evaluate_on_val ?? {}, { outputs, targets, isRegression });
}
