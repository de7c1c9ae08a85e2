import type { RowRange, RowSource } from "../row_source.ts";
import type { Network, RowBatch } from "./forward_pass.ts";
import { type Kernel, packCopies } from "./kernel/kernel.ts";
import { type KernelKind, openKernel } from "./kernel/open_kernel.ts";
import { requireWeights, rowsRead } from "./network_shape.ts";
import { openForward, samplesPerPass } from "./passes.ts";
import { sampleEnds, SampleGatherer } from "./sample_rows.ts";
import type { TrainingData } from "./training/training_options.ts";

/** Options of {@link predict}. */
interface PredictOptions {
  /** Asked again and again; after it has said true the rows to come get NaN outputs. */
  readonly shouldStop?: () => boolean;
  /** Hears again and again how many of the rows have their outputs. */
  readonly onProgress?: (rows: number, count: number) => void;
  /** How to compute; the result is the same. Absent: the fast way, where there is one. */
  readonly kernel?: KernelKind;
}

/**
 * Raw outputs (logits, or the number itself), `[count][outputs]`; dropout off. A NaN in a row gives NaN outputs.
 *
 * A recurrent network reads the rows, which must then be in the order of time, as windows: the outputs of a row are those
 * of the window that ends with it. Rows with too few rows before them have NaN outputs, and so has every row whose window
 * holds a NaN.
 *
 * @throws {RangeError} when the shape is impossible, or the weights or rows do not fit it.
 */
export function predict(
  network: Network,
  source: RowBatch | RowSource,
  { shouldStop, onProgress, kernel: kind }: PredictOptions = {},
): Float32Array {
  if ("rows" in source) requireRows(network, source);
  requireWeights(network.shape, network.weights);
  const { count } = source;
  const { inputs, outputs } = network.shape;
  const before = rowsRead(network.shape) - 1;
  const result = new Float32Array(count * outputs);
  const atOnce = Math.min(count, samplesPerPass(network));
  const kernel = openKernel(kind);
  const pass = openForward(adopt(kernel, network), { kernel, capacity: atOnce });
  const part = kernel.allocate((atOnce + before) * inputs);
  let first = before;
  result.fill(NaN, 0, first * outputs);
  for (; first < count && !shouldStop?.(); first += atOnce) {
    const size = Math.min(atOnce, count - first);
    // Consecutive windows share their rows.
    copyRows(source, part, { first: first - before, end: first + size, inputs });
    const answers = pass.run({ rows: part, count: size, stride: 1 });
    result.set(answers.subarray(0, size * outputs), first * outputs);
    onProgress?.(first + size, count);
  }
  return result.fill(NaN, first * outputs);
}

/** Answers of a network and what they should have been. */
interface SamplePredictions {
  /** Raw outputs, `[samples][outputs]`; dropout off. */
  readonly outputs: Float32Array;
  /** Class index or number of each sample. */
  readonly targets: Float32Array;
}

/**
 * What a network answers to the samples of data such as it is trained on, in their order. For a recurrent network these
 * are the windows within the data, fewer than there are rows.
 *
 * @throws {RangeError} as {@link predict}.
 */
export function predictSamples(network: Network, data: TrainingData): SamplePredictions {
  requireRows(network, data);
  requireWeights(network.shape, network.weights);
  const { shape } = network;
  const ends = sampleEnds(data, shape);
  const outputs = new Float32Array(ends.length * shape.outputs);
  const atOnce = Math.min(ends.length, samplesPerPass(network));
  const kernel = openKernel();
  const pass = openForward(adopt(kernel, network), { kernel, capacity: atOnce });
  const gatherer = new SampleGatherer(kernel, { shape, capacity: atOnce });
  for (let first = 0; first < ends.length; first += atOnce) {
    const batch = gatherer.gather(data, ends.subarray(first, first + atOnce));
    outputs.set(pass.run(batch).subarray(0, batch.count * shape.outputs), first * shape.outputs);
  }
  return { outputs, targets: Float32Array.from(ends, (row) => data.targets[row]) };
}

/** The network with a copy of its weights that the kernel can work on. */
function adopt(kernel: Kernel, { shape, weights }: Network): Network {
  return { shape, weights: packCopies(kernel, weights).arrays };
}

function requireRows(network: Network, { rows, count }: RowBatch): void {
  const { inputs } = network.shape;
  if (rows.length !== count * inputs) {
    throw new RangeError(`Rows must hold ${count} × ${inputs} numbers, got "${rows.length}"`);
  }
}

interface CopyRange extends RowRange {
  /** Numbers of a row. */
  readonly inputs: number;
}

/** Copies rows, or lets them be written. */
function copyRows(source: RowBatch | RowSource, into: Float32Array, { first, end, inputs }: CopyRange): void {
  if ("rows" in source) into.set(source.rows.subarray(first * inputs, end * inputs));
  else source.write(into, { first, end });
}
