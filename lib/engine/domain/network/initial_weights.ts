import { emptyWeights, layerSizes, type NetworkShape } from "./network_shape.ts";
import type { RandomGenerator } from "./random_generator.ts";

/**
 * Weights to start training from: weights and biases of a layer uniform in ±1/√inputs.
 *
 * @throws {RangeError} when the shape is impossible.
 */
export function initialWeights(shape: NetworkShape, generator: RandomGenerator): Float32Array[] {
  const sizes = layerSizes(shape);
  const weights = emptyWeights(shape);
  weights.forEach((array, index) => {
    const bound = 1 / Math.sqrt(sizes[index >> 1].inputs);
    for (let item = 0; item < array.length; item++) {
      array[item] = (2 * generator.nextSingle() - 1) * bound;
    }
  });
  return weights;
}
