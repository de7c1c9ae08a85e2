import { assertAlmostEquals, assertEquals } from "@std/assert";
import { alphaOfSpan, exponentialMean } from "../../lib/indicators/columns/exponential_mean.ts";

function assertNear(actual: Float64Array, expected: number[]) {
  assertEquals(actual.length, expected.length);
  actual.forEach((value, i) => assertAlmostEquals(value, expected[i], 1e-12));
}

Deno.test("exponentialMean() is seeded by the first value", () => {
  const alpha = alphaOfSpan(3);
  assertEquals(alpha, 0.5);
  assertNear(exponentialMean(Float64Array.from([4, 8, 2]), { alpha }), [4, 6, 4]);
});

Deno.test("exponentialMean() with adjust divides by the weights so far", () => {
  const mean = exponentialMean(Float64Array.from([4, 8, 2]), { alpha: 0.5, adjust: true });
  assertNear(mean, [4, (2 + 8) / 1.5, (1 + 4 + 2) / 1.75]);
});

Deno.test("exponentialMean() repeats the mean over a gap while older weights shrink", () => {
  const column = Float64Array.from([NaN, 4, NaN, 8]);
  // Weights after the gap: 0.25 for the old mean; the new value has alpha, or 1 when adjusted.
  assertNear(exponentialMean(column, { alpha: 0.5 }), [NaN, 4, 4, (4 * 0.25 + 8 * 0.5) / 0.75]);
  assertNear(exponentialMean(column, { alpha: 0.5, adjust: true }), [NaN, 4, 4, (4 * 0.25 + 8) / 1.25]);
});

Deno.test("exponentialMean() of identical values is exactly that value", () => {
  const column = new Float64Array(100).fill(0.1);
  for (const adjust of [false, true]) {
    assertEquals([...exponentialMean(column, { alpha: alphaOfSpan(7), adjust })], [...column]);
  }
});
