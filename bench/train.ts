/**
 * Epochs a second of training a network of 42 inputs, layers of 64 and 32 units and 3 classes with Adam: with the fast
 * kernel, with the plain one and, where it is installed, with PyTorch on the CPU. Then how the time grows with the
 * features and with the epochs.
 *
 * Run with `deno task bench:train`. Both kernels take turns; the figures are medians.
 * @module
 */
import type { KernelKind } from "../lib/engine/domain/network/kernel/open_kernel.ts";
import { RandomGenerator } from "../lib/engine/domain/network/random_generator.ts";
import { trainWithHistory } from "../tests/support/train_with_history.ts";
import type { TrainingData } from "../lib/engine/domain/network/training/training_options.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { median, timeInPython, timeInTurns } from "./measure.ts";

const usualInputs = 42;
const sizes = [5_000, 10_000, 20_000];
const batchSizes = [32, 256];
const featureCounts = [42, 84, 168];
const epochCounts = [5, 10, 20];
const rounds = 3;
const nothing: TrainingData = { rows: new Float32Array(0), targets: new Float32Array(0), count: 0 };

/** Rows whose class can be learnt. */
function drawRows(count: number, inputs = usualInputs): TrainingData {
  const generator = new RandomGenerator(1);
  const rows = Float32Array.from({ length: count * inputs }, () => generator.nextSingle());
  const targets = Float32Array.from({ length: count }, (_, row) => {
    const [a, b, c] = rows.subarray(row * inputs);
    return a > b ? 0 : c > 0.5 ? 1 : 2;
  });
  return { rows, targets, count };
}

interface TrainOptions {
  readonly kernel: KernelKind;
  readonly batchSize: number;
  readonly epochs: number;
}

function train(data: TrainingData, options: TrainOptions) {
  return trainWithHistory(data, nothing, {
    shape: {
      inputs: data.rows.length / data.count,
      hiddenLayers: [64, 32],
      outputs: 3,
      activation: "relu",
      dropout: 0,
    },
    seed: 1,
    learningRate: 1e-3,
    weightDecay: 1e-4,
    gradientClip: 1,
    loss: { kind: "cross_entropy", classWeights: Float32Array.of(1, 1, 1) },
    optimizer: "adam",
    now: () => performance.now(),
    ...options,
  });
}

/** Median epochs a second, and the losses of the epochs that both kernels did. */
function compare(data: TrainingData, batchSize: number) {
  const seconds: Record<KernelKind, number[]> = { simd: [], plain: [] };
  const losses: Record<KernelKind, number> = { simd: NaN, plain: NaN };
  for (let round = 0; round < rounds; round++) {
    for (const kernel of ["simd", "plain"] as const) {
      const epochs = kernel === "simd" ? 12 : 2;
      const { history } = train(data, { kernel, batchSize, epochs });
      seconds[kernel].push(...history.map((epoch) => epoch.seconds));
      losses[kernel] = history[1].trainLoss;
    }
  }
  return { simd: 1 / median(seconds.simd), plain: 1 / median(seconds.plain), losses };
}

/** What PyTorch does of the same, by itself, which is with a thread a core, and with the one that is best here. */
async function compareWithPython(simd: number, { count, batchSize }: { count: number; batchSize: number }) {
  const usual = await timeInPython("train", count, batchSize);
  const single = await timeInPython("train", count, batchSize, 1);
  if (usual === null || single === null) return "PyTorch is not installed";
  const describe = (seconds: number) =>
    `${(1 / seconds).toFixed(1)} (kernel/PyTorch ${(simd * seconds).toFixed(1)})`;
  return `PyTorch ${describe(usual)}, with one thread ${describe(single)}`;
}

const { stdout } = createDenoHost();
stdout.write(`Training ${usualInputs}→64→32→3, epochs/s (medians of ${rounds} rounds in turns):\n`);
for (const batchSize of batchSizes) {
  for (const count of sizes) {
    const data = drawRows(count);
    const { simd, plain, losses } = compare(data, batchSize);
    const python = await compareWithPython(simd, { count, batchSize });
    stdout.write(
      `${String(count).padStart(6)} rows, batch ${String(batchSize).padStart(3)}: ` +
        `kernel ${simd.toFixed(1).padStart(6)} (${(1e6 / (simd * count)).toFixed(2)} µs a row), plain ${
          plain.toFixed(1).padStart(5)
        }, ` +
        `kernel/plain ${(simd / plain).toFixed(1)}, ` +
        `loss ${
          losses.simd === losses.plain ? "the same" : `${losses.simd} and ${losses.plain}`
        }; ${python}\n`,
    );
  }
}
const growth = { kernel: "simd", batchSize: 256 } as const;
for (const features of featureCounts) {
  const data = drawRows(sizes[0], features);
  const epochs = Array.from({ length: rounds }, () => train(data, { ...growth, epochs: 12 }).history).flat();
  const milliseconds = 1000 * median(epochs.map(({ seconds }) => seconds));
  stdout.write(
    `${String(features).padStart(6)} features, ${sizes[0]} rows: ${milliseconds.toFixed(1)} ms an epoch\n`,
  );
}
const data = drawRows(sizes[0]);
const trainings = epochCounts.map((epochs) => () => {
  train(data, { ...growth, epochs });
});
timeInTurns(trainings, rounds).forEach((seconds, index) => {
  const count = String(epochCounts[index]).padStart(6);
  stdout.write(`${count} epochs, ${sizes[0]} rows: ${(1000 * seconds).toFixed(0)} ms\n`);
});
