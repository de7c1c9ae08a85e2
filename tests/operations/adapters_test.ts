import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import type { ResearchRequest } from "../../lib/contract/agent.ts";
import { ContractError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DataLoadAdapter } from "../../lib/operations/adapters/data_load.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { ResearchAdapter } from "../../lib/operations/adapters/research.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import { RetryAdapter } from "../../lib/operations/adapters/retry.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, type Responder } from "../support/scripted_server.ts";

Deno.test("TrainingAdapter makes one id in the server's form, in UTC", () => {
  const options = { now: () => Date.UTC(2026, 10, 22, 4, 5, 6), random: () => 0.75 };
  const adapter = new TrainingAdapter({ strategy_name: "rsi" }, options);
  assertEquals(adapter.startPayload().task_id, "op_training_20261122_040506_c0000000");
  const other = new TrainingAdapter({ strategy_name: "rsi" });
  assertEquals(other.startPayload(), other.startPayload());
  assertMatch(String(other.startPayload().task_id), /^op_training_\d{8}_\d{6}_[0-9a-f]{8}$/);
  assertNotEquals(
    other.startPayload().task_id,
    new TrainingAdapter({ strategy_name: "rsi" }).startPayload().task_id,
  );
});

Deno.test("TrainingAdapter sends only what is given", () => {
  const request = {
    strategy_name: "rsi",
    symbols: ["SPX"],
    timeframes: null,
    seed: undefined,
    validation_split: 0.3,
    detailed_analytics: false,
    task_id: "op_1",
  };
  assertEquals(new TrainingAdapter(request).startPayload(), {
    strategy_name: "rsi",
    symbols: ["SPX"],
    validation_split: 0.3,
    detailed_analytics: false,
    task_id: "op_1",
  });
});

Deno.test("every adapter finds the id in the answer to its start", () => {
  const id = "op_1";
  const backtest = { strategy_name: "rsi", start_date: "2020-01-01", end_date: "2021-01-01" };
  assertEquals(new TrainingAdapter({ strategy_name: "rsi" }).parseStartResponse({ task_id: id }), id);
  assertEquals(new BacktestAdapter(backtest).parseStartResponse({ operation_id: id }), id);
  const load = new DataLoadAdapter({ symbol: "SPX", timeframe: "1d", mode: "tail" });
  assertEquals(load.parseStartResponse({ operation_id: id }), id);
  assertEquals(new DummyAdapter().parseStartResponse({ success: true, data: { operation_id: id } }), id);
  const resumed = { success: true, data: { operation_id: id, status: "resuming" } };
  assertEquals(new ResumeAdapter(id).parseStartResponse(resumed), id);
  const retry = new RetryAdapter({ operationId: "op_0", type: "training" });
  assertEquals(retry.parseStartResponse(operationBody("pending", { id })), id);
});

Deno.test("an adapter names endpoint and field of an answer without an id", () => {
  assertThrows(
    () => new TrainingAdapter({ strategy_name: "rsi" }).parseStartResponse({ success: true }),
    ContractError,
    'POST /trainings/start is not as expected at "task_id"',
  );
});

Deno.test("RetryAdapter finds the operation of a lost answer: a new one of the type, made by a retry", async () => {
  const created_at = "2026-01-01T00:00:05Z";
  const rows = ["op_training_1", "op_retry_training_2"].map((id) => ({
    operation_id: id,
    operation_type: "training",
    status: "pending",
    created_at,
    progress_percentage: 0,
  }));
  await using world = scriptedClient({
    "GET /operations": [json({ success: true, data: rows, total_count: 2, active_count: 2 })],
    ...Object.fromEntries(rows.map(({ operation_id: id }) => [
      `GET /operations/${id}`,
      [json(operationBody("pending", { id, created_at }))],
    ])),
  });
  const adapter = new RetryAdapter({ operationId: "op_training_1", type: "training" });
  const found = await adapter.findStarted(world.client, { since: Date.UTC(2026, 0, 1) });
  assertEquals(found, "op_retry_training_2");
  assertEquals(world.server.requests[0].query.operation_type, "training");
});

