import { assertEquals, assertStringIncludes } from "@std/assert";
import { createOriginalWorld } from "../../support/original_server/original_world.ts";

/** A world with a completed training, and a newer one that was cancelled by somebody who never looked again. */
async function createCancelledWorld() {
  const world = createOriginalWorld({ epochs: 30 });
  const older = (await world.json("train", "rsi_spx", "--follow")).value.operation_id;
  world.pass(20_000);
  const newer = (await world.json("train", "rsi_spx")).value.operation_id;
  world.pass(15_000);
  const request = new Request(`http://server/api/v1/operations/${newer}`, { method: "DELETE" });
  await (await world.server.fetch(request)).body?.cancel();
  world.pass(20_000);
  return { world, older, newer };
}

Deno.test("the stand-in forgets what is cancelled until somebody asks for it", async () => {
  const { world, older, newer } = await createCancelledWorld();
  const list = async () => {
    const response = await world.server.fetch(new Request("http://server/api/v1/operations"));
    return (await response.json()).data.map((row: { operation_id: string }) => row.operation_id);
  };
  assertEquals(await list(), [older]);
  await world.run("status", newer);
  assertEquals(await list(), [newer, older]);
});

Deno.test("@last, the beginnings of ids and lists know an operation that the server has forgotten", async () => {
  const cases: [string[], (value: unknown) => unknown][] = [
    [["status", "@last"], (value) => Object(value).operation_id],
    [["status", "@last:training"], (value) => Object(value).operation_id],
    [["ops"], (value) => Object(value)[0].operation_id],
    [["ops", "--resumable"], (value) => Object(value)[0].operation_id],
    [["ops", "--status", "cancelled"], (value) => Object(value)[0].operation_id],
  ];
  for (const [args, idOf] of cases) {
    const { world, newer } = await createCancelledWorld();
    const { exitCode, value } = await world.json(...args);
    assertEquals([exitCode, idOf(value)], [0, newer], args.join(" "));
  }
  const { world, newer } = await createCancelledWorld();
  assertEquals((await world.json("status", newer.slice(0, -1))).value.operation_id, newer);
  const { value } = await world.json("ops", "--status", "failed");
  assertEquals(value, []);
});

Deno.test("what acts on @last says which operation that is, and acts on the newest", async () => {
  const { world, newer } = await createCancelledWorld();
  const { exitCode, stderr } = await world.run("resume", "@last");
  assertEquals(exitCode, 0, stderr);
  assertStringIncludes(stderr, `@last is ${newer} (training, cancelled)`);
  world.pass(10_000);
  const cancel = await world.run("cancel", "@last:training");
  assertStringIncludes(cancel.stderr, `@last:training is ${newer} (training, resuming)`);
  const deletion = await world.run("checkpoints", "delete", "@last", "--force");
  assertStringIncludes(deletion.stderr, `@last is ${newer} (training, cancelled)`);
  const look = await world.run("status", "@last");
  assertEquals(look.stderr, "");
});

Deno.test("after ktrdr cancel the server lists the operation again", async () => {
  const world = createOriginalWorld();
  const { value } = await world.json("train", "rsi_spx");
  world.pass(15_000);
  await world.run("cancel", value.operation_id);
  const response = await world.server.fetch(new Request("http://server/api/v1/operations"));
  assertEquals((await response.json()).data.length, 1);
});
