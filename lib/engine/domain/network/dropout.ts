import type { RandomGenerator } from "./random_generator.ts";

/** Operands of {@link dropUnits}. */
interface DropoutOptions {
  readonly values: Float32Array;
  /** Leading numbers that count. */
  readonly length: number;
  /** Probability, from 0 to below 1, that a number becomes 0. */
  readonly probability: number;
  /** Factor of each number, overwritten: 0 when silenced, else 1/(1 − probability). */
  readonly mask: Float32Array;
  /** `values · mask`, overwritten. */
  readonly out: Float32Array;
}

/** Silences numbers at random and raises the others, so that the expected sum stays the same. */
export function dropUnits(options: DropoutOptions, generator: RandomGenerator): void {
  const { values, length, probability, mask, out } = options;
  const scale = 1 / (1 - probability);
  for (let index = 0; index < length; index++) {
    mask[index] = generator.nextSingle() < probability ? 0 : scale;
    out[index] = values[index] * mask[index];
  }
}
