import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  parameterCount,
  type PerceptronShape,
} from "../../../../../lib/engine/domain/network/network_shape.ts";
import { predict } from "../../../../../lib/engine/domain/network/predict.ts";
import { RandomGenerator } from "../../../../../lib/engine/domain/network/random_generator.ts";
import { trainNetwork } from "../../../../../lib/engine/domain/network/training/train_network.ts";
import type {
  TrainingData,
  TrainingOptions,
} from "../../../../../lib/engine/domain/network/training/training_options.ts";
import type { TrainingState } from "../../../../../lib/engine/domain/network/training/training_state.ts";
import { trainWithHistory } from "../../../../support/train_with_history.ts";

/** Rows whose class is the larger of three features. */
function threeClasses(count: number, seed: number): TrainingData {
  const generator = new RandomGenerator(seed);
  const rows = Float32Array.from({ length: count * 4 }, () => generator.nextSingle());
  const targets = Float32Array.from({ length: count }, (_, row) => {
    const [a, b, c] = rows.subarray(row * 4, row * 4 + 3);
    return a >= b && a >= c ? 0 : b >= c ? 1 : 2;
  });
  return { rows, targets, count };
}

const nothing: TrainingData = { rows: new Float32Array(0), targets: new Float32Array(0), count: 0 };
const train = threeClasses(100, 1);
const validation = threeClasses(40, 2);
const layers: PerceptronShape = {
  inputs: 4,
  hiddenLayers: [8, 6],
  outputs: 3,
  activation: "relu",
  dropout: 0.2,
};
const options: TrainingOptions = {
  shape: layers,
  seed: 42,
  epochs: 6,
  batchSize: 16,
  learningRate: 0.01,
  weightDecay: 1e-4,
  gradientClip: 1,
  loss: { kind: "cross_entropy", classWeights: Float32Array.of(1, 1, 1) },
  optimizer: "adam",
};

Deno.test("trainNetwork() gives the same model for the same seed and another for another seed", () => {
  const first = trainNetwork(train, validation, options);
  assertEquals(trainNetwork(train, validation, options), first);
  assert(first.weights[0][0] !== trainNetwork(train, validation, { ...options, seed: 43 }).weights[0][0]);
});

for (const optimizer of ["adam", "sgd", "rmsprop"] as const) {
  Deno.test(`trainNetwork() resumed from a stored state equals one without a break: ${optimizer}`, () => {
    const weighted = { ...train, sampleWeights: train.targets.map((target) => target + 1) };
    const whole: TrainingOptions = {
      ...options,
      optimizer,
      epochs: 8,
      scheduler: { kind: "reduce_on_plateau", factor: 0.5, patience: 0 },
      earlyStopping: { patience: 6, minDelta: 0.01, monitor: "val_accuracy" },
    };
    for (const data of [train, weighted]) {
      const states: TrainingState[] = [];
      const unbroken = trainNetwork(data, validation, {
        ...whole,
        onEpoch: (_, snapshot) => states.push(structuredClone(snapshot())),
      });
      const resumed = trainNetwork(data, validation, { ...whole, resume: states[2] });
      assertEquals(resumed, unbroken);
    }
  });
}

Deno.test("trainNetwork() stopped inside an epoch goes back to the epoch before and resumes exactly", () => {
  let batches = 0;
  const stopped = trainNetwork(train, validation, {
    ...options,
    onBatch: () => batches++,
    shouldStop: () => batches === 17,
  });
  assertEquals(stopped.stopped, true);
  assertEquals(stopped.summary.last?.epoch, 1);
  assertEquals(stopped.state.nextEpoch, 2);
  const resumed = trainNetwork(train, validation, { ...options, resume: stopped.state });
  assertEquals(resumed, trainNetwork(train, validation, options));
});

Deno.test("trainNetwork() stopped before the first batch gives the initial weights", () => {
  const stopped = trainNetwork(train, validation, { ...options, shouldStop: () => true });
  assertEquals(stopped.bestEpoch, -1);
  assertEquals([stopped.summary.last, stopped.summary.best], [null, null]);
  const resumed = trainNetwork(train, validation, { ...options, resume: stopped.state });
  assertEquals(resumed, trainNetwork(train, validation, options));
});

Deno.test("trainNetwork() reports every batch and epoch", () => {
  const batches: number[][] = [];
  let milliseconds = 0;
  const { history, summary } = trainWithHistory(train, validation, {
    ...options,
    epochs: 2,
    batchSize: 40,
    now: () => milliseconds += 500,
    onBatch: (epoch, batch, count) => batches.push([epoch, batch, count]),
  });
  assertEquals(batches, [[0, 1, 3], [0, 2, 3], [0, 3, 3], [1, 1, 3], [1, 2, 3], [1, 3, 3]]);
  assertEquals(history.map(({ epoch, seconds }) => [epoch, seconds]), [[0, 0.5], [1, 0.5]]);
  assertEquals([summary.last, summary.seconds], [history[1], 1]);
  const accuracies = history.map(({ trainAccuracy }) => trainAccuracy);
  assertEquals(summary.highestTrainAccuracy, Math.max(...accuracies));
});

