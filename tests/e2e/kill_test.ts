import { assertEquals, assertMatch } from "@std/assert";
import { RandomGenerator } from "../../lib/engine/domain/network/random_generator.ts";
import { runJson, runProgram, startProgram } from "../support/processes.ts";
import { killBacktest, killTraining } from "./killed_runs.ts";
import { openWorkplace } from "./workplace.ts";

const seed = 20260101;

function chance(): () => number {
  const generator = new RandomGenerator(seed);
  return () => generator.nextDouble();
}

Deno.test("a training that is killed again and again comes to the result of an undisturbed one", async () => {
  const { killed, resumed, results } = await killTraining({ kills: 3, resumes: 1, random: chance() });
  assertEquals([killed >= 3, resumed > 0, results.length > 0], [true, true, true]);
});

Deno.test("a backtest that is killed again and again comes to the result of an undisturbed one", async () => {
  const { killed, results } = await killBacktest({ kills: 2, years: 160, random: chance() });
  assertEquals([killed, results.length > 0], [2, true]);
});

Deno.test("what was killed before its first checkpoint cannot be resumed, and says so", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("slow", 1000);
  // An epoch of so large a network takes a second, and the first checkpoint comes after ten.
  await Deno.writeTextFile(strategy, (await Deno.readTextFile(strategy)).replace("[32, 16]", "[1024, 1024]"));
  await using training = startProgram(["model", "train", strategy, "--embedded", "--verbose"], place);
  const [, id] = await training.says(/Started .*?(op_\w+)/);
  await training.says(/Epoch 1/);
  training.kill("SIGKILL");
  await training.ended();
  const resumed = await runProgram(["operation", "resume", id, "--follow", "--embedded"], place);
  assertEquals([resumed.code, resumed.stdout], [5, ""]);
  assertMatch(resumed.stderr, new RegExp(`^Error: No checkpoint available for operation ${id}$`, "m"));
  const failed = await runJson(["status", id, "--embedded"], place);
  assertEquals(failed.status, "failed");
  assertEquals(
    failed.error_message,
    "Engine stopped while the operation ran (it saved no checkpoint)",
  );
});
