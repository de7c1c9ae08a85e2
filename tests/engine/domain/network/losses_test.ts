import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type LossSpec,
  measureLoss,
  type ScoredBatch,
  writeLossGradient,
} from "../../../../lib/engine/domain/network/losses.ts";

function batchOf(outputs: number[][], targets: number[]): ScoredBatch {
  return {
    outputs: Float32Array.from(outputs.flat()),
    targets: Float32Array.from(targets),
    count: targets.length,
    width: outputs[0].length,
  };
}

function lossValue(loss: LossSpec, batch: ScoredBatch): number {
  const { sum, weight } = measureLoss(loss, batch);
  return sum / weight;
}

Deno.test("measureLoss() is the weighted mean of −ln p for cross entropy, a plain mean for focal", () => {
  const batch = batchOf([[0, 0], [0, 0]], [0, 1]);
  const classWeights = Float32Array.of(1, 3);
  assertAlmostEquals(lossValue({ kind: "cross_entropy", classWeights }, batch), Math.log(2), 1e-12);
  // (1 + 3) / 2 · (½)² · ln 2
  const focal = lossValue({ kind: "focal", classWeights, gamma: 2 }, batch);
  assertAlmostEquals(focal, 0.5 * Math.log(2), 1e-12);
});

Deno.test("measureLoss() is square near the target and linear beyond delta for huber", () => {
  const batch = batchOf([[0.5], [3]], [0, 0]);
  assertAlmostEquals(lossValue({ kind: "huber", delta: 1 }, batch), (0.125 + 2.5) / 2, 1e-12);
  assertAlmostEquals(lossValue({ kind: "mse" }, batch), (0.25 + 9) / 2, 1e-12);
});

Deno.test("measureLoss() counts right answers: the first largest output, or the side of zero", () => {
  const classWeights = Float32Array.of(1, 1);
  const classes = batchOf([[2, 1], [1, 2], [1, 1]], [0, 0, 0]);
  assertEquals(measureLoss({ kind: "cross_entropy", classWeights }, classes).correct, 2);
  assertEquals(measureLoss({ kind: "mse" }, batchOf([[1], [-1], [0]], [2, 1, -1])).correct, 2);
});

Deno.test("measureLoss() and its gradient stay finite for outputs that leave no doubt", () => {
  const batch = batchOf([[900, -900], [-900, 900]], [0, 0]);
  for (const gamma of [0, 0.5, 2]) {
    const loss: LossSpec = { kind: "focal", classWeights: Float32Array.of(1, 1), gamma };
    const gradient = new Float32Array(4);
    const parts = measureLoss(loss, batch);
    writeLossGradient(loss, batch, { parts, gradient });
    assertEquals(parts.sum, 1800);
    assertEquals([...gradient].map(Math.abs), [0, 0, 0.5, 0.5]);
  }
});

Deno.test("writeLossGradient() is the slope of measureLoss()", () => {
  const classWeights = Float32Array.of(0.5, 1, 2);
  const logits = [[0.3, -0.4, 1.1], [1.5, 0.2, -0.7], [-0.1, 0.9, 0.4]];
  const losses: LossSpec[] = [
    { kind: "cross_entropy", classWeights },
    ...[0, 0.5, 1, 2, 5].map((gamma) => ({ kind: "focal" as const, classWeights, gamma })),
  ];
  for (const loss of losses) assertSlope(loss, batchOf(logits, [2, 0, 0]));
  const numbers = batchOf([[0.3], [-2], [1.4]], [0, 0.5, 0.2]);
  for (const loss of [{ kind: "huber", delta: 1 }, { kind: "mse" }] as const) assertSlope(loss, numbers);
});

function assertSlope(loss: LossSpec, batch: ScoredBatch): void {
  const gradient = new Float32Array(batch.outputs.length);
  writeLossGradient(loss, batch, { parts: measureLoss(loss, batch), gradient });
  const step = 2 ** -8;
  gradient.forEach((slope, index) => {
    const at = (shift: number) =>
      lossValue(loss, {
        ...batch,
        outputs: batch.outputs.with(index, batch.outputs[index] + shift),
      });
    assertAlmostEquals(slope, (at(step) - at(-step)) / (2 * step), 2e-5);
  });
}
