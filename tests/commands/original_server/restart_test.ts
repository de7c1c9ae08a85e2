import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { operationBody } from "../../support/operation_bodies.ts";
import { createOriginalWorld } from "../../support/original_server/original_world.ts";

Deno.test("after a restart of the server progress comes from the checkpoint until the worker is back", async () => {
  const world = createOriginalWorld({ epochs: 100 });
  world.at(25_000, () => world.server.stop());
  world.at(31_000, () => world.server.restart());
  const events = await world.events("train", "rsi_spx", "--follow");
  const { status, exit_code } = events.at(-1);
  assertEquals([status, exit_code], ["completed", 0]);
  const progress = events.filter(({ type, percentage }) => type === "progress" && percentage < 100);
  const steps = progress.map(({ steps_completed: done }) => done);
  assertEquals(steps, steps.toSorted((left, right) => left - right), "progress goes back");
  const old = progress.filter(({ as_of: asOf }) => asOf !== undefined);
  assertEquals(old.length > 2, true);
  for (const { time, as_of: asOf } of old) assertEquals(Date.parse(asOf) <= Date.parse(time), true);
  // Once the worker has registered, the server tells itself.
  assertEquals(progress.at(-1).as_of, undefined);
});

Deno.test("a person sees since when values are old", async () => {
  const world = createOriginalWorld({ epochs: 100 });
  world.at(25_000, () => world.server.stop());
  world.at(31_000, () => world.server.restart());
  const { stderr } = await world.run("train", "rsi_spx", "--follow");
  assertMatch(stderr, /The server says no more than 'running': this is known from elsewhere/);
  assertMatch(stderr, /Epoch \d+\/100 · as of 00:0\d:\d\d UTC/);
  // The server tells of no loss any more: the last one is that of an epoch long ago.
  assertMatch(stderr, /\[100%\] completed \(/);
});

Deno.test("a training that nobody claims after a restart, but that has left its model, is told of with it", async () => {
  const world = createOriginalWorld({ claims: false, epochs: 45 });
  world.at(25_000, () => world.server.stop());
  world.at(31_000, () => world.server.restart());
  const { exitCode, value } = await world.json("train", "rsi_spx", "--follow");
  // Its checkpoint was seen to go, and no worker has it: nobody needs to wait for the server's own idea.
  assertEquals([exitCode, value.status, value.inferred], [0, "completed", true]);
  // Who comes later has not seen that, and hears what the server says in the end.
  const failed = await world.json("follow", value.operation_id);
  assertEquals(failed.exitCode, 1);
  assertMatch(
    failed.value.message,
    /^Training failed: Operation was RUNNING but no worker claimed it; yet a model of it was saved at 2026-01-01T/,
  );
  assertStringIncludes(
    failed.value.suggestion,
    "ktrdr backtest run rsi_spx --model-path /app/models/rsi_spx/1d_latest",
  );
});

Deno.test("a training that nobody claims and that has left no model has failed as the server says", async () => {
  const world = createOriginalWorld({ claims: false, epochs: 100_000 });
  world.at(5_000, () => {
    world.server.stop();
    world.server.jobs.all.forEach((job) => world.server.jobs.die(job));
  });
  world.at(8_000, () => world.server.restart());
  const { exitCode, value } = await world.json("train", "rsi_spx", "--follow");
  assertEquals([exitCode, value.message], [
    1,
    "Training failed: Operation was RUNNING but no worker claimed it",
  ]);
});

Deno.test("a backtest keeps the progress that it had before its server restarted", async () => {
  const percentages = [10, 40, 0, 0, 60, 100];
  const world = createOriginalWorld({
    instead: ({ url, method }) => {
      if (method !== "GET" || !url.endsWith("/operations/op_1")) return undefined;
      const percentage = percentages.shift() ?? 100;
      const step = percentage === 0 ? null : `Backtesting SPX 1d [${percentage}]`;
      const status = percentage === 100 ? "completed" : "running";
      const started_at = "2026-01-01T00:00:00Z";
      return Response.json(operationBody(status, { type: "backtesting", percentage, step, started_at }));
    },
  });
  const events = await world.events("follow", "op_1");
  const progress = events.filter(({ type }) => type === "progress");
  assertEquals(progress.map(({ percentage, as_of: asOf }) => [percentage, asOf !== undefined]), [
    [10, false],
    [40, false],
    [40, true],
    [60, false],
    [100, false],
  ]);
});
