import { type NetworkShape, weightArrays } from "./network_shape.ts";
import type { RandomGenerator } from "./random_generator.ts";

/**
 * Weights to start training from, uniform in ±1/√n: n is a linear layer's number of inputs, for its weights and biases
 * alike, and the number of units for everything in a recurrent network.
 *
 * @throws {RangeError} when the shape is impossible.
 */
export function initialWeights(shape: NetworkShape, generator: RandomGenerator): Float32Array[] {
  return weightArrays(shape).map(({ length, fanIn }) => {
    const bound = 1 / Math.sqrt(fanIn);
    const array = new Float32Array(length);
    for (let item = 0; item < length; item++) array[item] = (2 * generator.nextSingle() - 1) * bound;
    return array;
  });
}
