import { assert, assertEquals } from "@std/assert";
import { readGolden } from "../../../support/golden_series.ts";
import { BackwardPass } from "../../../../lib/engine/domain/network/backward_pass.ts";
import { ForwardPass } from "../../../../lib/engine/domain/network/forward_pass.ts";
import { measureLoss, writeLossGradient } from "../../../../lib/engine/domain/network/losses.ts";
import type { Weights } from "../../../../lib/engine/domain/network/network_shape.ts";
import { clipGradients } from "../../../../lib/engine/domain/network/optimizer.ts";
import { trainNetwork } from "../../../../lib/engine/domain/network/train_network.ts";
import { dataFrom, lossOf, optionsOf, type RecordedRun, shapeOf, weightsFrom } from "./recorded_run.ts";

const oneStep = { relative: 1e-4, absolute: 1e-6 };
const severalEpochs = { relative: 1e-3, absolute: 1e-5 };
type Tolerance = typeof oneStep;

const runs = ["steps", "runs"].flatMap((file) =>
  readGolden<{ cases: RecordedRun[] }>(`training/${file}.json`).cases
);

for (const run of runs.filter(({ error }) => error === undefined)) {
  Deno.test(`the first batch of "${run.name}" has KTRDR's gradients and norm`, () => {
    const rows = run.batch_row_order[0];
    const data = dataFrom(rows.map((row) => run.X_train[row]), rows.map((row) => run.y_train[row]));
    const forward = new ForwardPass({ shape: shapeOf(run), weights: weightsFrom(run.initial_weights) }, 64);
    const { activation } = shapeOf(run);
    const backward = new BackwardPass(forward, { activation, capacity: 64 });
    const scored = {
      outputs: forward.run(data),
      targets: data.targets,
      count: data.count,
      width: run.outputs,
    };
    const parts = measureLoss(lossOf(run), scored);
    writeLossGradient(lossOf(run), scored, { parts, gradient: backward.outputGradient });
    backward.run(data);
    const [recorded] = run.gradient_clipping;
    assertWeights(backward.gradients, weightsFrom(recorded.grad_before ?? []), oneStep);
    assertClose(clipGradients(backward.gradients, recorded.max_norm), recorded.total_norm_before, oneStep);
    assertWeights(backward.gradients, weightsFrom(recorded.grad_after ?? []), oneStep);
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
