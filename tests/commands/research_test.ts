import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runEvents } from "../support/event_world.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { operationBody } from "../support/operation_bodies.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, refused, reset, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const id = "op_agent_research_20260101_000000_cafe0001";
const trainingId = "op_training_20260101_000000_cafe0002";
const backtestId = "op_backtesting_20260101_000000_cafe0003";
const trigger = "POST /agent/trigger";
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const follow = ["research", "a goal", "--follow", "--url", "http://server", "--progress", "plain"];

function answer(status: string, facts: Parameters<typeof operationBody>[1], changes: object = {}): Responder {
  const body = operationBody(status, { id, type: "agent_research", ...facts });
  Object.assign(Object(body.data), changes);
  return json(body);
}

const training = answer("running", {
  percentage: 20,
  step: "Training model...",
  metadata: { parameters: { phase: "training", training_op_id: trainingId } },
});
const backtesting = answer("running", {
  percentage: 65,
  step: "Running backtest...",
  metadata: { parameters: { phase: "backtesting", training_op_id: trainingId, backtest_op_id: backtestId } },
});
const result = {
  success: true,
  strategy_name: "momentum_v1",
  verdict: "promising",
  backtest_result: { sharpe_ratio: 1.234, win_rate: 0.55, max_drawdown: 0.081, total_trades: 42 },
  model_path: "/models/momentum_v1",
};
const completed = answer("completed", { percentage: 100, step: "Complete", result_summary: result });

function createWorld(script: Record<string, Responder[]>): { server: ScriptedServer; host: FakeHost } {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    [trigger]: [json({ triggered: true, operation_id: id, model: "m", message: "ok" }, { status: 202 })],
    [`GET /operations/${trainingId}`]: [
      answer("running", { id: trainingId, type: "training", percentage: 10, step: "Epoch 6/60" }),
    ],
    [`GET /operations/${backtestId}`]: [
      answer("running", { id: backtestId, type: "backtesting", percentage: 40, step: "Backtesting X 1h" }),
    ],
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

Deno.test("research starts a research and leaves it alone", async () => {
  const { server, host } = createWorld({});
  const args = ["research", " a goal ", "-m", "opus", "--url", "http://server"];
  const { exitCode, stdout, stderr } = await runKtrdr(args, { host });
  assertEquals([exitCode, server.routes], [0, [trigger]]);
  assertEquals(server.requests[0].body, { brief: "a goal", model: "opus" });
  assertEquals([stdout, stderr], [`Started research: ${id}\n`, `Follow it with: ktrdr follow ${id}\n`]);
  const named = createWorld({});
  const { value } = await runJson(["research", "-s", "momentum", "--url", "http://server"], named);
  assertEquals(named.server.requests[0].body, { strategy: "momentum" });
  assertEquals([value.operation_id, value.status, value.type], [id, "started", "research"]);
});

Deno.test("research --follow shows the operation that the research has going, and what came of it", async () => {
  const { server, host } = createWorld({ [poll]: [training, training, backtesting, backtesting, completed] });
  const { exitCode, stdout, stderr } = await runKtrdr(follow, { host });
  assertEquals(exitCode, 0);
  assertEquals(
    stdout,
    `Strategy:      momentum_v1
Verdict:       promising
Sharpe ratio:  1.23
Win rate:      55.00 %
Max drawdown:  8.10 %
Model:         /models/momentum_v1
`,
  );
  assertMatch(stderr, /\[ 20%\] Training model · Epoch 6\/60 \(10 %\) \(0 s\)\n/);
  assertMatch(stderr, /\[ 65%\] Running backtest · Backtesting X 1h \(40 %\) \(0 s\)\n/);
  assertMatch(stderr, /✓ Research completed in 1 s \(promising\)\n$/);
  assertEquals(server.count(cancel), 0);
});

Deno.test("research --follow --json prints one value with the figures", async () => {
  const { host } = createWorld({ [poll]: [training, completed] });
  const { exitCode, value } = await runJson(follow, { host });
  assertEquals([exitCode, value.operation_id, value.operation_type, value.status], [
    0,
    id,
    "agent_research",
    "completed",
  ]);
  const { strategy_name, verdict, sharpe_ratio, win_rate, max_drawdown } = value.results;
  assertEquals({ strategy_name, verdict, sharpe_ratio, win_rate, max_drawdown }, {
    strategy_name: "momentum_v1",
    verdict: "promising",
    sharpe_ratio: 1.234,
    win_rate: 0.55,
    max_drawdown: 0.081,
  });
  assertEquals(value.result_summary, result);
});

Deno.test("following a research tells the events of its operations, too", async () => {
  const world = createWorld({ [poll]: [training, training, backtesting, backtesting, completed] });
  const { events } = await runEvents(["follow", id, "--url", "http://server", "-o", "jsonl"], world);
  const states = events.flatMap((event) =>
    event.type === "state" ? [[event.operation_id, event.status]] : []
  );
  assertEquals(states, [
    [id, "running"],
    [trainingId, "running"],
    [backtestId, "running"],
    [id, "completed"],
  ]);
});

Deno.test("a child that cannot be seen is no loss", async () => {
  const { host } = createWorld({
    [poll]: [training, training, completed],
    [`GET /operations/${trainingId}`]: [json({ detail: "Not allowed" }, { status: 403 })],
  });
  const { exitCode, stderr } = await runKtrdr(follow, { host });
  assertEquals(exitCode, 0);
  assertStringIncludes(stderr, "[ 20%] Training model... (0 s)\n");
});

Deno.test("the exit code of research --follow is its outcome", async () => {
  const failed = answer("failed", {}, { error_message: "Gate failed: accuracy too low" });
  const bad = createWorld({ [poll]: [training, failed] });
  const run = await runJson(follow, bad);
  assertEquals([run.exitCode, run.value.message], [1, "Research failed: Gate failed: accuracy too low"]);
  const cancelled = answer("cancelled", {}, { error_message: "enough" });
  const ended = await runKtrdr(follow, createWorld({ [poll]: [training, cancelled] }));
  assertEquals([ended.exitCode, ended.stdout], [3, `Cancelled ${id}: enough\n`]);
});

Deno.test("Ctrl+C cancels a research", async () => {
  const raise: Responder = (request) => {
    const response = hang()(request);
    world.host.raise("SIGINT");
    return response;
  };
  const cancelled = answer("cancelled", {}, { error_message: "enough" });
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [training, raise, cancelled],
    [cancel]: [json({ success: true, data: { operation_id: id, status: "cancelled" } })],
  });
  const { exitCode } = await runKtrdr(follow, world);
  assertEquals([exitCode, world.server.count(cancel)], [130, 1]);
});

