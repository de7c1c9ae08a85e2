import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { classWeights } from "../../../../lib/engine/domain/network/training/class_weights.ts";
import { initialWeights } from "../../../../lib/engine/domain/network/initial_weights.ts";
import { parameterCount, type RecurrentShape } from "../../../../lib/engine/domain/network/network_shape.ts";
import { predict, predictSamples } from "../../../../lib/engine/domain/network/predict.ts";
import { RandomGenerator } from "../../../../lib/engine/domain/network/random_generator.ts";
import { trainNetwork } from "../../../../lib/engine/domain/network/training/train_network.ts";
import type {
  TrainingData,
  TrainingOptions,
} from "../../../../lib/engine/domain/network/training/training_options.ts";
import type { TrainingState } from "../../../../lib/engine/domain/network/training/training_state.ts";

const kinds = ["lstm", "gru"] as const;
const inputs = 2;
const sequenceLength = 3;

/** Rows whose class is 1 when the first feature was higher two rows before: no single row tells. */
function rising(count: number, seed: number): TrainingData {
  const generator = new RandomGenerator(seed);
  const rows = Float32Array.from({ length: count * inputs }, () => generator.nextSingle());
  const targets = Float32Array.from(
    { length: count },
    (_, row) => row >= 2 && rows[row * inputs] < rows[(row - 2) * inputs] ? 1 : 0,
  );
  return { rows, targets, count };
}

function part({ rows, targets }: TrainingData, first: number, end: number): TrainingData {
  return {
    rows: rows.slice(first * inputs, end * inputs),
    targets: targets.slice(first, end),
    count: end - first,
  };
}

function shapeOf(kind: RecurrentShape["kind"]): RecurrentShape {
  return { kind, inputs, sequenceLength, hiddenSize: 5, numLayers: 2, dropout: 0.2, outputs: 2 };
}

const train = rising(90, 1);
const validation = rising(40, 2);
const nothing: TrainingData = { rows: new Float32Array(0), targets: new Float32Array(0), count: 0 };
const options: TrainingOptions = {
  shape: shapeOf("lstm"),
  seed: 42,
  epochs: 5,
  batchSize: 16,
  learningRate: 0.01,
  weightDecay: 1e-4,
  gradientClip: 1,
  loss: { kind: "cross_entropy", classWeights: Float32Array.of(1, 1) },
  optimizer: "adam",
};

for (const kind of kinds) {
  Deno.test(`trainNetwork() gives the same ${kind} for the same seed, also after a break`, () => {
    const whole = { ...options, shape: shapeOf(kind) };
    const weighted = { ...train, sampleWeights: train.targets.map((target) => target + 1) };
    for (const data of [train, weighted]) {
      const states: TrainingState[] = [];
      const unbroken = trainNetwork(data, validation, {
        ...whole,
        onEpoch: (_, snapshot) => states.push(structuredClone(snapshot())),
      });
      assertEquals(trainNetwork(data, validation, whole), unbroken);
      assertEquals(trainNetwork(data, validation, { ...whole, resume: states[1] }), unbroken);
      const other = trainNetwork(data, validation, { ...whole, seed: 43 });
      assert(other.weights[0][0] !== unbroken.weights[0][0]);
    }
  });

  Deno.test(`trainNetwork() teaches a ${kind} what only a window of rows can tell`, () => {
    const shape = { ...shapeOf(kind), hiddenSize: 8, numLayers: 1, dropout: 0 };
    const many = { ...options, shape, epochs: 60, learningRate: 0.03 };
    const result = trainNetwork(rising(300, 3), validation, many);
    const { best } = result.summary;
    assert(best !== null && best.validationAccuracy > 0.85, `accuracy ${best?.validationAccuracy}`);
    const { outputs, targets } = predictSamples({ shape, weights: result.weights }, validation);
    const right = targets.filter((target, sample) =>
      target === (outputs[2 * sample + 1] > outputs[2 * sample] ? 1 : 0)
    );
    assertEquals(targets.length, 38);
    assertAlmostEquals(right.length / targets.length, best.validationAccuracy);
  });

  Deno.test(`predict() gives each row the answer of a ${kind} to the window that ends with it`, () => {
    const shape = shapeOf(kind);
    const network = { shape, weights: initialWeights(shape, new RandomGenerator(4)) };
    const many = rising(600, 5);
    const outputs = predict(network, many);
    assertEquals([...outputs.subarray(0, 4)], [NaN, NaN, NaN, NaN]);
    for (const row of [2, 3, 257, 258, 599]) {
      const { outputs: single } = predictSamples(network, part(many, row - 2, row + 1));
      assertEquals(outputs.slice(row * 2, row * 2 + 2), single);
    }
    assertEquals(predictSamples(network, many).outputs, outputs.slice(4));
    assertEquals(
      predictSamples(network, { ...many, ends: Int32Array.of(9, 4) }).outputs,
      Float32Array.of(
        ...outputs.subarray(18, 20),
        ...outputs.subarray(8, 10),
      ),
    );
  });

  Deno.test(`predict() has no answer of a ${kind} to windows with a NaN, and none to too few rows`, () => {
    const shape = shapeOf(kind);
    const network = { shape, weights: initialWeights(shape, new RandomGenerator(4)) };
    const clean = rising(12, 6);
    const rows = clean.rows.slice();
    rows[5 * inputs + 1] = NaN;
    const outputs = predict(network, { rows, count: 12 });
    const expected = predict(network, clean).fill(NaN, 5 * 2, 8 * 2);
    assertEquals(outputs, expected);
    assertEquals([...predict(network, part(clean, 0, 2))], [NaN, NaN, NaN, NaN]);
    assertEquals(predict(network, nothing).length, 0);
    assertEquals(predictSamples(network, nothing).outputs.length, 0);
    assertEquals(predictSamples(network, part(clean, 0, 2)).targets.length, 0);
  });

  Deno.test(`parameterCount() and initialWeights() of a ${kind} follow its gates and units`, () => {
    const gates = kind === "lstm" ? 4 : 3;
    const first = gates * 5 * (inputs + 5 + 2), second = gates * 5 * (5 + 5 + 2), head = 2 * 5 + 2;
    assertEquals(parameterCount(shapeOf(kind)), first + second + head);
    const shape = { ...shapeOf(kind), hiddenSize: 32, inputs: 20 };
    const weights = initialWeights(shape, new RandomGenerator(7));
    const bound = 1 / Math.sqrt(32);
    const lengths = [20 * 32, 32 * 32, 32, 32, 32 * 32, 32 * 32, 32, 32].map((length) => gates * length);
    assertEquals(weights.map(({ length }) => length), [...lengths, 2 * 32, 2]);
    weights.forEach((array) => assert(array.every((value) => Math.abs(value) <= bound)));
    assert(
      weights[0].some((value) => value > 0.95 * bound) && weights[0].some((value) => value < -0.95 * bound),
    );
  });
}

