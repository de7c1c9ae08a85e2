import { assert, assertEquals, assertMatch } from "@std/assert";
import { pressUntilEnded } from "../support/press_until_ended.ts";
import { oneJsonValue, runJson, startProgram } from "../support/processes.ts";
import { serveEndlessTraining } from "./endless_server.ts";
import { openEmptyWorkplace, openWorkplace } from "./workplace.ts";

Deno.test("Ctrl+C cancels an embedded training, which leaves its checkpoint", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("endless", 1_000_000);
  await using training = startProgram(["model", "train", strategy, "--embedded", "--json"], place);
  await training.says(/Epoch \d/);
  training.kill("SIGINT");
  const outcome = await training.ended();
  assertEquals(outcome.code, 130);
  const { operation_id: id, ...value } = oneJsonValue(outcome);
  assertEquals(value, {
    operation_type: "training",
    type: "training",
    status: "cancelled",
    message: "Cancelled by the user (Ctrl+C)",
  });
  assertMatch(outcome.stderr, /cancelled after/);
  const operations = await runJson(["operation", "list", "--embedded"], place);
  assertEquals(operations.length, 1);
  const [operation] = operations;
  assertEquals([operation.operation_id, operation.status, operation.has_checkpoint], [id, "cancelled", true]);
});

Deno.test("a second Ctrl+C leaves at once, although the server does not answer", async () => {
  await using place = await openEmptyWorkplace();
  await using server = serveEndlessTraining();
  // Nothing but the key can end it: its request to cancel is given more time than this test.
  const patient = ["--url", server.url, "--request-timeout", "600"];
  await using training = startProgram(["model", "train", "endless", ...patient], place);
  await training.says(/Epoch 3/);
  training.kill("SIGINT");
  await server.cancelling;
  await training.says(/Cancelling/);
  assert(!training.hasEnded);
  const outcome = await pressUntilEnded(training);
  assertEquals(outcome.code, 130);
  assertEquals(outcome.stdout, "");
  assertMatch(outcome.stderr, /Left operation "op_1" while it is still running/);
  assertMatch(outcome.stderr, /Look again with: ktrdr operation follow op_1\n$/);
});
