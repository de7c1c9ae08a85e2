/**
 * `research`, and what it was before: `agent trigger`; `agent status|cancel|budget`.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
import { recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  post,
  refused,
  remove,
  type SentRequest,
} from "./compatibility_row.ts";

/** Nothing to say is no body; the originals sent null, which means the same. */
function trigger(body?: Record<string, unknown>): SentRequest {
  return post("/agent/trigger", { body });
}

const poll = get(`/operations/${recordedId}`);
const pollRoute = `GET /operations/${recordedId}`;
const goal = { brief: "trend on EURUSD" };
const outcome = {
  strategy_name: "trend_1",
  verdict: "promising",
  backtest_result: { sharpe_ratio: 1.2, win_rate: 0.55, max_drawdown: 0.1 },
};

function ended(status: string) {
  return json(operationBody(status, { id: recordedId, type: "agent_research", result_summary: outcome }));
}

const busy = json({
  triggered: false,
  reason: "at_capacity",
  message: "At capacity",
  active_count: 5,
  limit: 5,
}, {
  status: 409,
});
const byOutcome = "it was 0, whatever became of the research";

const research: CompatibilityRow[] = [
  { line: "research 'trend on EURUSD'", sends: [trigger(goal)], stdout: ["Started research", recordedId] },
  ...["-m", "--model"].map((flag) => ({
    line: `research 'trend on EURUSD' ${flag} haiku`,
    sends: [trigger({ ...goal, model: "haiku" })],
  })),
  ...["-s", "--strategy"].map((flag) => ({
    line: `research ${flag} rsi_spx`,
    sends: [trigger({ strategy: "rsi_spx" })],
  })),
  {
    line: "research '' --strategy rsi_spx -m opus",
    sends: [trigger({ strategy: "rsi_spx", model: "opus" })],
  },
  ...["-f", "--follow"].map((flag) => ({
    line: `research 'trend on EURUSD' ${flag}`,
    sends: [trigger(goal), poll],
    stdout: ["trend_1", "promising", "Sharpe ratio", "Win rate", "Max drawdown"],
  })),
  {
    line: "--json research 'trend on EURUSD'",
    sends: [trigger(goal)],
    json: { operation_id: recordedId, status: "started", type: "research" },
  },
  {
    line: "research 'trend on EURUSD' --follow --json",
    sends: [trigger(goal), poll],
    json: { operation_id: recordedId, status: "completed" },
    because: "it was text",
  },
  refused("research", "Neither a goal nor --strategy is given"),
  refused("research '  '", "Neither a goal nor --strategy is given"),
  refused("research 'trend on EURUSD' -s rsi_spx", "Both a goal and --strategy are given"),
  {
    line: "--json research 'trend on EURUSD'",
    answers: { "POST /agent/trigger": [busy] },
    sends: [trigger(goal)],
    exitCode: 5,
    json: { status: "error", message: "At capacity" },
    because: "it was 1",
  },
  {
    line: "research 'trend on EURUSD' -f",
    answers: { [pollRoute]: [ended("failed")] },
    sends: [trigger(goal), poll],
    exitCode: 1,
    because: byOutcome,
  },
  {
    line: "research 'trend on EURUSD' -f",
    answers: { [pollRoute]: [ended("cancelled")] },
    sends: [trigger(goal), poll, poll],
    exitCode: 3,
    because: byOutcome,
  },
];

const agentTrigger: CompatibilityRow[] = [
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `agent trigger${flag}`,
    sends: [trigger()],
    stdout: [recordedId],
  })),
  ...["-m", "--model"].map((flag) => ({
    line: `agent trigger ${flag} sonnet`,
    sends: [trigger({ model: "sonnet" })],
  })),
  ...["-b", "--bypass"].map((flag) => ({
    line: `agent trigger ${flag}`,
    sends: [trigger({ bypass_gates: true })],
  })),
  ...["-f", "--follow", "--monitor"].map((flag) => ({
    line: `agent trigger ${flag}`,
    sends: [trigger(), poll],
    stdout: ["trend_1", "promising"],
  })),
  {
    line: "agent trigger",
    answers: { "POST /agent/trigger": [busy] },
    sends: [trigger()],
    exitCode: 5,
    stderr: ["At capacity"],
    because: "it was 0",
  },
];

const active = {
  status: "active",
  active_researches: [{
    operation_id: recordedId,
    phase: "training",
    strategy_name: "trend_1",
    duration_seconds: 65,
  }],
  workers: { training: { busy: 1, total: 2 } },
  budget: { remaining: 19.5, daily_limit: 20 },
  capacity: { active: 1, limit: 5 },
};
const ofOldServer = {
  status: "active",
  operation_id: recordedId,
  phase: "training",
  strategy_name: "trend_1",
  started_at: "2026-01-01T00:00:00Z",
};
const statusKeys = ["status", "active_researches", "workers", "budget", "capacity"];
const statusRoute = "GET /agent/status";

const rest: CompatibilityRow[] = [
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `agent status${flag}`,
    sends: [get("/agent/status")],
  })),
  {
    line: "agent status",
    answers: { [statusRoute]: [json(active)] },
    sends: [get("/agent/status")],
    stdout: [recordedId, "training", "trend_1", "$19.50", "1/2"],
  },
  {
    line: "agent status",
    answers: { [statusRoute]: [json(ofOldServer)] },
    sends: [get("/agent/status")],
    stdout: [recordedId, "training", "trend_1"],
  },
  { line: "--json agent status", sends: [get("/agent/status")], jsonKeys: [...statusKeys, "last_cycle"] },
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `agent cancel${flag}`,
    answers: { [statusRoute]: [json(active)] },
    sends: [get("/agent/status"), remove(`/agent/cancel/${recordedId}`)],
    stdout: [recordedId],
    because: "the newer API cancels by the id, which is looked up",
  })),
  {
    line: "agent cancel",
    sends: [get("/agent/status")],
    exitCode: 5,
    because: "it was 0 where there was nothing to cancel",
  },
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `agent budget${flag}`,
    sends: [get("/agent/budget")],
    stdout: ["Date", "Daily limit", "Spent today", "Remaining", "Affordable"],
  })),
];

/** The rows of researches by the agent. */
export const agentRows: CompatibilityGroup = {
  answers: {
    "POST /agent/trigger": [
      json({ triggered: true, operation_id: recordedId, model: "opus", message: "ok" }, { status: 202 }),
    ],
    [pollRoute]: [ended("completed")],
    [statusRoute]: [recordedRead("GET /agent/status")],
    "GET /agent/budget": [recordedRead("GET /agent/budget")],
    [`DELETE /agent/cancel/${recordedId}`]: [
      json({ success: true, operation_id: recordedId, message: "ok" }),
    ],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [...research, ...agentTrigger, ...rest],
};
