import { assertEquals, assertMatch } from "@std/assert";
import { oneJsonValue, runJson, startProgram } from "../support/processes.ts";
import { serveEndlessTraining } from "./endless_server.ts";
import { openEmptyWorkplace, openWorkplace } from "./workplace.ts";

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  Deno.test(`${signal} leaves a remote training alone`, async () => {
    await using place = await openEmptyWorkplace();
    await using server = serveEndlessTraining();
    await using training = startProgram(["model", "train", "endless", "--url", server.url], place);
    await training.says(/Epoch 3/);
    training.kill(signal);
    const outcome = await training.ended();
    assertEquals(outcome.code, 143);
    assertEquals(outcome.stdout, "");
    assertMatch(outcome.stderr, /Left operation "op_1" while it is still running/);
    assertMatch(outcome.stderr, /Look again with: ktrdr operation follow op_1\n$/);
    assertEquals(server.script.count("POST /trainings/start"), 1);
    assertEquals(server.script.count("DELETE /operations/op_1"), 0);
  });
}

Deno.test("an embedded training that SIGTERM stopped resumes to the same result as an uninterrupted one", async () => {
  await using place = await openWorkplace();
  await using otherPlace = await openWorkplace();
  const train = ["model", "train", await place.writeStrategy("some", 800), "--embedded", "--seed", "7"];
  await using uninterrupted = startProgram([...train, "--json"], otherPlace);
  await using training = startProgram(train, place);
  await training.says(/\[ *[1-9]\d?%\] Epoch/);
  training.kill("SIGTERM");
  const outcome = await training.ended();
  assertEquals(outcome.code, 143);
  assertEquals(outcome.stdout, "");
  const id = outcome.stderr.match(/^Stopped operation "(\w+)"$/m)?.[1] ?? "";
  assertMatch(outcome.stderr, new RegExp(`go on with: ktrdr operation resume ${id} --follow\\n$`));

  const stopped = await runJson(["operation", "status", id, "--embedded"], place);
  assertEquals(stopped.status, "failed");
  assertMatch(stopped.error_message, /^Engine stopped .*can be resumed from its checkpoint/);
  const resumed = await runJson(["operation", "resume", id, "--follow", "--embedded"], place);
  assertEquals([resumed.operation_id, resumed.status], [id, "completed"]);
  const expected = oneJsonValue(await uninterrupted.ended());
  assertEquals(measured(resumed), measured(expected));
  assertEquals(resumed.results.epochs_trained, 800);
});

// deno-lint-ignore no-explicit-any
function measured({ results, result_summary: summary }: any) {
  const { training_time: _time, model_path: _path, ...rest } = results;
  return { ...rest, history: summary.training_metrics.history };
}
