/**
 * Which rows make a sample: a row alone, or for a recurrent network the window of rows that ends with it.
 * @module
 */
import type { Kernel } from "./kernel/kernel.ts";
import { type NetworkShape, rowsRead } from "./network_shape.ts";
import type { SequenceBatch } from "./recurrent/recurrent_layer.ts";
import type { TrainingData } from "./training/training_options.ts";

/**
 * The last row of each sample, ascending: those that the data name, else every row with enough rows before it. The target
 * of a sample is that of its last row.
 */
export function sampleEnds({ count, ends }: TrainingData, shape: NetworkShape): Int32Array {
  if (ends !== undefined) return ends;
  const first = rowsRead(shape) - 1;
  return Int32Array.from({ length: Math.max(0, count - first) }, (_, sample) => first + sample);
}

/** Settings of a {@link SampleGatherer}. */
interface SampleGathererOptions {
  readonly shape: NetworkShape;
  /** Highest number of samples at once. */
  readonly capacity: number;
}

/** Copies samples side by side, in memory of the kernel that is set aside once. */
export class SampleGatherer {
  /** Targets of the last samples, in their order. */
  readonly targets: Float32Array;
  readonly #rows: Float32Array;
  readonly #inputs: number;
  readonly #steps: number;

  constructor(kernel: Kernel, { shape, capacity }: SampleGathererOptions) {
    this.#inputs = shape.inputs;
    this.#steps = rowsRead(shape);
    this.#rows = kernel.allocate(capacity * this.#steps * this.#inputs);
    this.targets = new Float32Array(capacity);
  }

  /** The samples that end with the given rows: first the oldest row of each, then the next of each, and so on. */
  gather(data: TrainingData, ends: Int32Array): SequenceBatch {
    const width = this.#inputs;
    const count = ends.length;
    const gathered = this.#rows;
    const { rows } = data;
    for (let step = 0, to = 0; step < this.#steps; step++) {
      const back = this.#steps - 1 - step;
      for (let sample = 0; sample < count; sample++) {
        const from = (ends[sample] - back) * width;
        for (let column = 0; column < width; column++) gathered[to++] = rows[from + column];
      }
    }
    for (let sample = 0; sample < count; sample++) this.targets[sample] = data.targets[ends[sample]];
    return { rows: gathered, count, stride: count };
  }
}
