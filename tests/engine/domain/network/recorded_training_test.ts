import { assert, assertEquals } from "@std/assert";
import { readGolden } from "../../../support/golden_series.ts";
import { evaluateClassifier, evaluateRegressor } from "../../../../lib/engine/domain/network/evaluate.ts";
import { packCopies } from "../../../../lib/engine/domain/network/kernel/kernel.ts";
import { openKernel } from "../../../../lib/engine/domain/network/kernel/open_kernel.ts";
import { measureLoss, writeLossGradient } from "../../../../lib/engine/domain/network/losses.ts";
import type { Weights } from "../../../../lib/engine/domain/network/network_shape.ts";
import { clipGradients } from "../../../../lib/engine/domain/network/optimizer.ts";
import { openPasses } from "../../../../lib/engine/domain/network/passes.ts";
import { predictSamples } from "../../../../lib/engine/domain/network/predict.ts";
import { sampleEnds, SampleGatherer } from "../../../../lib/engine/domain/network/sample_rows.ts";
import { trainNetwork } from "../../../../lib/engine/domain/network/train_network.ts";
import { dataFrom, lossOf, optionsOf, type RecordedRun, shapeOf, weightsFrom } from "./recorded_run.ts";

const oneStep = { relative: 1e-4, absolute: 1e-6 };
const severalEpochs = { relative: 1e-3, absolute: 1e-5 };
type Tolerance = typeof oneStep;

const runs = ["steps", "runs", "recurrent"].flatMap((file) =>
  readGolden<{ cases: RecordedRun[] }>(`training/${file}.json`).cases
);

for (const run of runs.filter(({ error }) => error === undefined)) {
  Deno.test(`the first batch of "${run.name}" has KTRDR's gradients and norm`, () => {
    const shape = shapeOf(run);
    const data = dataFrom(run.X_train, run.y_train);
    const ends = sampleEnds(data, shape);
    const kernel = openKernel();
    const samples = new SampleGatherer(kernel, { shape, capacity: 64 });
    const batch = samples.gather(data, Int32Array.from(run.batch_row_order[0], (sample) => ends[sample]));
    const { arrays: weights } = packCopies(kernel, weightsFrom(run.initial_weights));
    const { forward, backward } = openPasses({ shape, weights }, { kernel, capacity: 64, batchSize: 64 });
    const scored = {
      outputs: forward.run(batch),
      targets: samples.targets,
      count: batch.count,
      width: run.outputs,
    };
    const parts = measureLoss(lossOf(run), scored);
    writeLossGradient(lossOf(run), scored, { parts, gradient: backward.outputGradient });
    backward.run(batch);
    const [recorded] = run.gradient_clipping;
    const { all, arrays } = backward.gradients;
    assertWeights(arrays, weightsFrom(recorded.grad_before ?? []), oneStep);
    const norm = clipGradients(all, { kernel, highest: recorded.max_norm });
    assertClose(norm, recorded.total_norm_before, oneStep);
    assertWeights(arrays, weightsFrom(recorded.grad_after ?? []), oneStep);
  });

  Deno.test(`trainNetwork() replays "${run.name}"`, () => {
    const singleStep = run.batch_row_order.length === run.epochs.length;
    let afterFirstEpoch: Weights = [];
    const result = trainNetwork(dataFrom(run.X_train, run.y_train), dataFrom(run.X_val, run.y_val), {
      ...optionsOf(run),
      onEpoch: ({ epoch }, snapshot) => {
        if (epoch === 0) afterFirstEpoch = snapshot().weights;
      },
    });
    assertEquals(result.history.length, run.epochs.length);
    run.epochs.forEach((recorded, epoch) => assertEpoch(result.history[epoch], recorded));
    assertWeights(
      afterFirstEpoch,
      weightsFrom(run.weights_after_first_epoch),
      singleStep ? oneStep : severalEpochs,
    );
    assertWeights(result.state.weights, weightsFrom(run.final_weights), severalEpochs);
    assertEquals(result.bestEpoch, run.epoch_of_lowest_val_loss ?? run.epochs.length - 1);
    assertEquals(result.earlyStopped, run.epochs.length < run.trainer_config.epochs);

    function assertEpoch(actual: typeof result.history[0], recorded: RecordedRun["epochs"][0]): void {
      const tolerance = recorded.epoch === 0 && singleStep ? oneStep : severalEpochs;
      assertEquals(actual.epoch, recorded.epoch);
      assertClose(actual.trainLoss, recorded.train_loss, tolerance);
      assertClose(actual.trainAccuracy, recorded.train_accuracy, oneStep);
      assertClose(actual.validationLoss, recorded.val_loss ?? NaN, tolerance);
      assertClose(actual.validationAccuracy, recorded.val_accuracy ?? NaN, oneStep);
      assertClose(actual.learningRate, recorded.learning_rate, oneStep);
    }
  });
}

Deno.test("trainNetwork() trains when the highest class is absent, where KTRDR fails", () => {
  const run = runs.find(({ error }) => error !== undefined);
  assert(run !== undefined);
  const data = dataFrom(run.X_train, run.y_train);
  const result = trainNetwork(data, data, optionsOf(run));
  assertEquals(result.history.length, 1);
  assert(Number.isFinite(result.history[0].trainLoss));
  assert(Number.isFinite(result.history[0].validationLoss));
});

for (const run of runs.filter(({ evaluate_on_val }) => evaluate_on_val !== undefined)) {
  Deno.test(`predictSamples() answers to the validation rows of "${run.name}" as KTRDR does`, () => {
    const network = { shape: shapeOf(run), weights: weightsFrom(run.final_weights) };
    const { outputs, targets } = predictSamples(network, dataFrom(run.X_val, run.y_val));
    const evaluate = run.outputs === 1 ? evaluateRegressor : evaluateClassifier;
    const metrics = evaluate(outputs, targets);
    assertClose(metrics.testAccuracy, run.evaluate_on_val?.test_accuracy ?? NaN, oneStep);
    assertClose(metrics.testLoss, run.evaluate_on_val?.test_loss ?? NaN, oneStep);
  });
}

function assertWeights(actual: Weights, expected: Weights, tolerance: Tolerance): void {
  assertEquals(actual.map(({ length }) => length), expected.map(({ length }) => length));
  actual.forEach((array, index) => {
    array.forEach((value, item) => assertClose(value, expected[index][item], tolerance));
  });
}

function assertClose(actual: number, expected: number, { relative, absolute }: Tolerance): void {
  const isClose = Object.is(actual, expected) ||
    Math.abs(actual - expected) <= relative * Math.abs(expected) + absolute;
  assert(isClose, `${actual} is not ${expected}`);
}
