import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, ConnectionError, ExitCode, InterruptedError, TimeoutError } from "../../lib/errors.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json, refused, reset } from "../support/scripted_server.ts";
import { missing, op, poll, start, started, training } from "./training_script.ts";

const busy = json({ detail: { error: "No training workers available", registered_workers: 1 } }, {
  status: 503,
});

Deno.test("executeOperation() says after its time limit that a start under way may have started", async () => {
  await using world = scriptedClient({ [start]: [hang()], [poll]: [missing] });
  const begin = world.clock.now();
  const error = await assertRejects(
    () => world.client.executeOperation(training(), { timeout: 2_000 }),
    TimeoutError,
    "The training operation may have started, but its answer was lost: No answer within 2 s",
  );
  assertEquals([error.exitCode, error.hint], [ExitCode.timeout, "Look with: ktrdr operation status op_1"]);
  assertEquals([world.server.count(start), world.clock.now() - begin], [1, 3_500]);
});

Deno.test("executeOperation() names the operation that it finds after its time limit", async () => {
  await using world = scriptedClient({ [start]: [hang()], [poll]: [op("running")] });
  const ids: string[] = [];
  const error = await assertRejects(
    () => world.client.executeOperation(training(), { timeout: 2_000, onStarted: (id) => void ids.push(id) }),
    TimeoutError,
    'Operation "op_1" is still running after 2 s',
  );
  assertEquals([error.exitCode, ids], [ExitCode.timeout, ["op_1"]]);
});

Deno.test("executeOperation() gives the result of an operation that it finds completed after its time limit", async () => {
  await using world = scriptedClient({ [start]: [hang()], [poll]: [op("completed")] });
  const { status, operationId } = await world.client.executeOperation(training(), { timeout: 2_000 });
  assertEquals([status, operationId], ["completed", "op_1"]);
});

Deno.test("executeOperation() says after its time limit why the answer was of no use", async () => {
  await using world = scriptedClient({ [start]: [reset()], [poll]: [missing] });
  await assertRejects(
    () => world.client.executeOperation(training(), { timeout: 2_000 }),
    TimeoutError,
    "may have started, but its answer was lost: The connection to localhost:8000 broke",
  );
});

Deno.test("executeOperation() sends no start when its time is over", async () => {
  await using world = scriptedClient({ [start]: [started] });
  const timeLimit = AbortSignal.abort(new TimeoutError("No answer within 1 s"));
  const error = await assertRejects(
    () => world.client.executeOperation(training(), { timeLimit }),
    TimeoutError,
    "Nothing was started: No answer within 1 s",
  );
  assertEquals([error.exitCode, world.server.count(start)], [ExitCode.timeout, 0]);
});

Deno.test("executeOperation() is left by an interrupt, although its time is over meanwhile", async () => {
  await using world = scriptedClient({ [start]: [hang()], [poll]: [missing] });
  const interrupt = new AbortController();
  const running = world.client.executeOperation(training(), { timeout: 2_000, signal: interrupt.signal });
  const left = assertRejects(() => running, InterruptedError, "it may have started");
  await world.clock.delay(1_000);
  interrupt.abort(new InterruptedError("Interrupted"));
  assertEquals((await left).exitCode, ExitCode.interrupted);
});

Deno.test("executeOperation() says after its time limit why nothing has started, where that is known", async () => {
  await using down = scriptedClient({ [start]: [refused()] });
  const error = await assertRejects(
    () => down.client.executeOperation(training(), { timeout: 100 }),
    ConnectionError,
    "Nothing listens",
  );
  assertEquals([error.mayHaveArrived, error.exitCode], [false, ExitCode.unreachable]);
  assertEquals(down.server.count(start), 1);
  await using full = scriptedClient({ [start]: [busy] });
  const begin = full.clock.now();
  await assertRejects(
    () => full.client.executeOperation(training(), { timeout: 4_000 }),
    ApiError,
    "No training workers available",
  );
  assertEquals([full.server.count(start), full.clock.now() - begin], [2, 4_000]);
});

Deno.test("executeOperation() counts the start as part of its time limit", async () => {
  await using world = scriptedClient({ [start]: [busy, busy, started], [poll]: [op("running")] });
  const begin = world.clock.now();
  await assertRejects(() => world.client.executeOperation(training(), { timeout: 6_000 }), TimeoutError);
  assertEquals(world.clock.now() - begin, 6_000);
});
