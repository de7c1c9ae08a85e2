/**
 * A small, seeded source of random numbers: xoshiro128** (Blackman and Vigna 2018), its state filled from the seed by
 * splitmix32. The same seed, or the same state, gives the same numbers for ever. Not for secrets.
 */
export class RandomGenerator {
  readonly #state: Uint32Array;

  /** Starts from a seed (its lower 32 bits count) or goes on from a {@link RandomGenerator.state}. */
  constructor(start: number | Uint32Array) {
    this.#state = typeof start === "number" ? expandSeed(start) : start.slice();
  }

  /** A copy of the state, from which another generator can go on. */
  state(): Uint32Array {
    return this.#state.slice();
  }

  /** A whole number, uniform in 0 … 2³² − 1. */
  nextWord(): number {
    const state = this.#state;
    const word = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return word;
  }

  /** A number uniform in [0, 1) in steps of 2⁻²⁴: exact in single precision. */
  nextSingle(): number {
    return (this.nextWord() >>> 8) * 2 ** -24;
  }

  /** A number uniform in [0, 1) in steps of 2⁻⁵³. */
  nextDouble(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  /** Puts the values into an order in which every permutation is equally likely (Fisher–Yates). */
  shuffle(values: Int32Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const chosen = Math.floor(this.nextDouble() * (last + 1));
      const value = values[last];
      values[last] = values[chosen];
      values[chosen] = value;
    }
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function expandSeed(seed: number): Uint32Array {
  let position = seed | 0;
  return Uint32Array.from({ length: 4 }, () => {
    position = (position + 0x9e3779b9) | 0;
    let word = Math.imul(position ^ (position >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return word ^ (word >>> 16);
  });
}
