import { assert, assertEquals } from "@std/assert";
import { trainNetwork } from "../../../../../lib/engine/domain/network/training/train_network.ts";
import { dataFrom, optionsOf } from "../../../../golden_cases/recorded_run.ts";
import { listRecordedRuns } from "../../../../golden_cases/training_cases.ts";

Deno.test("trainNetwork() trains when the highest class is absent, where KTRDR fails", () => {
  const run = listRecordedRuns().find(({ error }) => error !== undefined);
  assert(run !== undefined);
  const data = dataFrom(run.X_train, run.y_train);
  const { summary: { last } } = trainNetwork(data, data, optionsOf(run));
  assertEquals(last?.epoch, 0);
  assert(Number.isFinite(last?.trainLoss));
  assert(Number.isFinite(last?.validationLoss));
});
