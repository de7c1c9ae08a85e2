import type { RandomGenerator } from "../random_generator.ts";

/** Decides in which order an epoch sees its rows. */
export interface RowOrder {
  /** Row numbers of one epoch; the array is used again for the next. */
  next(generator: RandomGenerator): Int32Array;
}

/** Every row once, in random order. */
export function shuffledOrder(count: number): RowOrder {
  const order = new Int32Array(count);
  return {
    next(generator) {
      // From the same start each time, so that an epoch depends on nothing but the generator.
      for (let row = 0; row < count; row++) order[row] = row;
      generator.shuffle(order);
      return order;
    },
  };
}

/**
 * As many draws as there are rows, with replacement, the probability of a row in proportion to its weight.
 *
 * @throws {RangeError} when a weight is negative or not a number, or all are zero.
 */
export function weightedOrder(weights: Float32Array): RowOrder {
  const limits = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, row) => {
    if (!(weight >= 0)) throw new RangeError(`Sample weights must not be negative, got "${weight}"`);
    limits[row] = total += weight;
  });
  if (!(total > 0)) throw new RangeError(`Sample weights must not all be zero, got a sum of "${total}"`);
  const order = new Int32Array(weights.length);
  return {
    next(generator) {
      for (let draw = 0; draw < order.length; draw++) {
        order[draw] = firstAbove(limits, generator.nextDouble() * total);
      }
      return order;
    },
  };
}

/** Position of the first limit above the value; limits ascend. */
function firstAbove(limits: Float64Array, value: number): number {
  let low = 0;
  let high = limits.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (limits[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