Deno.test("trainNetwork() keeps the weights of the lowest validation loss, not the last ones", () => {
  // Validation targets that contradict the training: it soon gets worse.
  const contrary = { ...validation, targets: validation.targets.map((target) => (target + 1) % 3) };
  const snapshots: TrainingState[] = [];
  const result = trainWithHistory(train, contrary, {
    ...options,
    epochs: 12,
    onEpoch: (_, snapshot) => snapshots.push(snapshot()),
  });
  const losses = result.history.map(({ validationLoss }) => validationLoss);
  assertEquals(result.bestEpoch, losses.indexOf(Math.min(...losses)));
  assertEquals(result.summary.best, result.history[result.bestEpoch]);
  assert(result.bestEpoch < 11);
  assertEquals(result.weights, snapshots[result.bestEpoch].weights);
});

Deno.test("trainNetwork() without validation rows keeps the last weights", () => {
  const result = trainWithHistory(train, nothing, options);
  assertEquals(result.weights, result.state.weights);
  assertEquals([result.bestEpoch, result.summary.best], [5, null]);
  assertEquals(result.history.map(({ validationLoss }) => validationLoss), new Array(6).fill(NaN));
});

Deno.test("trainNetwork() learns classes and numbers, and predict() repeats its accuracy", () => {
  const many = { ...options, epochs: 40, learningRate: 0.02 };
  const shape = { ...many.shape, dropout: 0.1 };
  const classes = trainNetwork(train, validation, { ...many, shape });
  const { best } = classes.summary;
  assert(best !== null && best.validationAccuracy > 0.85, `accuracy ${best?.validationAccuracy}`);
  const outputs = predict({ shape, weights: classes.weights }, validation);
  const right = validation.targets.filter((target, row) => {
    const scores = outputs.subarray(row * 3, row * 3 + 3);
    return scores.indexOf(Math.max(...scores)) === target;
  });
  assertAlmostEquals(right.length / validation.count, best.validationAccuracy);

  const sums = (data: TrainingData) => ({
    ...data,
    targets: data.targets.map((_, row) => data.rows[row * 4] - data.rows[row * 4 + 1]),
  });
  const numbers = trainNetwork(sums(train), sums(validation), {
    ...many,
    shape: { ...many.shape, outputs: 1, dropout: 0 },
    loss: { kind: "mse" },
  });
  assert((numbers.summary.best?.validationLoss ?? 1) < 0.01);
});

Deno.test("trainNetwork() refuses data and options that do not fit", () => {
  const refuses = (change: Partial<TrainingOptions>, message: string) =>
    assertThrows(() => trainNetwork(train, validation, { ...options, ...change }), RangeError, message);
  refuses({ batchSize: 0 }, `Batch size must be a positive number, got "0"`);
  refuses({ batchSize: 1.5 }, `got "1.5"`);
  refuses({ epochs: -1 }, `got "-1"`);
  refuses({ learningRate: NaN }, `got "NaN"`);
  refuses({ shape: { ...options.shape, dropout: 1 } }, `Dropout`);
  refuses({ shape: { ...layers, hiddenLayers: [0] } }, `Layer sizes`);
  refuses({ shape: { ...options.shape, inputs: 5 } }, `Training rows must be 500 numbers, got "400"`);
  refuses({ loss: { kind: "mse" } }, `needs a network with one output, got "3"`);
  refuses({ initialWeights: [] }, `Weights must have 6 arrays, got "0"`);
  assertThrows(() => trainNetwork(nothing, validation, options), RangeError, "at least one row");
  const wrong = { ...train, targets: train.targets.with(7, 3) };
  assertThrows(() => trainNetwork(wrong, validation, options), RangeError, `from 0 to 2, got "3"`);
});

Deno.test("trainNetwork() refuses to watch validation rows that do not exist", () => {
  const watching: Partial<TrainingOptions>[] = [
    { earlyStopping: { patience: 1, minDelta: 0, monitor: "val_loss" } },
    { scheduler: { kind: "reduce_on_plateau", factor: 0.5, patience: 1 } },
  ];
  for (const change of watching) {
    assertThrows(() => trainNetwork(train, nothing, { ...options, ...change }), RangeError, "validation row");
  }
});

Deno.test("trainNetwork() says so when a loss is no longer a number", () => {
  const broken = { ...train, rows: train.rows.map(() => NaN) };
  assertThrows(() => trainNetwork(broken, validation, options), RangeError, `epoch 1, batch 1 is "NaN"`);
});

Deno.test("predict() works in blocks as it does row by row, and passes NaN on", () => {
  const { weights } = trainNetwork(train, validation, { ...options, epochs: 1 });
  const network = { shape: options.shape, weights };
  const many = threeClasses(600, 3);
  many.rows[4 * 599] = NaN;
  const outputs = predict(network, many);
  assertEquals(outputs.length, 1800);
  for (const row of [0, 255, 256, 598]) {
    const single = predict(network, { rows: many.rows.subarray(row * 4, row * 4 + 4), count: 1 });
    assertEquals(single, outputs.slice(row * 3, row * 3 + 3));
  }
  assertEquals([...outputs.subarray(-3)], [NaN, NaN, NaN]);
  assertEquals(predict(network, nothing).length, 0);
  let asked = 0;
  const stopped = predict(network, many, { shouldStop: () => ++asked === 3 });
  assertEquals(stopped, outputs.slice().fill(NaN, 3 * 512));
  assertThrows(() => predict(network, { rows: many.rows, count: 1 }), RangeError, `1 × 4 numbers`);
});

Deno.test("parameterCount() counts weights and biases", () => {
  assertEquals(parameterCount(options.shape), 4 * 8 + 8 + 8 * 6 + 6 + 6 * 3 + 3);
  assertEquals(parameterCount({ ...layers, hiddenLayers: [] }), 4 * 3 + 3);
});
