import { assert, assertEquals, assertMatch } from "@std/assert";
import { RandomGenerator } from "../../lib/engine/domain/network/random_generator.ts";
import { barsCsv, openTestEngine } from "../engine/http/test_engine.ts";
import { killRounds } from "../support/kill_rounds.ts";
import { homeIn, runJson, runProgram, startProgram } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

const seed = 20260101;

function chance(): () => number {
  const generator = new RandomGenerator(seed);
  return () => generator.nextDouble();
}

// deno-lint-ignore no-explicit-any
function measured({ training_metrics, test_metrics, model_path }: any) {
  const { training_time: _time, ...metrics } = training_metrics;
  return { metrics, test_metrics, weights: Deno.readFileSync(`${model_path}/weights.bin`) };
}

Deno.test("a training that is killed again and again comes to the result of an undisturbed one", async () => {
  await using place = await openWorkplace();
  const start = ["model", "train", await place.writeStrategy("some", 600), "--seed", "7"];
  const undisturbed = await runJson([...start, "--embedded"], place);
  const { results, ...report } = await killRounds({ place, start, kills: 5, random: chance() });
  assert(report.resumed > 0, JSON.stringify(report));
  for (const result of results) {
    assertEquals(measured(result), measured(undisturbed.result_summary));
  }
});

Deno.test("a backtest that is killed again and again comes to the result of an undisturbed one", async () => {
  await using place = await openWorkplace();
  await runJson(["model", "train", await place.writeStrategy("some", 3), "--embedded"], place);
  {
    await using engine = await openTestEngine({ home: homeIn(place.folder) });
    await engine.put("/data/SPX/1d", barsCsv(60_000));
  }
  const start = ["backtest", "run", "some", "--start-date", "2001-01-01", "--end-date", "2160-01-01"];
  const undisturbed = await runJson([...start, "--embedded"], place);
  const { results } = await killRounds({ place, start, kills: 3, random: chance() });
  for (const { metrics, trade_count } of results) {
    const expected = undisturbed.result_summary;
    assertEquals({ metrics, trade_count }, { metrics: expected.metrics, trade_count: expected.trade_count });
  }
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
