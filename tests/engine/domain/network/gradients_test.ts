import { assertAlmostEquals } from "@std/assert";
import { initialWeights } from "../../../../lib/engine/domain/network/initial_weights.ts";
import { packCopies } from "../../../../lib/engine/domain/network/kernel/kernel.ts";
import { openKernel } from "../../../../lib/engine/domain/network/kernel/open_kernel.ts";
import {
  type LossSpec,
  measureLoss,
  writeLossGradient,
} from "../../../../lib/engine/domain/network/losses.ts";
import {
  type Activation,
  type NetworkShape,
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
function assertSlopes(shape: NetworkShape, loss: LossSpec): void {
  const generator = new RandomGenerator(5);
  const kernel = openKernel();
  const { arrays: weights } = packCopies(kernel, initialWeights(shape, generator));
  const size = rowsRead(shape) * count * shape.inputs;
  const rows = kernel.allocate(size);
  for (let item = 0; item < size; item++) rows[item] = 2 * generator.nextSingle() - 1;
  const batch = { rows, count, stride: count };
  const targets = Float32Array.from({ length: count }, (_, row) => row % shape.outputs);
  // More room than the batch needs, as for the last batch of an epoch.
  const { forward, backward } = openPasses({ shape, weights }, {
    kernel,
    capacity: count + 3,
    batchSize: count + 1,
  });
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
      assertAlmostEquals(backward.gradients.arrays[index][item], (above - below) / (2 * step), 3e-4);
    });
  });
}
