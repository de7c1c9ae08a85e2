/**
 * A network's way from rows to outputs and back, whatever its kind.
 * @module
 */
import { BackwardPass } from "./backward_pass.ts";
import { type ForwardOptions, ForwardPass, type Network } from "./forward_pass.ts";
import type { PackedArrays } from "./kernel/kernel.ts";
import { isRecurrent } from "./network_shape.ts";
import type { RandomGenerator } from "./random_generator.ts";
import { RecurrentBackward } from "./recurrent/recurrent_backward.ts";
import { RecurrentForward } from "./recurrent/recurrent_forward.ts";
import type { SequenceBatch } from "./recurrent/recurrent_layer.ts";

/** From rows to outputs. */
interface Forward {
  /**
   * Raw outputs, `[count][outputs]` at the start of a buffer that the next pass overwrites. With a generator units drop
   * out as in training.
   */
  run(batch: SequenceBatch, dropout?: RandomGenerator): Float32Array;
}

/** From the loss to the gradients of the weights. */
interface Backward {
  /** In the layout of `Weights`; overwritten by each run. */
  readonly gradients: PackedArrays;
  /** Gradient with respect to the raw outputs, `[count][outputs]`; to be filled before each run. */
  readonly outputGradient: Float32Array;
  /** Goes back over the last forward pass, which must have had the same batch and `stride` equal to `count`. */
  run(batch: SequenceBatch): void;
}

/** The two ways. */
export interface Passes {
  readonly forward: Forward;
  readonly backward: Backward;
}

/** Settings of {@link openPasses}. */
interface PassesOptions extends ForwardOptions {
  /** Highest number of samples in a pass that is gone back over. */
  readonly batchSize: number;
}

/** Samples at once: enough to work in order through memory, few enough to stay in the processor's cache. */
const samplesAtOnce = 256;

/** Numbers that a recurrent pass may keep, 32 MB. */
const mostNumbers = 8e6;

/** How many samples a network should compute at once. */
export function samplesPerPass({ shape, weights }: Network): number {
  if (!isRecurrent(shape)) return samplesAtOnce;
  const { sequenceLength, numLayers, hiddenSize } = shape;
  // Gates twice, state and memory of each step.
  const numbers = sequenceLength * numLayers * (2 * weights[2].length + 2 * hiddenSize);
  return Math.max(1, Math.min(samplesAtOnce, Math.floor(mostNumbers / numbers)));
}

/** A pass for predictions. */
export function openForward({ shape, weights }: Network, options: ForwardOptions): Forward {
  return isRecurrent(shape)
    ? new RecurrentForward({ shape, weights }, options)
    : new ForwardPass({ shape, weights }, options);
}

/** Passes for training. */
export function openPasses({ shape, weights }: Network, options: PassesOptions): Passes {
  const backOptions = { kernel: options.kernel, capacity: options.batchSize };
  if (isRecurrent(shape)) {
    const forward = new RecurrentForward({ shape, weights }, options);
    return { forward, backward: new RecurrentBackward(forward, backOptions) };
  }
  const forward = new ForwardPass({ shape, weights }, options);
  const { activation } = shape;
  return { forward, backward: new BackwardPass(forward, { activation, ...backOptions }) };
}
