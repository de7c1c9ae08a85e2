import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { classWeights } from "../../../../lib/engine/domain/network/training/class_weights.ts";
import { evaluateClassifier, evaluateRegressor } from "../../../../lib/engine/domain/network/evaluate.ts";

Deno.test("classWeights() weighs classes by how rare they are, and absent ones 0", () => {
  const rounded = (targets: number[], outputs: number) =>
    Array.from(classWeights(Float32Array.from(targets), outputs), (weight) => Number(weight.toFixed(6)));
  assertEquals(rounded([0, 1, 2], 3), [1, 1, 1]);
  assertEquals(rounded([0, 0, 2, 2, 2], 3), [1.8, 0, 1.2]);
  assertEquals(rounded([0, 0, 0, 0, 1], 3), [0.4, 1.6, 0]);
});

Deno.test("classWeights() refuses what is not a class index", () => {
  assertThrows(() => classWeights(Float32Array.of(0, 3), 3), RangeError, `from 0 to 2, got "3"`);
  assertThrows(() => classWeights(Float32Array.of(0.5), 3), RangeError, `got "0.5"`);
});

Deno.test("evaluateClassifier() averages over classes by how often they are the target", () => {
  // Chosen 0, 0, 1 for the targets 0, 1, 1.
  const outputs = Float32Array.of(1, 0, 1, 0, 0, 1);
  const metrics = evaluateClassifier(outputs, Float32Array.of(0, 1, 1));
  assertAlmostEquals(metrics.testAccuracy, 2 / 3);
  assertAlmostEquals(metrics.precision, (1 * 0.5 + 2 * 1) / 3);
  assertAlmostEquals(metrics.recall, (1 * 1 + 2 * 0.5) / 3);
  assertAlmostEquals(metrics.f1Score, 2 / 3);
});

Deno.test("evaluateRegressor() takes zero as a sign of its own", () => {
  const metrics = evaluateRegressor(Float32Array.of(0, 0, -3, 2), Float32Array.of(0, 1, -1, -0.5));
  assertAlmostEquals(metrics.testAccuracy, 0.5);
  assertAlmostEquals(metrics.mae, (0 + 1 + 2 + 2.5) / 4);
  assertAlmostEquals(metrics.testLoss, (0 + 0.5 + 1.5 + 2) / 4);
});

Deno.test("evaluations refuse no rows and outputs that do not fit", () => {
  const none = new Float32Array(0);
  assertThrows(() => evaluateClassifier(none, none), RangeError, "at least one row");
  assertThrows(() => evaluateRegressor(none, none), RangeError, "at least one row");
  assertThrows(() => evaluateClassifier(Float32Array.of(1, 2, 3), Float32Array.of(0, 1)), RangeError, `"3"`);
  assertThrows(() => evaluateRegressor(Float32Array.of(1, 2), Float32Array.of(0)), RangeError, `"2"`);
});
