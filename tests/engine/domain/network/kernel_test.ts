import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { kernelModule, writeHead } from "../../../../assembly/build_kernel.ts";
import type { Kernel, Product } from "../../../../lib/engine/domain/network/kernel/kernel.ts";
import { openKernel } from "../../../../lib/engine/domain/network/kernel/open_kernel.ts";
import { PlainKernel } from "../../../../lib/engine/domain/network/kernel/plain_kernel.ts";
import { SimdKernel } from "../../../../lib/engine/domain/network/kernel/simd_kernel.ts";
import type { Activation, NetworkShape } from "../../../../lib/engine/domain/network/network_shape.ts";
import { predict } from "../../../../lib/engine/domain/network/predict.ts";
import { RandomGenerator } from "../../../../lib/engine/domain/network/random_generator.ts";
import { trainNetwork } from "../../../../lib/engine/domain/network/training/train_network.ts";
import type {
  TrainingData,
  TrainingOptions,
} from "../../../../lib/engine/domain/network/training/training_options.ts";

const kernels: Record<string, () => Kernel> = {
  plain: () => openKernel("plain"),
  simd: () => openKernel("simd"),
};
/** Rows, columns and depth: below, at and off the borders of the blocks of four and eight. */
const sizes = [[1, 1, 1], [2, 3, 4], [3, 4, 1], [4, 5, 3], [5, 8, 2], [7, 9, 6], [9, 42, 5], [8, 16, 33]];

/** Numbers with a sign, and of very different sizes so that the order of a sum shows. */
function fill(kernel: Kernel, length: number, seed = length): Float32Array {
  const generator = new RandomGenerator(seed);
  const values = kernel.allocate(length);
  for (let item = 0; item < length; item++) {
    values[item] = (generator.nextSingle() - 0.5) * 10 ** Math.floor(6 * generator.nextSingle() - 3);
  }
  return values;
}

function productOf(kernel: Kernel, [rows, columns, depth]: number[]): Product {
  const left = fill(kernel, rows * depth, 1), right = fill(kernel, depth * columns, 2);
  return { left, right, out: kernel.allocate(rows * columns), rows, columns, depth };
}

/** What a computation gives with each kernel, as the bits of its numbers. */
function assertSameBits(compute: (kernel: Kernel) => Float32Array[]): void {
  const [plain, simd] = [kernels.plain(), kernels.simd()].map((kernel) =>
    compute(kernel).map((array) => [...new Uint32Array(array.slice().buffer)])
  );
  assertEquals(simd, plain);
}

Deno.test("openKernel() takes the fast kernel, and the plain one when it is told to", () => {
  assertInstanceOf(openKernel(), SimdKernel);
  assertInstanceOf(openKernel("plain"), PlainKernel);
});

for (const [name, open] of Object.entries(kernels)) {
  Deno.test(`multiply() gives every product of rows and columns, whatever the block borders: ${name}`, () => {
    for (const size of sizes) {
      const kernel = open();
      const product = productOf(kernel, size);
      const { left, right, out, rows, columns, depth } = product;
      left.forEach((_, item) => left[item] = item % 5 - 2);
      right.forEach((_, item) => right[item] = item % 7 - 3);
      const start = kernel.allocate(columns);
      start.forEach((_, column) => start[column] = column);
      const expect = (leftAt: (row: number, k: number) => number, begin: number) =>
        Array.from(out, (_, item) => {
          const row = Math.floor(item / columns), column = item % columns;
          let sum = begin * column;
          for (let k = 0; k < depth; k++) sum += left[leftAt(row, k)] * right[k * columns + column];
          return sum;
        });
      kernel.multiply({ ...product, start });
      assertEquals([...out], expect((row, k) => row * depth + k, 1));
      kernel.multiply({ ...product, isLeftTurned: true });
      assertEquals([...out], expect((row, k) => k * rows + row, 0));
    }
  });

  Deno.test(`a kernel writes nothing behind its results: ${name}`, () => {
    const kernel = open();
    for (const size of sizes) {
      const product = productOf(kernel, size);
      const { out, rows, columns } = product;
      const longer = kernel.allocate(out.length + 8).fill(7);
      kernel.multiply({ ...product, out: longer.subarray(4, -4) });
      assertEquals([...longer.subarray(0, 4), ...longer.subarray(-4)], [7, 7, 7, 7, 7, 7, 7, 7]);
      kernel.transpose({ from: out, to: longer.subarray(4, -4), rows, columns });
      kernel.sumRows({ values: out, out: longer.subarray(4, 4 + columns), rows, columns });
      assertEquals([...longer.subarray(0, 4), ...longer.subarray(-4)], [7, 7, 7, 7, 7, 7, 7, 7]);
    }
  });

  Deno.test(`transpose() turns rows into columns: ${name}`, () => {
    for (const [rows, columns] of sizes) {
      const kernel = open();
      const from = fill(kernel, rows * columns);
      const to = kernel.allocate(from.length);
      kernel.transpose({ from, to, rows, columns });
      assertEquals(
        [...to],
        Array.from(to, (_, item) => from[item % rows * columns + Math.floor(item / rows)]),
      );
    }
  });

  Deno.test(`rectify() and its gradient know numbers below, at and above zero, and NaN: ${name}`, () => {
    const kernel = open();
    const values = kernel.allocate(6), gradient = kernel.allocate(6).fill(3);
    values.set([-1, 0, -0, 2, NaN, -Infinity]);
    kernel.rectify(values, 6);
    assertEquals([...values], [0, 0, 0, 2, NaN, 0]);
    kernel.rectifyGradient({ rectified: values, gradient }, 6);
    assertEquals([...gradient], [0, 0, 0, 3, 0, 0]);
  });
}

