import { assertEquals } from "@std/assert";
import { newestLoss } from "../../../../commands/operation/run/newest_loss.ts";

const epochs = [{ epoch: 0, train_loss: 0.9 }, { epoch: 1, train_loss: 0.8 }];

Deno.test("newestLoss() finds the newest epoch in every nesting that servers send", () => {
  assertEquals(newestLoss({ epochs: [epochs, 2] }), 0.8);
  assertEquals(newestLoss({ epochs: [[], 0, epochs, 2] }), 0.8);
  assertEquals(newestLoss([[epochs], 2]), 0.8);
  assertEquals(newestLoss([{ epoch: 0, train_loss: null }]), null);
  assertEquals(newestLoss({ epochs: [[], 0] }), null);
  for (const nothing of [null, undefined, {}, [], "train_loss", 7]) assertEquals(newestLoss(nothing), null);
});

Deno.test("newestLoss() is not led into the depths", () => {
  let metrics: unknown = epochs;
  for (let level = 0; level < 100_000; level++) metrics = [metrics];
  assertEquals(newestLoss(metrics), null);
});
