import { assert, assertEquals } from "@std/assert";
import { assertIntact } from "../support/assert_intact.ts";
import { runJson, startProgram } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

Deno.test("processes that share a home see and cancel each other's trainings", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("endless", 1_000_000);
  const train = ["model", "train", strategy, "--embedded", "--verbose"];
  await using first = startProgram(train, place);
  await using second = startProgram(train, place);
  const [firstId, secondId] = await Promise.all([first, second].map(async (training) => {
    const [, id] = await training.says(/Started .*?(op_\w+)/);
    await training.says(/Epoch \d/);
    return id;
  }));
  const running = await runJson(["operation", "list", "--status", "running", "--embedded"], place);
  assertEquals(running.map(idOf).sort(), [firstId, secondId].sort());

  await runJson(["cancel", firstId, "--reason", "from afar", "--embedded"], place);
  const cancelled = await first.ended();
  assertEquals([cancelled.code, cancelled.stdout], [3, `Cancelled ${firstId}: from afar\n`]);
  assert(!second.hasEnded);
  second.kill("SIGTERM");
  assertEquals((await second.ended()).code, 143);

  const ended = await runJson(["operation", "list", "--embedded"], place);
  const statuses = Object.fromEntries(
    // deno-lint-ignore no-explicit-any
    ended.map((row: any) => [row.operation_id, [row.status, row.has_checkpoint]]),
  );
  assertEquals(statuses, { [firstId]: ["cancelled", true], [secondId]: ["failed", true] });
  assertIntact(place.folder);
});

function idOf(row: { operation_id: string }): string {
  return row.operation_id;
}
