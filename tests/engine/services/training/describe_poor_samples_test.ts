import { assertEquals } from "@std/assert";
import { describePoorSamples } from "../../../../lib/engine/services/training/describe_poor_samples.ts";

const features = ["low", "high"];
const rows = new Float32Array([0, 1, 1, 0, 0, 1]);

Deno.test("describePoorSamples() names the only class, or the only target", () => {
  const hold = { rows, targets: new Float32Array([1, NaN, 1]), count: 3 };
  const describe = (source: "zigzag" | "regime" | "forward_return") =>
    describePoorSamples(hold, { source, features });
  assertEquals(describe("zigzag"), [
    "All 2 training rows have the label HOLD: the model can learn nothing else",
  ]);
  assertEquals(describe("regime"), [
    "All 2 training rows have the label trending down: the model can learn nothing else",
  ]);
  assertEquals(describe("forward_return"), [
    "All 2 training rows have the same target (1): the model can learn nothing else",
  ]);
});

Deno.test("describePoorSamples() names the first features that are always the same", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const data = {
    // Only "b" changes.
    rows: Float32Array.from({ length: 14 }, (_, index) => index === 8 ? 5 : index % 7),
    targets: new Float32Array([0, 2]),
    count: 2,
  };
  assertEquals(describePoorSamples(data, { source: "zigzag", features: names }), [
    "6 of 7 features have one and the same value, or none, in all training rows and can teach the model nothing: " +
    "a, c, d, e, f, …",
  ]);
  const one = { rows: new Float32Array([0, 1, 0, 2]), targets: new Float32Array([0, 2]), count: 2 };
  assertEquals(describePoorSamples(one, { source: "zigzag", features }), [
    "1 of 2 features has one and the same value, or none, in all training rows and can teach the model nothing: low",
  ]);
});

Deno.test("describePoorSamples() says nothing of rows that differ", () => {
  const data = { rows, targets: new Float32Array([0, 1, 1]), count: 3 };
  assertEquals(describePoorSamples(data, { source: "zigzag", features }), []);
});
