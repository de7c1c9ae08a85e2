import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { ExitCode, InterruptedError } from "../../lib/errors.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json } from "../support/scripted_server.ts";
import {
  cancel,
  cancelled,
  health,
  interrupt,
  op,
  poll,
  start,
  started,
  training,
} from "./training_script.ts";

Deno.test("executeOperation() starts, watches and returns what the operation became", async () => {
  for (const status of ["completed", "failed"]) {
    const ids: string[] = [];
    await using world = scriptedClient({
      [start]: [started],
      [poll]: [op("running"), op(status)],
      ...health,
    });
    const result = await world.client.executeOperation(training(), { onStarted: (id) => ids.push(id) });
    assertEquals(result.status, status);
    assertEquals(result.operationId, "op_1");
    assertEquals(result.operation.status, status);
    assertFalse(result.cancelledByUs);
    assertEquals(ids, ["op_1"]);
    assertEquals(world.server.requests[0].body, { strategy_name: "rsi", task_id: "op_1" });
  }
});

Deno.test("executeOperation() reports a cancellation by somebody else", async () => {
  await using world = scriptedClient({ [start]: [started], [poll]: [op("cancelled")] });
  const result = await world.client.executeOperation(training());
  assertEquals([result.status, result.cancelledByUs], ["cancelled", false]);
});

Deno.test("executeOperation() awaits the answer to a start that was interrupted, then cancels", async () => {
  const controller = new AbortController();
  const ids: string[] = [];
  await using world = scriptedClient({
    [start]: [async (request) => {
      controller.abort(interrupt);
      await new Promise((resolve) => setTimeout(resolve, 0));
      assertFalse(request.signal.aborted);
      return await started(request);
    }],
    [poll]: [op("cancelled")],
    [cancel]: [cancelled],
  });
  const result = await world.client.executeOperation(training(), {
    signal: controller.signal,
    onStarted: (id) => ids.push(id),
  });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(world.server.routes, [start, cancel, poll, poll]);
  assertEquals(ids, ["op_1"]);
});

Deno.test("executeOperation() looks for an interrupted start that gets no answer, and cancels it", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [start]: [(request) => {
      controller.abort(interrupt);
      return hang()(request);
    }],
    [poll]: [op("running"), op("cancelled")],
    [cancel]: [cancelled],
  });
  const begin = world.clock.now();
  const result = await world.client.executeOperation(training(), { signal: controller.signal });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assert(world.clock.now() - begin >= 10_000);
});

Deno.test("executeOperation() sends nothing when it is interrupted before", async () => {
  await using world = scriptedClient({ [start]: [started] });
  const signal = AbortSignal.abort(interrupt);
  await assertRejects(() => world.client.executeOperation(training(), { signal }), InterruptedError);
  assertEquals(world.server.requests, []);
});

Deno.test("executeOperation() leaves at once when abandoned, and names the operation", async () => {
  const controller = new AbortController();
  const abandon = new AbortController();
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running")],
    [cancel]: [(request) => {
      queueMicrotask(() => abandon.abort(interrupt));
      return hang()(request);
    }],
    ...health,
  });
  const error = await assertRejects(() =>
    world.client.executeOperation(training(), {
      signal: controller.signal,
      abandon: abandon.signal,
      onProgress: () => controller.abort(interrupt),
    }), InterruptedError);
  assertEquals(error.exitCode, ExitCode.interrupted);
  assertStringIncludes(error.message, '"op_1"');
  assertStringIncludes(error.hint ?? "", "op_1");
  assertEquals(error.details, { operation_id: "op_1" });
});

Deno.test("executeOperation() leaves with the exit code of the signal that ended it", async () => {
  const abandon = new AbortController();
  await using world = scriptedClient({ [start]: [started], [poll]: [op("running")], ...health });
  const terminated = new InterruptedError("Ended by SIGTERM", { exitCode: ExitCode.terminated });
  const error = await assertRejects(() =>
    world.client.executeOperation(training(), {
      abandon: abandon.signal,
      onProgress: () => abandon.abort(terminated),
    }), InterruptedError);
  assertEquals(error.exitCode, ExitCode.terminated);
  assertEquals(world.server.count(cancel), 0);
});

Deno.test("executeOperation() says that a start which was abandoned may have started", async () => {
  const abandon = new AbortController();
  await using world = scriptedClient({
    [start]: [(request) => {
      queueMicrotask(() => abandon.abort(interrupt));
      return hang()(request);
    }],
  });
  const error = await assertRejects(
    () => world.client.executeOperation(training(), { abandon: abandon.signal }),
    InterruptedError,
    "may have started",
  );
  assertStringIncludes(error.hint ?? "", "ktrdr operation status op_1");
});

Deno.test("executeOperation() leaves the operation running where an interrupt means that", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({ [start]: [started], [poll]: [op("running")], ...health });
  const error = await assertRejects(() =>
    world.client.executeOperation(training(), {
      signal: controller.signal,
      onInterrupt: "detach",
      onProgress: () => controller.abort(interrupt),
    }), InterruptedError);
  assertEquals(error.exitCode, ExitCode.interrupted);
  assertEquals(world.server.count(cancel), 0);
});

Deno.test("executeOperation() resumes an operation under its id, waiting for its worker", async () => {
  const resumed = { success: true, data: { operation_id: "op_1", status: "resuming", resumed_from: null } };
  await using world = scriptedClient({
    "POST /operations/op_1/resume": [
      json({ detail: "No training worker available to resume operation" }, { status: 503 }),
      json(resumed),
    ],
    [poll]: [op("resuming"), op("running"), op("completed")],
    ...health,
  });
  const result = await world.client.executeOperation(new ResumeAdapter("op_1"));
  assertEquals([result.status, result.operationId], ["completed", "op_1"]);
  assertEquals(world.server.requests[0].body, undefined);
});