Deno.test("both kernels give the same bits", () => {
  for (const size of sizes) {
    const [rows, columns] = size;
    assertSameBits((kernel) => {
      const product = productOf(kernel, size);
      const turned = kernel.allocate(product.out.length), sums = kernel.allocate(columns);
      kernel.multiply({ ...product, start: fill(kernel, columns) });
      kernel.multiply({ ...product, isLeftTurned: true, out: turned });
      kernel.sumRows({ values: product.out, out: sums, rows, columns });
      return [product.out, turned, sums];
    });
    assertSameBits((kernel) => {
      const length = rows * columns;
      const [weights, gradients, means] = [1, 2, 3].map((seed) => fill(kernel, length, seed));
      const squares = fill(kernel, length, 4).map(Math.abs);
      const kept = kernel.allocate(length);
      kept.set(squares);
      const norm = Float64Array.of(kernel.sumSquares(gradients));
      kernel.scale(gradients, 0.3);
      const step = { rate: 0.0123, squareScale: 3.21, weightDecay: 1e-4 };
      kernel.stepAdam({ weights, gradients, means, squares: kept, ...step });
      return [new Float32Array(norm.buffer), weights, gradients, means, kept];
    });
  }
});

const count = 60, inputs = 5;
const data: TrainingData = {
  rows: fill(openKernel("plain"), count * inputs),
  targets: Float32Array.from({ length: count }, (_, row) => row % 3),
  count,
};
const options = {
  seed: 3,
  epochs: 3,
  batchSize: 16,
  learningRate: 0.01,
  weightDecay: 1e-4,
  gradientClip: 1,
  loss: { kind: "focal", classWeights: Float32Array.of(1, 0.5, 2), gamma: 2 },
} as const;
const layers = { inputs, hiddenLayers: [9, 6], outputs: 3, dropout: 0.2 };
const windows = { inputs, sequenceLength: 4, hiddenSize: 5, numLayers: 2, outputs: 3, dropout: 0.2 };
const activations: Activation[] = ["relu", "tanh", "sigmoid", "leaky_relu"];
const shapes: NetworkShape[] = [
  ...activations.map((activation) => ({ ...layers, activation })),
  { ...windows, kind: "lstm" },
  { ...windows, kind: "gru" },
];

for (const shape of shapes) {
  const name = "activation" in shape ? shape.activation : shape.kind;
  Deno.test(`trainNetwork() and predict() give the same bits with both kernels: ${name}`, () => {
    for (const optimizer of ["adam", "sgd", "rmsprop"] as const) {
      const [plain, simd] = (["plain", "simd"] as const).map((kernel) => {
        const training: TrainingOptions = { ...options, shape, optimizer, kernel };
        const result = trainNetwork(data, data, training);
        const outputs = predict({ shape, weights: result.weights }, data, { kernel });
        return { result, outputs };
      });
      assertEquals(simd, plain);
    }
  });
}

Deno.test("what training gives has no part in the kernel's memory", () => {
  const { weights, state } = trainNetwork(data, data, { ...options, shape: shapes[0], optimizer: "adam" });
  const arrays = [...weights, ...state.weights, ...state.optimizer.means, ...state.optimizer.squares];
  assert(arrays.every(({ buffer }) => buffer instanceof ArrayBuffer));
});

Deno.test("SimdKernel keeps its arrays when its memory grows", () => {
  const kernel = openKernel("simd");
  const early = kernel.allocate(3).fill(5);
  const late = kernel.allocate(500_000);
  kernel.scale(early, 2);
  assertEquals([...early], [10, 10, 10]);
  assertEquals(kernel.sumSquares(late), 0);
});

Deno.test("SimdKernel refuses arrays of anybody else", () => {
  const kernel = openKernel("simd");
  const message = "The kernel works only on arrays that it has set aside";
  assertThrows(() => kernel.scale(new Float32Array(4), 2), TypeError, message);
  assertThrows(() => kernel.scale(openKernel("simd").allocate(4), 2), TypeError, message);
});

Deno.test("the kernel's module was made from its source as it is now", async () => {
  const text = await Deno.readTextFile(kernelModule);
  assertStringIncludes(text, await writeHead());
});
