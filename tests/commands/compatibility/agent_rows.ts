/**
 * `agent trigger`, which became `research`, and `agent status|cancel|budget`.
 * @module
 */
import { recordedId } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import { agentAnswers, agentIsBusy, lookAtResearch, startResearch } from "./agent_world.ts";
import { type CompatibilityGroup, type CompatibilityRow, get, remove } from "./compatibility_row.ts";

const agentTrigger: CompatibilityRow[] = [
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `agent trigger${flag}`,
    sends: [startResearch()],
    stdout: [recordedId],
  })),
  ...["-m sonnet -b", "--model sonnet --bypass"].map((flags) => ({
    line: `agent trigger ${flags}`,
    sends: [startResearch({ model: "sonnet", bypass_gates: true })],
  })),
  ...["-f", "--follow", "--monitor"].map((flag) => ({
    line: `agent trigger ${flag}`,
    sends: [startResearch(), lookAtResearch],
    stdout: ["trend_1", "promising"],
  })),
  {
    line: "agent trigger",
    answers: agentIsBusy,
    sends: [startResearch()],
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
    sends: [get("/agent/status"), remove(`/agent/cancel/${recordedId}`), get(`/operations/${recordedId}`)],
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

/** The rows of `agent`. */
export const agentRows: CompatibilityGroup = { answers: agentAnswers, rows: [...agentTrigger, ...rest] };
