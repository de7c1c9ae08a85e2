import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, ConnectionError, ExitCode, InterruptedError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { WatchNotice } from "../../lib/operations/watch.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json, refused, reset, type Responder, text } from "../support/scripted_server.ts";

const start = "POST /trainings/start";
const poll = "GET /operations/op_1";
const cancel = "DELETE /operations/op_1";
const health = { "GET /health": [json({ status: "ok" })] };
const started = json({ success: true, task_id: "op_1", status: "training_started" });
const cancelled = json({ success: true, data: { operation_id: "op_1", status: "cancelled" } });
const tooLate = json({
  detail: "Operation op_1 cannot be cancelled (status: OperationStatus.COMPLETED)",
}, { status: 400 });
const interrupt = new InterruptedError("Interrupted by Ctrl+C");

function op(status: string, facts: OperationFacts = {}): Responder {
  return json(operationBody(status, facts));
}

function training(): TrainingAdapter {
  return new TrainingAdapter({ strategy_name: "rsi", task_id: "op_1" });
}

function busy(registered: number): Responder {
  const detail = { error: "No training workers available", registered_workers: registered, hint: "Retry" };
  return json({ detail }, { status: 503 });
}

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

Deno.test("executeOperation() cancels at once when interrupted while a poll is under way", async () => {
  const controller = new AbortController();
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), (request) => {
      queueMicrotask(() => controller.abort(interrupt));
      return hang()(request);
    }, op("cancelled")],
    [cancel]: [cancelled],
    ...health,
  });
  const result = await world.client.executeOperation(training(), {
    signal: controller.signal,
    cancelReason: "Ctrl+C",
    onState: (notice) => notices.push(notice),
  });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(world.server.count(cancel), 1);
  assertEquals(world.server.requests.find(({ method }) => method === "DELETE")?.body, { reason: "Ctrl+C" });
  assertEquals(notices, [{ type: "cancelling", operationId: "op_1" }]);
});

Deno.test("executeOperation() tells the true outcome where the cancel request comes too late", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("completed")],
    [cancel]: [tooLate],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["completed", false]);
  assertEquals(world.server.count(cancel), 1);
});

Deno.test("executeOperation() sends the cancel request again until it is taken", async () => {
  const controller = new AbortController();
  const running = Array.from({ length: 12 }, () => op("running"));
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [...running, op("cancelled")],
    [cancel]: [json({ detail: "not yet" }, { status: 404 }), refused(), json({}, { status: 502 }), cancelled],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(world.server.count(cancel), 4);
});

Deno.test("executeOperation() goes on watching where the server refuses to cancel", async () => {
  const controller = new AbortController();
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("running"), op("completed")],
    [cancel]: [json({ detail: "Not allowed" }, { status: 403 })],
    ...health,
  });
  const result = await world.client.executeOperation(training(), {
    signal: controller.signal,
    onProgress: () => controller.abort(interrupt),
    onState: (notice) => notices.push(notice),
  });
  assertEquals(result.status, "completed");
  assertEquals(notices.at(-1), { type: "cancel_failed", operationId: "op_1", reason: "Not allowed" });
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

Deno.test("executeOperation() repeats a start while every worker is busy", async () => {
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [start]: [busy(1), busy(1), started],
    [poll]: [op("completed")],
  });
  const result = await world.client.executeOperation(training(), {
    onState: (notice) => notices.push(notice),
  });
  assertEquals(result.status, "completed");
  const reason = "No training workers available";
  assertEquals(notices, [
    { type: "worker_busy", reason, delayMs: 2_000, remainingMs: 60_000 },
    { type: "worker_busy", reason, delayMs: 2_000, remainingMs: 58_000 },
  ]);
});

Deno.test("executeOperation() waits for a worker only so long, and not at all where there is none", async () => {
  await using world = scriptedClient({ [start]: [busy(2)] });
  const begin = world.clock.now();
  await assertRejects(() => world.client.executeOperation(training(), { waitForWorker: 5_000 }), ApiError);
  assertEquals(world.clock.now() - begin, 5_000);
  assertEquals(world.server.count(start), 4);
  await assertRejects(() => world.client.executeOperation(training(), { waitForWorker: 0 }), ApiError);
  assertEquals(world.server.count(start), 5);
  await using empty = scriptedClient({ [start]: [busy(0)] });
  const error = await assertRejects(() => empty.client.executeOperation(training()), ApiError);
  assertEquals([error.message, error.hint], ["No training workers available", "Retry"]);
  assertEquals(empty.server.count(start), 1);
});

Deno.test("executeOperation() gives up waiting for a worker when it is interrupted", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({ [start]: [busy(1)] });
  await assertRejects(() =>
    world.client.executeOperation(training(), {
      signal: controller.signal,
      onState: () => controller.abort(interrupt),
    }), InterruptedError);
  assertEquals(world.server.routes, [start]);
});

