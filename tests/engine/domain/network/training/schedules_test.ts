import { assertEquals } from "@std/assert";
import {
  advanceEarlyStopping,
  type EarlyStoppingOptions,
  hasStalled,
  startEarlyStopping,
} from "../../../../../lib/engine/domain/network/training/early_stopping.ts";
import {
  advanceScheduler,
  type SchedulerSpec,
  startScheduler,
} from "../../../../../lib/engine/domain/network/training/learning_rate.ts";

/** Number of epochs after which training stops; null when it never does. */
function stoppingEpoch(values: number[], options: EarlyStoppingOptions): number | null {
  let state = startEarlyStopping();
  for (const [index, value] of values.entries()) {
    state = advanceEarlyStopping(state, { validationLoss: value, validationAccuracy: value }, options);
    if (hasStalled(state, options)) return index + 1;
  }
  return null;
}

function learningRates(spec: SchedulerSpec | undefined, losses: number[]): number[] {
  let state = startScheduler(1);
  return losses.map((validationLoss, epoch) => {
    state = advanceScheduler(spec, { state, epochs: epoch + 1, validationLoss });
    return state.learningRate;
  });
}

Deno.test("advanceEarlyStopping() counts epochs without a gain and starts again after one", () => {
  const options = { patience: 2, minDelta: 0.1, monitor: "val_loss" } as const;
  assertEquals(stoppingEpoch([1, 0.95, 0.94], options), 3);
  assertEquals(stoppingEpoch([1, 0.95, 0.8, 0.79, 0.5], options), null);
});

Deno.test("advanceEarlyStopping() wants a higher accuracy, but a lower loss", () => {
  const rising = [0.4, 0.5, 0.6, 0.7];
  assertEquals(stoppingEpoch(rising, { patience: 2, minDelta: 0, monitor: "val_accuracy" }), null);
  assertEquals(stoppingEpoch(rising, { patience: 2, minDelta: 0, monitor: "val_loss" }), 3);
});

Deno.test("advanceScheduler() keeps the learning rate without a scheduler", () => {
  assertEquals(learningRates(undefined, [3, 2, 1]), [1, 1, 1]);
});

Deno.test("advanceScheduler() lowers the rate every few epochs, or every epoch", () => {
  const losses = [1, 1, 1, 1];
  assertEquals(learningRates({ kind: "step", stepSize: 2, gamma: 0.5 }, losses), [1, 0.5, 0.5, 0.25]);
  assertEquals(learningRates({ kind: "exponential", gamma: 0.5 }, losses), [0.5, 0.25, 0.125, 0.0625]);
});

Deno.test("advanceScheduler() lowers the rate on a plateau longer than the patience", () => {
  const spec = { kind: "reduce_on_plateau", factor: 0.5, patience: 1 } as const;
  // A loss less than 0.01 % lower is still the plateau.
  assertEquals(learningRates(spec, [1, 0.99995, 0.99995, 0.9, 1, 1]), [1, 1, 0.5, 0.5, 0.5, 0.25]);
});

Deno.test("advanceScheduler() leaves a rate alone that could hardly fall", () => {
  const spec = { kind: "reduce_on_plateau", factor: 0.5, patience: 0 } as const;
  const state = { learningRate: 1e-8, lowest: 1, epochsOnPlateau: 0 };
  const outcome = { state, epochs: 1, validationLoss: 2 };
  assertEquals(advanceScheduler(spec, outcome).learningRate, 1e-8);
});
