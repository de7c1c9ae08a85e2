import { assertAlmostEquals, assertEquals } from "@std/assert";
import { initialWeights } from "../../../../lib/engine/domain/network/initial_weights.ts";
import {
  type LossSpec,
  measureLoss,
  writeLossGradient,
} from "../../../../lib/engine/domain/network/losses.ts";
import { multiplyRows, transpose } from "../../../../lib/engine/domain/network/matrix.ts";
import {
  type Activation,
  type AnyNetworkShape,
  rowsRead,
} from "../../../../lib/engine/domain/network/network_shape.ts";
import { openPasses } from "../../../../lib/engine/domain/network/passes.ts";
import { RandomGenerator } from "../../../../lib/engine/domain/network/random_generator.ts";

const count = 7;
const activations: Activation[] = ["relu", "tanh", "sigmoid", "leaky_relu"];
const classWeights = Float32Array.of(0.5, 1, 2);
const losses: LossSpec[] = [
  { kind: "cross_entropy", classWeights },
  { kind: "focal", classWeights, gamma: 2 },
  { kind: "huber", delta: 0.5 },
  { kind: "mse" },
];

for (const activation of activations) {
  for (const loss of losses) {
    for (const dropout of [0, 0.4]) {
      Deno.test(`gradients are the slopes of the loss: ${activation}, ${loss.kind}, dropout ${dropout}`, () => {
        const outputs = "classWeights" in loss ? 3 : 1;
        assertSlopes({ inputs: 5, hiddenLayers: [6, 4], outputs, activation, dropout }, loss);
      });
    }
  }
}

for (const kind of ["lstm", "gru"] as const) {
  for (const numLayers of [1, 3]) {
    for (const sequenceLength of [1, 4]) {
      for (const dropout of [0, 0.4]) {
        const title = `${kind}, ${numLayers} layers, ${sequenceLength} rows, dropout ${dropout}`;
        Deno.test(`gradients are the slopes of the loss: ${title}`, () => {
          const shape = { kind, inputs: 3, sequenceLength, hiddenSize: 4, numLayers, dropout, outputs: 3 };
          assertSlopes(shape, { kind: "focal", classWeights, gamma: 2 });
        });
      }
    }
  }
}

/** Compares the gradient of every weight with a difference quotient. */
function assertSlopes(shape: AnyNetworkShape, loss: LossSpec): void {
  const generator = new RandomGenerator(5);
  const weights = initialWeights(shape, generator);
  const size = rowsRead(shape) * count * shape.inputs;
  const batch = {
    rows: Float32Array.from({ length: size }, () => 2 * generator.nextSingle() - 1),
    count,
    stride: count,
  };
  const targets = Float32Array.from({ length: count }, (_, row) => row % shape.outputs);
  // More room than the batch needs, as for the last batch of an epoch.
  const { forward, backward } = openPasses({ shape, weights }, { capacity: count + 3, batchSize: count + 1 });
  const score = () => {
    // The same start of the generator silences the same units each time.
    const outputs = forward.run(batch, new RandomGenerator(9));
    return { outputs, targets, count, width: shape.outputs };
  };
  const lossNow = () => {
    const { sum, weight } = measureLoss(loss, score());
    return sum / weight;
  };
  const scored = score();
  const parts = measureLoss(loss, scored);
  writeLossGradient(loss, scored, { parts, gradient: backward.outputGradient });
  backward.run(batch);
  const step = 2 ** -9;
  weights.forEach((array, index) => {
    array.forEach((value, item) => {
      array[item] = value + step;
      const above = lossNow();
      array[item] = value - step;
      const below = lossNow();
      array[item] = value;
      assertAlmostEquals(backward.gradients[index][item], (above - below) / (2 * step), 3e-4);
    });
  });
}

Deno.test("multiplyRows() gives every product of rows, whatever the block borders", () => {
  for (const [rows, columns, depth] of [[1, 1, 1], [2, 4, 3], [3, 7, 2], [5, 3, 1], [4, 9, 6]]) {
    const left = Float32Array.from({ length: rows * depth }, (_, index) => index % 5 - 2);
    const right = Float32Array.from({ length: columns * depth }, (_, index) => index % 7 - 3);
    const out = new Float32Array(rows * columns);
    multiplyRows({ left, right, out, rows, columns, depth });
    const expected = Array.from(out, (_, index) => {
      const row = Math.floor(index / columns) * depth;
      const column = index % columns * depth;
      return left.subarray(row, row + depth).reduce((sum, value, k) => sum + value * right[column + k], 0);
    });
    assertEquals([...out], expected);
  }
});

Deno.test("transpose() turns rows into columns", () => {
  const to = new Float32Array(6);
  transpose({ from: Float32Array.of(1, 2, 3, 4, 5, 6), to, rows: 2, columns: 3 });
  assertEquals([...to], [1, 4, 2, 5, 3, 6]);
});
