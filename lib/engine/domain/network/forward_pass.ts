import { applyActivation } from "./activations.ts";
import { dropUnits } from "./dropout.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { Linear } from "./linear.ts";
import {
  type LayerSize,
  layerSizes,
  type NetworkShape,
  type PerceptronShape,
  type Weights,
} from "./network_shape.ts";
import type { RandomGenerator } from "./random_generator.ts";

/** Rows to compute, row by row. */
export interface RowBatch {
  /** `[count][inputs]` for a multi-layer perceptron. */
  readonly rows: Float32Array;
  readonly count: number;
}

/** A network to compute with. The weights are read on every pass, so that changes to them count at once. */
export interface Network<Shape extends NetworkShape = NetworkShape> {
  readonly shape: Shape;
  readonly weights: Weights;
}

/** Settings of a forward pass. */
export interface ForwardOptions {
  /** Has set aside the weights, and does so with the rows of every batch. */
  readonly kernel: Kernel;
  /** Highest number of rows, or windows of rows, in one batch. */
  readonly capacity: number;
}

/** What one layer keeps of a pass, for the way back. */
interface LayerTrace {
  readonly size: LayerSize;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  /** After the activation (raw outputs in the last layer), `[rows][outputs]`. */
  readonly activated: Float32Array;
  /** After dropout: what the next layer reads. The same memory as `activated` where there is no dropout. */
  readonly passedOn: Float32Array;
  /** Factor of each unit: 0 when silenced, else 1/(1 − dropout); empty where there is no dropout. */
  readonly mask: Float32Array;
}

/** Computes a multi-layer perceptron's outputs of rows, in memory that is set aside once. */
export class ForwardPass {
  /** The layers, first to last. */
  readonly layers: readonly LayerTrace[];
  readonly #shape: PerceptronShape;
  readonly #kernel: Kernel;
  readonly #linear: Linear;

  constructor({ shape, weights }: Network<PerceptronShape>, { kernel, capacity }: ForwardOptions) {
    this.#shape = shape;
    this.#kernel = kernel;
    const sizes = layerSizes(shape);
    this.#linear = new Linear(kernel, sizes);
    this.layers = sizes.map((size, index) => {
      const activated = kernel.allocate(capacity * size.outputs);
      const drops = shape.dropout > 0 && index < sizes.length - 1;
      return {
        size,
        weight: weights[2 * index],
        bias: weights[2 * index + 1],
        activated,
        passedOn: drops ? kernel.allocate(activated.length) : activated,
        mask: new Float32Array(drops ? activated.length : 0),
      };
    });
  }

  /**
   * Raw outputs, `[count][outputs]` at the start of a buffer that the next pass overwrites. With a generator hidden units
   * drop out as in training; without one all take part.
   */
  run({ rows, count }: RowBatch, dropout?: RandomGenerator): Float32Array {
    const { activation, dropout: probability } = this.#shape;
    let input = rows;
    for (const layer of this.layers) {
      const { activated, size, mask, passedOn } = layer;
      this.#linear.apply({ ...layer, rows: input, count, out: activated });
      const isLast = layer === this.layers[this.layers.length - 1];
      if (isLast) return activated;
      const length = count * size.outputs;
      applyActivation(activation, activated, { kernel: this.#kernel, length });
      input = activated;
      if (dropout !== undefined && mask.length > 0) {
        dropUnits({ values: activated, length, probability, mask, out: passedOn }, dropout);
        input = passedOn;
      }
    }
    return input;
  }
}
