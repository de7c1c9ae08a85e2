/**
 * What trainings send, and what a server answers.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import { get, post, type SentRequest } from "./compatibility_row.ts";

/** The start of a training; ours makes its id, so that the training is found again if the answer is lost. */
export function startTraining(more: Record<string, unknown> = {}): SentRequest {
  const body = {
    strategy_name: "rsi_spx",
    detailed_analytics: false,
    start_date: "2010-01-01",
    end_date: "2014-12-31",
    task_id: "op_training_20260101_000000_80000000",
    ...more,
  };
  return post("/trainings/start", { body });
}

/** A look at the training. */
export const lookAtTraining = get(`/operations/${recordedId}`);

/** The answer to such a look where the training ended otherwise. */
export function trainingEnded(status: string, error_message: string | null = null) {
  const { data, ...body } = operationBody(status, { id: recordedId });
  return {
    [`GET /operations/${recordedId}`]: [json({ ...body, data: { ...data as object, error_message } })],
  };
}

/** What a server answers. */
export const trainingAnswers = {
  "POST /trainings/start": [recorded("training: start")],
  [`GET /operations/${recordedId}`]: [recorded("training: completed")],
  "POST /strategies/validate/rsi_spx": [
    json({ success: true, valid: true, strategy_name: "rsi_spx", issues: [], message: "ok" }),
  ],
  "GET /strategies/rsi_spx/features": [
    json({ success: true, strategy_name: "rsi_spx", features: [], count: 0 }),
  ],
  "GET /health": [recordedRead("GET /health")],
};
