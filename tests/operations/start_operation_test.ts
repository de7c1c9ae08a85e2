import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, ConnectionError, ExitCode, InterruptedError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import type { WatchNotice } from "../../lib/operations/watch.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, refused, reset, type Responder, text } from "../support/scripted_server.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { health, interrupt, missing, op, poll, start, started, training } from "./training_script.ts";

function busy(registered: number): Responder {
  const detail = { error: "No training workers available", registered_workers: registered, hint: "Retry" };
  return json({ detail }, { status: 503 });
}

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
    { type: "worker_busy", reason, holder: null, delayMs: 2_000, remainingMs: 60_000 },
    { type: "worker_busy", reason, holder: null, delayMs: 2_000, remainingMs: 58_000 },
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
  assertEquals(world.server.routes, [start, "GET /workers"]);
});

Deno.test("executeOperation() finds a training whose answer was lost by its id, and starts it only once", async () => {
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
    [poll]: [missing],
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

Deno.test("executeOperation() that is abandoned where nothing listened does not say that it may have started", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({ [start]: [refused()] }, {
    onRetry: () => controller.abort(interrupt),
  });
  const error = await assertRejects(
    () => world.client.executeOperation(training(), { abandon: controller.signal }),
    InterruptedError,
  );
  assertEquals([error, world.server.count(start)], [interrupt, 1]);
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

Deno.test("executeOperation() throws the error that hides in a successful start", async () => {
  const body = { success: false, data: null, error: { code: "DUMMY-001", message: "No dummy today" } };
  await using world = scriptedClient({ "POST /dummy/start": [json(body)] });
  await assertRejects(() => world.client.executeOperation(new DummyAdapter()), ApiError, "No dummy today");
});

Deno.test("executeOperation() waits for a worker as long as it was told, though the clock is set", async () => {
  for (const jump of [3_600_000, -3_600_000]) {
    let ahead = 0;
    const clock = new VirtualClock({ now: Date.UTC(2026, 0, 1), mode: "auto" });
    const jumping: Responder = (request) => {
      ahead = jump;
      return busy(1)(request);
    };
    await using world = scriptedClient({ [start]: [jumping, busy(1)] }, {
      delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
      now: () => clock.now() + ahead,
    });
    const begin = clock.now();
    await assertRejects(() => world.client.executeOperation(training(), { waitForWorker: 60_000 }), ApiError);
    const waited = clock.now() - begin;
    // The attempt during which the clock was set may count as one that took the whole time limit.
    assert(waited >= 30_000 && waited <= 60_000, `${waited}`);
  }
});

Deno.test("executeOperation() believes a server that says a start went wrong, unless it is under way", async () => {
  const failed = json({ detail: "Failed to start training: worker refused" }, { status: 500 });
  const cases: [Responder[], string | undefined][] = [
    [[missing], undefined],
    [[op("pending")], undefined],
    [[op("running"), op("running"), op("completed")], "completed"],
    [[op("failed")], "failed"],
    [[refused(), missing, op("running"), op("running"), op("completed")], "completed"],
  ];
  for (const [reads, status] of cases) {
    await using world = scriptedClient({ [start]: [failed], [poll]: reads, ...health });
    const executed = world.client.executeOperation(training());
    if (status === undefined) await assertRejects(() => executed, ApiError, "worker refused");
    else assertEquals((await executed).status, status);
    assertEquals(world.server.count(start), 1);
  }
});

Deno.test("executeOperation() does not take somebody else's backtest for a lost one", async () => {
  const row = {
    operation_id: "op_else",
    operation_type: "backtesting",
    status: "running",
    created_at: "2026-01-01T00:00:01Z",
    progress_percentage: 0,
  };
  const parameters = { strategy_name: "rsi", initial_capital: 50_000 };
  await using world = scriptedClient({
    "POST /backtests/start": [reset()],
    "GET /operations": [json({ success: true, data: [row], total_count: 1, active_count: 1 })],
    "GET /operations/op_else": [
      op("running", { id: "op_else", created_at: row.created_at, metadata: { parameters } }),
    ],
  });
  const period = { start_date: "2015-01-01", end_date: "2020-01-01" };
  const adapter = new BacktestAdapter({ strategy_name: "rsi", initial_capital: 100_000, ...period });
  await assertRejects(() => world.client.executeOperation(adapter), ConnectionError, "may have started");
});

Deno.test("executeOperation() finds out whether a resume whose answer was lost has arrived", async () => {
  const again = { started_at: "2026-01-01T00:00:01Z" };
  const resume = "POST /operations/op_1/resume";
  await using arrived = scriptedClient({
    [resume]: [reset()],
    [poll]: [op("cancelled"), op("resuming", again), op("running", again), op("completed", again)],
    ...health,
  });
  const result = await arrived.client.executeOperation(new ResumeAdapter("op_1"));
  assertEquals([result.status, arrived.server.count(resume)], ["completed", 1]);
  await using lost = scriptedClient({ [resume]: [reset()], [poll]: [op("cancelled")] });
  const error = await assertRejects(
    () => lost.client.executeOperation(new ResumeAdapter("op_1")),
    ConnectionError,
    "may have started",
  );
  assertEquals([error.hint, lost.server.count(resume)], ["Look with: ktrdr operation status op_1", 1]);
});

Deno.test("executeOperation() takes no operation for a resumed one that was started before", async () => {
  const resume = "POST /operations/op_1/resume";
  const cases = [
    ["completed", "2025-12-31T23:00:00Z", false],
    ["running", "2025-12-31T23:59:00Z", false],
    ["pending", undefined, false],
    ["completed", "2026-01-01T00:00:01Z", true],
  ] as const;
  for (const [status, start, isOurs] of cases) {
    const seen = op(status, start === undefined ? {} : { started_at: start });
    await using world = scriptedClient({ [resume]: [reset()], [poll]: [seen], ...health });
    const running = world.client.executeOperation(new ResumeAdapter("op_1"));
    if (isOurs) assertEquals((await running).status, status);
    else await assertRejects(() => running, ConnectionError, "may have started");
    assertEquals([world.server.count(resume), world.server.count("DELETE /operations/op_1")], [1, 0]);
  }
});
