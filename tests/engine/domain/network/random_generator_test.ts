import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { RandomGenerator } from "../../../../lib/engine/domain/network/random_generator.ts";
import { shuffledOrder, weightedOrder } from "../../../../lib/engine/domain/network/training/row_order.ts";

Deno.test("RandomGenerator gives the numbers of xoshiro128** for a known state", () => {
  const generator = new RandomGenerator(Uint32Array.of(1, 2, 3, 4));
  assertEquals([1, 2, 3, 4].map(() => generator.nextWord()), [11520, 0, 5927040, 70819200]);
});

Deno.test("RandomGenerator repeats itself from a seed and from a state, and differs between seeds", () => {
  const words = (generator: RandomGenerator) => [1, 2, 3, 4, 5].map(() => generator.nextWord());
  assertEquals(words(new RandomGenerator(42)), words(new RandomGenerator(42)));
  assertNotEquals(words(new RandomGenerator(42)), words(new RandomGenerator(43)));
  const generator = new RandomGenerator(42);
  words(generator);
  const state = generator.state();
  assertEquals(words(new RandomGenerator(state)), words(generator));
});

Deno.test("RandomGenerator is uniform in [0, 1)", () => {
  const generator = new RandomGenerator(7);
  for (const next of [() => generator.nextSingle(), () => generator.nextDouble()]) {
    const buckets = new Int32Array(10);
    for (let draw = 0; draw < 20_000; draw++) buckets[Math.floor(next() * 10)]++;
    assert(buckets.every((count) => Math.abs(count - 2000) < 200), buckets.join());
  }
});

Deno.test("RandomGenerator.shuffle() reaches every order equally often", () => {
  const generator = new RandomGenerator(3);
  const seen = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const values = Int32Array.of(0, 1, 2);
    generator.shuffle(values);
    seen.set(values.join(), (seen.get(values.join()) ?? 0) + 1);
  }
  assertEquals(seen.size, 6);
  assert([...seen.values()].every((count) => Math.abs(count - 1000) < 150));
});

Deno.test("shuffledOrder() gives every row once", () => {
  const order = shuffledOrder(50).next(new RandomGenerator(1));
  assertEquals([...order].sort((a, b) => a - b), Array.from({ length: 50 }, (_, row) => row));
});

Deno.test("weightedOrder() draws rows as often as their weight says", () => {
  const weights = new Float32Array(10_000).fill(0);
  weights.set([1, 0, 3]);
  const order = weightedOrder(weights).next(new RandomGenerator(1));
  const share = (row: number) => order.filter((drawn) => drawn === row).length / order.length;
  assertEquals(order.length, 10_000);
  assert(Math.abs(share(0) - 0.25) < 0.02);
  assertEquals(share(1), 0);
  assert(Math.abs(share(2) - 0.75) < 0.02);
});

Deno.test("weightedOrder() refuses weights without a meaning", () => {
  assertThrows(() => weightedOrder(Float32Array.of(1, -1)), RangeError, `got "-1"`);
  assertThrows(() => weightedOrder(Float32Array.of(0, 0)), RangeError, "all be zero");
});