Deno.test("a research whose start got no answer is found again, or may have started", async () => {
  const row = {
    operation_id: id,
    operation_type: "agent_research",
    status: "running",
    created_at: "2026-01-01T00:00:00+00:00",
  };
  const list = (rows: unknown[]) =>
    json({ success: true, data: rows, total_count: rows.length, active_count: rows.length });
  const found = createWorld({ [trigger]: [reset()], "GET /operations": [list([row])], [poll]: [completed] });
  const { exitCode, stderr } = await runKtrdr(follow, found);
  assertEquals([exitCode, found.server.count(trigger)], [0, 1]);
  assertStringIncludes(stderr, `Found it: ${id}`);
  const other = answer("running", { metadata: { parameters: { brief: "another goal" } } });
  const lost = createWorld({ [trigger]: [reset()], "GET /operations": [list([row])], [poll]: [other] });
  const run = await runKtrdr(follow, lost);
  assertEquals([run.exitCode, lost.server.count(trigger)], [6, 1]);
  assertStringIncludes(run.stderr, "The agent_research operation may have started, but its answer was lost");
  assertStringIncludes(run.stderr, "Hint: Look with: ktrdr operation list\n");
});

Deno.test("research takes either a goal or a strategy", async () => {
  for (const args of [[], [" "], ["a goal", "-s", "x"], ["-s", " "]]) {
    const { server, host } = createWorld({});
    const { exitCode } = await runKtrdr(["research", ...args, "--url", "http://server"], { host });
    assertEquals([exitCode, server.requests.length], [2, 0]);
  }
});

Deno.test("a model that the server does not know is named: exit code 2", async () => {
  const { host } = createWorld({ [trigger]: [recordedRead(trigger)] });
  const { exitCode, value } = await runJson(["research", "x", "-m", "bogus", "--url", "http://server"], {
    host,
  });
  assertEquals(exitCode, 2);
  assertStringIncludes(value.message, "model: Invalid model 'bogus'");
});

Deno.test("research needs a server that can be reached", async () => {
  const { exitCode } = await runKtrdr(["research", "x", "--url", "http://server"], { fetch: refused() });
  assertEquals(exitCode, 6);
});
