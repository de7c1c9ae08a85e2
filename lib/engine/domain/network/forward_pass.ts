import { applyActivation } from "./activations.ts";
import { multiplyRows } from "./matrix.ts";
import { type LayerSize, layerSizes, type NetworkShape, type Weights } from "./network_shape.ts";
import type { RandomGenerator } from "./random_generator.ts";

/** Rows to compute, row by row. */
export interface RowBatch {
  readonly rows: Float32Array;
  readonly count: number;
}

/** A network to compute with. The weights are read on every pass, so that changes to them count at once. */
export interface Network {
  readonly shape: NetworkShape;
  readonly weights: Weights;
}

/** What one layer keeps of a pass, for the way back. */
export interface LayerTrace {
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

/** Computes the outputs of rows, in memory that is set aside once. */
export class ForwardPass {
  /** The layers, first to last. */
  readonly layers: readonly LayerTrace[];
  readonly #shape: NetworkShape;

  /** `capacity` is the highest number of rows in one batch. */
  constructor({ shape, weights }: Network, capacity: number) {
    this.#shape = shape;
    const sizes = layerSizes(shape);
    this.layers = sizes.map((size, index) => {
      const activated = new Float32Array(capacity * size.outputs);
      const drops = shape.dropout > 0 && index < sizes.length - 1;
      return {
        size,
        weight: weights[2 * index],
        bias: weights[2 * index + 1],
        activated,
        passedOn: drops ? new Float32Array(activated.length) : activated,
        mask: new Float32Array(drops ? activated.length : 0),
      };
    });
  }

  /**
   * Raw outputs, `[count][outputs]` at the start of a buffer that the next pass overwrites. With a generator hidden units
   * drop out as in training; without one all take part.
   */
  run(batch: RowBatch, dropout?: RandomGenerator): Float32Array {
    let input = batch.rows;
    for (const layer of this.layers) {
      const { weight, bias, activated, size } = layer;
      multiplyRows({
        left: input,
        right: weight,
        out: activated,
        rows: batch.count,
        columns: size.outputs,
        depth: size.inputs,
      });
      addBias(activated, bias, batch);
      const isLast = layer === this.layers[this.layers.length - 1];
      if (isLast) return activated;
      const length = batch.count * size.outputs;
      applyActivation(this.#shape.activation, activated, { length });
      input = activated;
      if (dropout !== undefined && layer.mask.length > 0) {
        dropUnits(layer, dropout, { length, probability: this.#shape.dropout });
        input = layer.passedOn;
      }
    }
    return input;
  }
}

function addBias(values: Float32Array, bias: Float32Array, { count }: { count: number }): void {
  for (let row = 0, index = 0; row < count; row++) {
    for (let unit = 0; unit < bias.length; unit++) values[index++] += bias[unit];
  }
}

interface DropOptions {
  readonly length: number;
  readonly probability: number;
}

function dropUnits(layer: LayerTrace, generator: RandomGenerator, options: DropOptions): void {
  const { activated, passedOn, mask } = layer;
  const scale = 1 / (1 - options.probability);
  for (let index = 0; index < options.length; index++) {
    mask[index] = generator.nextSingle() < options.probability ? 0 : scale;
    passedOn[index] = activated[index] * mask[index];
  }
}
