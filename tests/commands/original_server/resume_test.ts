import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createOriginalWorld, type OriginalWorld } from "../../support/original_server/original_world.ts";

/** Starts a training, cancels it after some seconds and waits until its worker is free. */
async function cancelled(world: OriginalWorld, seconds: number): Promise<string> {
  const { value } = await world.json("train", "rsi_spx");
  world.pass(seconds * 1000);
  await world.run("cancel", value.operation_id);
  world.pass(20_000);
  return value.operation_id;
}

Deno.test("a resumed training that the server calls resuming for ever is followed to its end", async () => {
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  const { exitCode, stdout, stderr } = await world.run("resume", id, "--follow");
  assertEquals(exitCode, 0, stderr);
  assertMatch(stderr, /Epoch (30|40|50) · as of 00:0\d:\d\d UTC/);
  assertStringIncludes(
    stderr,
    "It has completed: its checkpoint is gone and no worker has it any more. " +
      "The server did not notice, and still calls it resuming",
  );
  assertStringIncludes(stdout, "/app/models/rsi_spx/1d_latest");
  assertStringIncludes(stdout, "ktrdr backtest run rsi_spx --model-path /app/models/rsi_spx/1d_latest");
});

Deno.test("what is inferred says so to programs", async () => {
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  const { exitCode, value } = await world.json("resume", id, "--follow");
  assertEquals(exitCode, 0);
  assertEquals([value.operation_id, value.status, value.inferred], [id, "completed", true]);
  assertEquals(value.results.model_path, "/app/models/rsi_spx/1d_latest");
  const again = createOriginalWorld();
  const events = await again.events("resume", await cancelled(again, 25), "--follow");
  assertEquals(events.filter(({ type }) => type === "warning").map(({ code }) => code), [
    "progress_inferred",
    "inferred",
  ]);
  const progress = events.filter(({ type }) => type === "progress");
  assertEquals(progress.map(({ steps_completed: done }) => done).filter((done) => done > 0), [
    25,
    30,
    40,
    50,
  ]);
  assertEquals(progress.every((event) => event.steps_completed === 0 || event.as_of !== undefined), true);
  assertEquals([events.at(-1).type, events.at(-1).inferred, events.at(-1).exit_code], ["result", true, 0]);
});

Deno.test("every way to follow sees the end: follow, wait, several at once, long after the end", async () => {
  for (const command of [["follow"], ["wait"], ["wait", "--any"]]) {
    const world = createOriginalWorld();
    const id = await cancelled(world, 25);
    await world.run("resume", id);
    const { exitCode, stderr } = await world.run(...command, id);
    assertEquals(exitCode, 0, stderr);
    // The server calls it resuming for ever, and its checkpoint is long gone.
    world.pass(3_600_000);
    assertEquals((await world.run(...command, id)).exitCode, 0);
  }
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  await world.run("resume", id);
  world.pass(60_000);
  const other = (await world.json("train", "rsi_spx")).value.operation_id;
  const { exitCode, value } = await world.json("wait", id, other);
  assertEquals(exitCode, 0);
  assertEquals(value.map((one: { status: string; inferred?: true }) => [one.status, one.inferred ?? false]), [
    ["completed", true],
    ["completed", false],
  ]);
});

Deno.test("a resumed training whose worker has died has stopped: exit 1, with the way to go on", async () => {
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  world.at(18_000, () => {
    const job = world.server.jobs.find(id);
    if (job !== undefined) world.server.jobs.die(job);
  });
  const { exitCode, stderr } = await world.run("resume", id, "--follow");
  assertEquals(exitCode, 1, stderr);
  assertStringIncludes(
    stderr,
    "It has stopped, with a checkpoint of epoch 30: no worker has it, although the server",
  );
  assertStringIncludes(stderr, `Go on with: ktrdr cancel ${id}; ktrdr resume ${id} --follow`);
  assertEquals((await world.run("cancel", id)).exitCode, 0);
  const { value } = await world.json("resume", id, "--follow");
  assertEquals([value.status, value.inferred], ["completed", true]);
});

Deno.test("without checkpoint, worker and model nobody knows how it ended: exit 1, and that is said", async () => {
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  await world.run("resume", id);
  const job = world.server.jobs.find(id);
  if (job !== undefined) {
    world.server.jobs.die(job);
    job.checkpoint = undefined;
  }
  const { exitCode, value } = await world.json("follow", id);
  assertEquals([exitCode, value.inferred], [1, true]);
  assertStringIncludes(value.message, "How it ended is not known: no worker has it, it has no checkpoint");
});

Deno.test("Ctrl+C and --timeout end the follow of a resumed training as any other", async () => {
  const world = createOriginalWorld();
  const id = await cancelled(world, 25);
  const late = await world.run("resume", id, "--follow", "--timeout", "12");
  assertEquals(late.exitCode, 124, late.stderr);
  assertEquals((await world.json("cancel", id)).value.status, "cancelled");
});

Deno.test("a training that runs as usual is not asked after elsewhere", async () => {
  const world = createOriginalWorld();
  const { exitCode } = await world.run("train", "rsi_spx", "--follow");
  assertEquals(exitCode, 0);
  assertEquals(world.server.routes.filter((route) => /checkpoints|workers/.test(route)), []);
});
