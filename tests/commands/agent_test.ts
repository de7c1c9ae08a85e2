import { assertEquals, assertStringIncludes } from "@std/assert";
import { openEmptyHome } from "../support/engine_homes.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const id = "op_agent_research_20260101_000000_cafe0001";
const at = ["--url", "http://server"];
const trigger = "POST /agent/trigger";

function createWorld(script: Record<string, Responder[]>): { server: ScriptedServer; host: FakeHost } {
  const server = new ScriptedServer({ "GET /health": [recordedRead("GET /health")], ...script });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

const active = json({
  status: "active",
  active_researches: [
    {
      operation_id: id,
      phase: "training",
      strategy_name: "momentum_v1",
      duration_seconds: 185,
      child_operation_id: "op_training_20260101_000000_cafe0002",
    },
  ],
  workers: { training: { busy: 1, total: 2 }, backtesting: { busy: 0, total: 1 } },
  budget: { remaining: 12.5, daily_limit: 20 },
  capacity: { active: 1, limit: 3 },
});
/** What a server says that does one research at a time. */
const olderActive = json({
  status: "active",
  operation_id: id,
  phase: "training",
  progress: null,
  strategy_name: "momentum_v1",
  started_at: "2025-12-31T23:58:00+00:00",
});

Deno.test("agent status shows the researches and what the agent has left", async () => {
  const { stdout } = await runKtrdr(
    ["agent", "status", ...at],
    createWorld({ "GET /agent/status": [active] }),
  );
  assertEquals(
    stdout,
    `OPERATION                                   PHASE     STRATEGY     DURATION
op_agent_research_20260101_000000_cafe0001  training  momentum_v1  3 m 05 s

Status:             active
Busy workers:       training 1/2, backtesting 0/1
Budget left today:  $12.50 of $20.00
Researches:         1 of at most 3
`,
  );
  const csv = await runKtrdr(
    ["agent", "status", "-o", "csv", ...at],
    createWorld({ "GET /agent/status": [active] }),
  );
  assertStringIncludes(csv.stdout, `\n${id},training,momentum_v1,185,op_training_20260101_000000_cafe0002\n`);
});

Deno.test("agent status of an idle agent tells of its last research", async () => {
  const last = { operation_id: id, outcome: "completed", strategy_name: "x", completed_at: null };
  const idle = json({ status: "idle", last_cycle: last });
  const { stdout } = await runKtrdr(["agent", "status", ...at], createWorld({ "GET /agent/status": [idle] }));
  assertEquals(stdout, `Status:         idle\nLast research:  ${id} (completed)\n`);
  const script = { "GET /agent/status": [recordedRead("GET /agent/status")] };
  const { value } = await runJson(["agent", "status", ...at], createWorld(script));
  assertEquals([value.status, value.active_researches, value.capacity.limit], ["idle", [], 3]);
});

Deno.test("agent status reads the answer of an older server in the same form", async () => {
  const script = { "GET /agent/status": [olderActive] };
  const { value } = await runJson(["agent", "status", ...at], createWorld(script));
  assertEquals([value.phase, value.active_researches], ["training", [{
    operation_id: id,
    phase: "training",
    strategy_name: "momentum_v1",
    duration_seconds: 120,
    child_operation_id: null,
  }]]);
});

Deno.test("agent budget shows what may still be spent", async () => {
  const script = { "GET /agent/budget": [recordedRead("GET /agent/budget")] };
  const { stdout } = await runKtrdr(["agent", "budget", ...at], createWorld(script));
  assertEquals(
    stdout,
    `Date:                   2026-11-22
Daily limit:            $20.00
Spent today:            $0.00
Remaining:              $20.00
Affordable researches:  133
`,
  );
  const { value } = await runJson(["agent", "budget", ...at], createWorld(script));
  assertEquals([value.remaining, value.spend_events], [20, 0]);
  // Python writes the infinite rest of no limit as no JSON can.
  const unlimited = '{"date":"2026-01-01","daily_limit":0,"today_spend":1.5,"remaining":Infinity,' +
    '"budget_disabled":true,"cycles_affordable":-1}';
  const free = createWorld({ "GET /agent/budget": [() => new Response(unlimited)] });
  const run = await runKtrdr(["agent", "budget", ...at], free);
  assertStringIncludes(
    run.stdout,
    "Spent today:            $1.50\nRemaining:              no limit\nAffordable researches:  no limit\n",
  );
});

Deno.test("agent cancel cancels the active research, or the one that is named", async () => {
  const cancelled = json({ success: true, operation_id: id, child_cancelled: "op_t", message: "Cancelled" });
  const script = { "GET /agent/status": [active], [`DELETE /agent/cancel/${id}`]: [cancelled] };
  const { server, host } = createWorld(script);
  const { exitCode, stdout } = await runKtrdr(["agent", "cancel", ...at], { host });
  assertEquals([exitCode, stdout], [0, `✓ Cancelled research ${id}, and its operation op_t\n`]);
  const recall = `GET /operations/${id}`;
  assertEquals(server.routes, ["GET /agent/status", `DELETE /agent/cancel/${id}`, recall]);
  const named = createWorld(script);
  const { value } = await runJson(["agent", "cancel", id, ...at], named);
  assertEquals([value.operation_id, value.child_cancelled], [id, "op_t"]);
  assertEquals(named.server.routes, [`DELETE /agent/cancel/${id}`, recall]);
});

Deno.test("agent cancel of an older server cancels the only research", async () => {
  const script = {
    "GET /agent/status": [olderActive],
    "DELETE /agent/cancel": [json({ success: true, message: "Cancelled" })],
  };
  const { server, host } = createWorld(script);
  const { exitCode, value } = await runJson(["agent", "cancel", ...at], { host });
  assertEquals([exitCode, value.operation_id, server.count("DELETE /agent/cancel")], [0, id, 1]);
  const other = createWorld(script);
  const wrong = "op_agent_research_20260101_000000_cafe0009";
  const run = await runKtrdr(["agent", "cancel", wrong, ...at], other);
  assertEquals([run.exitCode, other.server.count("DELETE /agent/cancel")], [5, 0]);
});

Deno.test("agent cancel without an active research exits with 5, with several asks which", async () => {
  const idle = createWorld({ "GET /agent/status": [recordedRead("GET /agent/status")] });
  const none = await runJson(["agent", "cancel", ...at], idle);
  assertEquals([none.exitCode, none.value.message], [5, "No research is active"]);
  const researches = [{ operation_id: "op_a" }, { operation_id: "op_b" }];
  const two = createWorld({
    "GET /agent/status": [json({ status: "active", active_researches: researches })],
  });
  const { exitCode, stderr } = await runKtrdr(["agent", "cancel", ...at], { host: two.host });
  assertEquals([exitCode, two.server.requests.length], [2, 1]);
  assertStringIncludes(stderr, "2 researches are active, expected the id of one: op_a, op_b");
});

Deno.test("agent cancel says why a server refuses", async () => {
  const refusal = recordedRead("DELETE /agent/cancel/nope");
  const wrong = "op_agent_research_20260101_000000_cafe0009";
  const world = createWorld({ [`DELETE /agent/cancel/${wrong}`]: [refusal] });
  const { exitCode, value } = await runJson(["agent", "cancel", wrong, ...at], world);
  assertEquals([exitCode, value.message, value.error_code], [5, "Operation not found: nope", "not_found"]);
});

Deno.test("agent trigger starts a research of the agent's own choice", async () => {
  const started = json({ triggered: true, operation_id: id, model: "claude", message: "ok" }, {
    status: 202,
  });
  const { server, host } = createWorld({ [trigger]: [started] });
  const { stdout, stderr } = await runKtrdr(["agent", "trigger", ...at], { host });
  assertEquals([server.routes, server.requests[0].body], [[trigger], undefined]);
  assertEquals([stdout, stderr], [`Started research: ${id}\n`, `Follow it with: ktrdr follow ${id}\n`]);
  const chosen = createWorld({ [trigger]: [started] });
  const { value } = await runJson(["agent", "trigger", "-m", "haiku", "--bypass", ...at], chosen);
  assertEquals(chosen.server.requests[0].body, { model: "haiku", bypass_gates: true });
  assertEquals(value, {
    operation_id: id,
    status: "started",
    type: "research",
    operation_type: "agent_research",
    model: "haiku",
  });
});

Deno.test("a research that the server does not start exits with 5 and its reason", async () => {
  const refusal = { triggered: false, reason: "at_capacity", message: "3 researches are active" };
  for (const status of [409, 200]) {
    const { server, host } = createWorld({ [trigger]: [json(refusal, { status })] });
    const { exitCode, value } = await runJson(["agent", "trigger", ...at], { host });
    assertEquals([exitCode, server.requests.length], [5, 1]);
    assertEquals([value.message, value.error_code], ["3 researches are active", "at_capacity"]);
  }
});

Deno.test("the agent's commands need a server that can be reached", async () => {
  for (
    const command of [["agent", "status"], ["agent", "budget"], ["agent", "cancel"], ["agent", "trigger"]]
  ) {
    const { exitCode, stderr } = await runKtrdr([...command, ...at], { fetch: refused() });
    assertEquals(exitCode, 6);
    assertStringIncludes(stderr, "Error: Nothing listens at server:8000 (connection refused)\n");
  }
});

Deno.test("the embedded engine says that it has no agent, once and at once", async () => {
  await using place = await openEmptyHome();
  for (const command of [["agent", "status"], ["agent", "cancel"], ["agent", "trigger"], ["research", "x"]]) {
    const { exitCode, stdout, stderr } = await runKtrdr([...command, "--embedded"], place);
    assertEquals([exitCode, stdout], [1, ""]);
    assertStringIncludes(stderr, "Error: Agent research is not available in the embedded engine");
    assertEquals(stderr.trimEnd().split("\n").length, 2);
  }
});
