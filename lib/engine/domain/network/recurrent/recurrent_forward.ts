import { dropUnits } from "../dropout.ts";
import type { ForwardOptions, Network } from "../forward_pass.ts";
import { Linear } from "../linear.ts";
import type { LayerSize, RecurrentShape } from "../network_shape.ts";
import type { RandomGenerator } from "../random_generator.ts";
import { gruCell } from "./gru_cell.ts";
import { lstmCell } from "./lstm_cell.ts";
import { RecurrentLayer, type SequenceBatch } from "./recurrent_layer.ts";

/** What dropout has made of a layer's answer. */
interface DroppedStates {
  /** Factor of each number; empty where there is no dropout. */
  readonly mask: Float32Array;
  readonly passedOn: Float32Array;
}

/** Computes a recurrent network's outputs of windows, in memory that is set aside once. */
export class RecurrentForward {
  /** The layers, first to last. */
  readonly layers: readonly RecurrentLayer[];
  /** Dropout after each layer; after the last one only of the last step. */
  readonly dropped: readonly DroppedStates[];
  /** The linear layer after the last step. */
  readonly head: { readonly weight: Float32Array; readonly bias: Float32Array; readonly size: LayerSize };
  readonly #shape: RecurrentShape;
  readonly #linear: Linear;
  readonly #outputs: Float32Array;
  #reads: Float32Array[] = [];

  constructor({ shape, weights }: Network<RecurrentShape>, { kernel, capacity }: ForwardOptions) {
    const { inputs, hiddenSize: units, numLayers, sequenceLength: steps, outputs, dropout } = shape;
    const cell = shape.kind === "lstm" ? lstmCell : gruCell;
    this.#shape = shape;
    this.layers = Array.from({ length: numLayers }, (_, layer) => {
      const [inputWeight, stateWeight, inputBias, stateBias] = weights.slice(4 * layer);
      return new RecurrentLayer({
        kernel,
        cell,
        weights: [inputWeight, stateWeight, inputBias, stateBias],
        inputs: layer === 0 ? inputs : units,
        units,
        steps,
        capacity,
      });
    });
    this.dropped = this.layers.map((_, layer) => {
      const length = dropout === 0 ? 0 : capacity * units * (layer < numLayers - 1 ? steps : 1);
      return { mask: new Float32Array(length), passedOn: kernel.allocate(length) };
    });
    const [weight, bias] = weights.slice(4 * numLayers);
    this.head = { weight, bias, size: { inputs: units, outputs } };
    this.#linear = new Linear(kernel, [this.head.size]);
    this.#outputs = kernel.allocate(capacity * outputs);
  }

  /** What each layer read in the last pass, then what the linear layer read. */
  get reads(): readonly Float32Array[] {
    return this.#reads;
  }

  /**
   * Raw outputs, `[count][outputs]` at the start of a buffer that the next pass overwrites. With a generator units drop out
   * as in training; without one all take part.
   */
  run(batch: SequenceBatch, dropout?: RandomGenerator): Float32Array {
    const { count } = batch;
    const { sequenceLength: steps, hiddenSize: units } = this.#shape;
    this.#reads = [batch.rows];
    this.layers.forEach((layer, index) => {
      const rows = this.#reads[index];
      layer.run({ rows, count, stride: index === 0 ? batch.stride : count });
      const isLast = index === this.layers.length - 1;
      const states = layer.states.subarray(isLast ? (steps - 1) * count * units : 0, steps * count * units);
      this.#reads.push(this.#drop(states, index, dropout));
    });
    const rows = this.#reads[this.layers.length];
    this.#linear.apply({ ...this.head, rows, count, out: this.#outputs });
    return this.#outputs;
  }

  #drop(values: Float32Array, layer: number, generator?: RandomGenerator): Float32Array {
    const { mask, passedOn } = this.dropped[layer];
    if (generator === undefined || mask.length === 0) return values;
    const { length } = values;
    dropUnits({ values, length, probability: this.#shape.dropout, mask, out: passedOn }, generator);
    return passedOn;
  }
}
