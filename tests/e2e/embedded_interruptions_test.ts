import { assert, assertEquals, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { pressUntilEnded } from "../support/press_until_ended.ts";
import { homeIn, runJson, startProgram } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

Deno.test("SIGHUP stops an embedded training as SIGTERM does, and a second Ctrl+C does not wait for its end", async () => {
  await using place = await openWorkplace();
  const train = [
    "model",
    "train",
    await place.writeStrategy("endless", 1_000_000),
    "--embedded",
    "--verbose",
  ];
  await using first = startProgram(train, place);
  await using second = startProgram(train, place);
  const [firstId, secondId] = await Promise.all([first, second].map(async (training) => {
    const [, id] = await training.says(/Started .*?(op_\w+)/);
    await training.says(/Epoch \d/);
    return id;
  }));
  first.kill("SIGHUP");
  const [hungUp, pressed] = await Promise.all([first.ended(), pressUntilEnded(second)]);
  assertEquals([hungUp.code, hungUp.stdout, pressed.code], [143, "", 130]);
  assertMatch(
    hungUp.stderr,
    new RegExp(`Stopped operation "${firstId}"\n(  .*\n)*Hint: .* resume ${firstId} `),
  );
  const operations = await runJson(["operation", "list", "--embedded"], place);
  const fates = Object.fromEntries(
    // deno-lint-ignore no-explicit-any
    operations.map((row: any) => [row.operation_id, row.status]),
  );
  assertEquals(fates, { [firstId]: "failed", [secondId]: "cancelled" });
});

Deno.test("Ctrl+C while an embedded start waits for a locked database leaves nothing running", async () => {
  await using place = await openWorkplace();
  const train = ["model", "train", await place.writeStrategy("endless", 1_000_000), "--embedded"];
  using lock = new DatabaseSync(`${homeIn(place.folder)}/ktrdr.db`);
  lock.exec("BEGIN IMMEDIATE");
  await using training = startProgram(train, place);
  await training.says(/Training endless/);
  training.kill("SIGINT");
  lock.exec("ROLLBACK");
  assertEquals((await training.ended()).code, 130);
  const operations = await runJson(["operation", "list", "--embedded"], place);
  // deno-lint-ignore no-explicit-any
  assert(operations.every((row: any) => row.status === "cancelled"), JSON.stringify(operations));
});
