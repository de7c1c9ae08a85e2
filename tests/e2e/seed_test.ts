import { assertEquals, assertNotEquals } from "@std/assert";
import { oneJsonValue, startProgram } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

Deno.test("a seed gives the same model bit for bit, another seed another one", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("quick", 5);
  // At the same time in one home, as a user with several terminals may.
  await using trainings = new AsyncDisposableStack();
  const started = ["7", "7", "8"].map((seed) => {
    const args = ["model", "train", strategy, "--seed", seed, "--embedded", "--json"];
    return trainings.use(startProgram(args, place));
  });
  const [first, second, other] = await Promise.all(started.map(async (training) => {
    const trained = oneJsonValue(await training.ended());
    const { training_time: _time, model_path, model_id, ...results } = trained.results;
    const { history } = trained.result_summary.training_metrics;
    return { results, history, model_id, weights: await Deno.readFile(`${model_path}/weights.bin`) };
  }));
  assertEquals(first.results, second.results);
  assertEquals(first.history, second.history);
  assertEquals(first.weights, second.weights);
  assertNotEquals(first.results.final_loss, other.results.final_loss);
  assertNotEquals(first.weights, other.weights);
  const ids = [first, second, other].map((trained) => trained.model_id);
  assertEquals(ids.sort(), ["quick/1d_v1", "quick/1d_v2", "quick/1d_v3"]);
});