Deno.test("executeOperation() finds a training whose answer was lost by its id, and starts it only once", async () => {
  const missing = json({ detail: "Operation not found: op_1" }, { status: 404 });
  const losses: Responder[] = [
    reset(),
    json({ detail: "x" }, { status: 502 }),
    text("<html>", { headers: { "content-type": "text/html" } }),
    json({ success: true }),
  ];
  for (const loss of losses) {
    const notices: WatchNotice[] = [];
    await using world = scriptedClient({
      [start]: [loss],
      [poll]: [missing, refused(), op("running"), op("completed")],
      ...health,
    });
    const result = await world.client.executeOperation(training(), {
      onState: (notice) => notices.push(notice),
    });
    assertEquals([result.status, result.operationId], ["completed", "op_1"]);
    assertEquals(world.server.count(start), 1);
    assertEquals(notices.map(({ type }) => type), ["start_lost", "start_found"]);
  }
});

Deno.test("executeOperation() says that a lost start may have started where it is not found", async () => {
  await using world = scriptedClient({
    [start]: [reset()],
    [poll]: [json({ detail: "Operation not found: op_1" }, { status: 404 })],
  });
  const error = await assertRejects(() => world.client.executeOperation(training()), ConnectionError);
  assertStringIncludes(error.message, "may have started");
  assertStringIncludes(error.hint ?? "", "ktrdr operation status op_1");
  assertEquals([error.exitCode, error.mayHaveArrived], [ExitCode.unreachable, true]);
  assertEquals(world.server.count(start), 1);
});

Deno.test("executeOperation() says the same where the server stays away", async () => {
  await using world = scriptedClient({ [start]: [reset()], [poll]: [refused()] });
  await assertRejects(() => world.client.executeOperation(training()), ConnectionError, "may have started");
});

Deno.test("executeOperation() sends a start again where nothing listened", async () => {
  await using world = scriptedClient({ [start]: [refused(), started], [poll]: [op("completed")] });
  assertEquals((await world.client.executeOperation(training())).status, "completed");
  await using down = scriptedClient({ [start]: [refused()] });
  const error = await assertRejects(() => down.client.executeOperation(training()), ConnectionError);
  assertFalse(error.mayHaveArrived);
  assertEquals(down.server.count(start), 4);
});

Deno.test("executeOperation() passes a refused start on", async () => {
  await using world = scriptedClient({
    [start]: [json({ detail: "Strategy file not found" }, { status: 400 })],
  });
  await assertRejects(() => world.client.executeOperation(training()), ApiError, "Strategy file not found");
  assertEquals(world.server.routes, [start]);
});

Deno.test("executeOperation() finds a backtest whose answer was lost among the newest", async () => {
  const summary = (id: string, created_at: string) => ({
    operation_id: id,
    operation_type: "backtesting",
    status: "running",
    created_at,
    progress_percentage: 0,
  });
  const rows = [
    summary("op_other", "2026-01-01T00:00:02+00:00"),
    summary("op_ours", "2026-01-01T00:00:01"),
    summary("op_old", "2025-12-31T23:00:00+00:00"),
  ];
  const metadata = (strategy_name: string) => ({ symbol: "SPX", parameters: { strategy_name } });
  await using world = scriptedClient({
    "POST /backtests/start": [reset()],
    "GET /operations": [json({ success: true, data: rows, total_count: 3, active_count: 3 })],
    "GET /operations/op_other": [op("running", { id: "op_other", metadata: metadata("macd") })],
    "GET /operations/op_ours": [op("completed", { id: "op_ours", metadata: metadata("rsi") })],
  });
  const adapter = new BacktestAdapter({
    strategy_name: "rsi",
    symbol: "SPX",
    start_date: "2015-01-01",
    end_date: "2020-01-01",
  });
  const result = await world.client.executeOperation(adapter);
  assertEquals(result.operationId, "op_ours");
  assertEquals(world.server.requests[1].query, { operation_type: "backtesting", limit: "10" });
});

Deno.test("executeOperation() does not take an older backtest for a lost one", async () => {
  const row = {
    operation_id: "op_old",
    operation_type: "backtesting",
    status: "running",
    created_at: "2025-12-31T23:00:00+00:00",
    progress_percentage: 0,
  };
  await using world = scriptedClient({
    "POST /backtests/start": [reset()],
    "GET /operations": [json({ success: true, data: [row], total_count: 1, active_count: 1 })],
  });
  const adapter = new BacktestAdapter({
    strategy_name: "rsi",
    start_date: "2015-01-01",
    end_date: "2020-01-01",
  });
  await assertRejects(() => world.client.executeOperation(adapter), ConnectionError, "may have started");
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

Deno.test("executeOperation() throws the error that hides in a successful start", async () => {
  const body = { success: false, data: null, error: { code: "DUMMY-001", message: "No dummy today" } };
  await using world = scriptedClient({ "POST /dummy/start": [json(body)] });
  await assertRejects(() => world.client.executeOperation(new DummyAdapter()), ApiError, "No dummy today");
});