Deno.test("a window never reaches from the training rows into the validation rows", () => {
  const all = rising(60, 8);
  const whole = trainNetwork(part(all, 0, 40), part(all, 40, 60), { ...options, epochs: 1 });
  const batches: number[] = [];
  trainNetwork(part(all, 0, 40), part(all, 40, 60), {
    ...options,
    epochs: 1,
    batchSize: 1,
    onBatch: (_, batch) => batches.push(batch),
  });
  assertEquals(batches.length, 38);
  const network = { shape: options.shape, weights: whole.weights };
  assertEquals(predictSamples(network, part(all, 40, 60)).targets, all.targets.slice(42));
});

Deno.test("samples end with the named rows alone, so that no window crosses from one symbol to the next", () => {
  const shape = { ...shapeOf("gru"), dropout: 0 };
  const order = Int32Array.of(3, 0, 2, 1);
  const first = rising(4, 9), second = rising(4, 10);
  const both: TrainingData = {
    rows: Float32Array.of(...first.rows, ...second.rows),
    targets: Float32Array.of(NaN, NaN, ...first.targets.slice(2), NaN, NaN, ...second.targets.slice(2)),
    count: 8,
    ends: Int32Array.of(2, 3, 6, 7),
  };
  const windows = [part(first, 0, 3), part(first, 1, 4), part(second, 0, 3), part(second, 1, 4)];
  const apart: TrainingData = {
    rows: Float32Array.from(windows.flatMap(({ rows }) => [...rows])),
    targets: Float32Array.from(windows.flatMap(({ targets }) => [...targets])),
    count: 12,
    ends: Int32Array.of(2, 5, 8, 11),
  };
  const settings = { ...options, shape, batchOrder: () => order };
  const stacked = trainNetwork(both, nothing, settings);
  assertEquals(trainNetwork(apart, nothing, settings), stacked);
});

Deno.test("classWeights() leaves out rows without a label", () => {
  assertEquals(
    classWeights(Float32Array.of(NaN, 0, 1, 1, NaN), 2),
    classWeights(Float32Array.of(0, 1, 1), 2),
  );
});

Deno.test("trainNetwork() refuses parts that are shorter than a window, and impossible windows", () => {
  const refuses = (data: TrainingData, check: TrainingData, message: string, shape = options.shape) =>
    assertThrows(() => trainNetwork(data, check, { ...options, shape }), RangeError, message);
  const short = part(train, 0, 2);
  refuses(short, validation, `Training needs at least 3 rows in a row for a sample, got "2"`);
  refuses(train, short, `Validation needs at least 3 rows in a row for a sample, got "2"`);
  refuses({ ...train, ends: Int32Array.of(1, 5) }, validation, `from 2 to 89, got "1"`);
  refuses({ ...train, ends: Int32Array.of(90) }, validation, `from 2 to 89, got "90"`);
  refuses({ ...train, targets: train.targets.with(7, NaN) }, validation, `from 0 to 1, got "NaN"`);
  const shape = shapeOf("lstm");
  refuses(train, validation, `Sequence length must be a whole number from 1 up, got "0"`, {
    ...shape,
    sequenceLength: 0,
  });
  refuses(train, validation, `Layer sizes must be whole numbers from 1 up, got "1.5"`, {
    ...shape,
    numLayers: 1.5,
  });
  refuses(train, validation, "Dropout", { ...shape, dropout: 1 });
});
