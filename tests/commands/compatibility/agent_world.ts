/**
 * What researches by the agent send, and what a server answers.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
import { recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import { get, post, type SentRequest } from "./compatibility_row.ts";

/** The start of a research. Nothing to say is no body; the originals sent null, which means the same. */
export function startResearch(body?: Record<string, unknown>): SentRequest {
  return post("/agent/trigger", { body });
}

/** A look at the research. */
export const lookAtResearch = get(`/operations/${recordedId}`);

const outcome = {
  strategy_name: "trend_1",
  verdict: "promising",
  backtest_result: { sharpe_ratio: 1.2, win_rate: 0.55, max_drawdown: 0.1 },
};

/** The answer to such a look where the research ended so. */
export function researchEnded(status: string) {
  const facts = { id: recordedId, type: "agent_research", result_summary: outcome };
  return { [`GET /operations/${recordedId}`]: [json(operationBody(status, facts))] };
}

const refusal = {
  triggered: false,
  reason: "at_capacity",
  message: "At capacity",
  active_count: 5,
  limit: 5,
};

/** The answer to a start where nothing is started. */
export const agentIsBusy = { "POST /agent/trigger": [json(refusal, { status: 409 })] };

/** What a server answers. */
export const agentAnswers = {
  "POST /agent/trigger": [
    json({ triggered: true, operation_id: recordedId, model: "opus", message: "ok" }, { status: 202 }),
  ],
  ...researchEnded("completed"),
  "GET /agent/status": [recordedRead("GET /agent/status")],
  "GET /agent/budget": [recordedRead("GET /agent/budget")],
  [`DELETE /agent/cancel/${recordedId}`]: [json({ success: true, operation_id: recordedId, message: "ok" })],
  "GET /health": [recordedRead("GET /health")],
};