/** A server that has made one operation since the start, besides others that are given whole. */
function createdOnce(id: string, facts: OperationFacts, others: Record<string, Responder[]> = {}) {
  const created_at = "2026-01-01T00:00:05Z";
  const row = { operation_id: id, operation_type: facts.type ?? "training", status: "running", created_at };
  return scriptedClient({
    "GET /operations": [json({ success: true, data: [row], total_count: 1, active_count: 1 })],
    [`GET /operations/${id}`]: [json(operationBody("running", { ...facts, id, created_at }))],
    ...others,
  });
}

Deno.test("RetryAdapter takes a retry of another operation for somebody else's", async () => {
  const metadata = {
    symbol: "SPX",
    start_date: "2000-01-03T00:00:00",
    parameters: { strategy_name: "rsi_spx", symbols: ["SPX"], seed: null, worker_id: "worker_1" },
  };
  const { parameters } = metadata;
  const cases: [Record<string, unknown>, boolean][] = [
    [metadata, true],
    [{ ...metadata, parameters: { ...parameters, worker_id: "worker_2" } }, true],
    [{ symbol: "spx", parameters: null }, true],
    [{ ...metadata, symbol: "NDX" }, false],
    [{ ...metadata, start_date: "2010-01-04T00:00:00" }, false],
    [{ ...metadata, parameters: { ...parameters, strategy_name: "other" } }, false],
    [{ ...metadata, parameters: { ...parameters, symbols: ["SPX", "NDX"] } }, false],
  ];
  for (const [told, isOurs] of cases) {
    const id = "op_retry_training_2";
    await using world = createdOnce(id, { metadata: told }, {
      "GET /operations/op_1": [json(operationBody("failed", { id: "op_1", metadata }))],
    });
    const adapter = new RetryAdapter({ operationId: "op_1", type: "training" });
    const found = await adapter.findStarted(world.client, { since: Date.UTC(2026, 0, 1) });
    assertEquals(found, isOurs ? id : undefined, JSON.stringify(told));
  }
});

Deno.test("ResearchAdapter takes a research of another goal, strategy or model for somebody else's", async () => {
  const goal = { brief: "a goal", model: "opus" };
  const strategy = { strategy: "momentum" };
  const cases: [ResearchRequest, Record<string, unknown>, boolean][] = [
    [goal, {}, true],
    [goal, { brief: "a goal", strategy_name: "made_up", model: "claude-opus-4", bypass_gates: false }, true],
    [goal, { brief: "another goal" }, false],
    [goal, { brief: null, strategy_name: "momentum" }, false],
    [goal, { brief: "a goal", model: "claude-haiku-4" }, false],
    [goal, { brief: "a goal", bypass_gates: true }, false],
    [strategy, { brief: null, strategy_name: "momentum", model: "claude-opus-4" }, true],
    [strategy, { brief: null, strategy_name: "other" }, false],
    [strategy, { brief: "a goal", strategy_name: null }, false],
    [{ bypass_gates: true }, { brief: null, bypass_gates: true }, true],
    [{ bypass_gates: true }, { brief: null, bypass_gates: false }, false],
    [{}, { brief: "a goal" }, false],
  ];
  for (const [request, parameters, isOurs] of cases) {
    const id = "op_agent_research_1";
    await using world = createdOnce(id, { type: "agent_research", metadata: { parameters } });
    const found = await new ResearchAdapter(request).findStarted(world.client, {
      since: Date.UTC(2026, 0, 1),
    });
    assertEquals(found, isOurs ? id : undefined, JSON.stringify([request, parameters]));
  }
});

Deno.test("ResumeAdapter and RetryAdapter encode the id", () => {
  assertEquals(new ResumeAdapter("a/b").startEndpoint, "/operations/a%2Fb/resume");
  const retry = new RetryAdapter({ operationId: "a/b", type: "training" });
  assertEquals(retry.startEndpoint, "/operations/a%2Fb/retry");
});
