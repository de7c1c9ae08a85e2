import { operationBody } from "./operation_bodies.ts";
import { json, type Responder } from "./scripted_server.ts";

/** The training that {@linkcode trainedAnswers} tell of. */
export const trainedId = "op_training_20260101_000000_cafe0007";
/** The folder of its model. */
export const trainedModelPath = "/app/models/rsi_spx/1d_v1";

/** What a server answers that has trained rsi_spx once, and nothing else. */
export const trainedAnswers: Readonly<Record<string, Responder[]>> = {
  "GET /operations": [json({
    success: true,
    data: [{ operation_id: trainedId, operation_type: "training", status: "completed", symbol: "SPX" }],
    total_count: 1,
    active_count: 0,
  })],
  [`GET /operations/${trainedId}`]: [json(operationBody("completed", {
    id: trainedId,
    started_at: "2026-01-01T00:00:00Z",
    completed_at: "2026-01-01T00:05:00Z",
    result_summary: {
      model_path: trainedModelPath,
      session_info: { strategy_name: "rsi_spx" },
      data_summary: { symbols: ["SPX"], timeframes: ["1d"] },
      test_metrics: { test_accuracy: 0.75 },
    },
  }))],
};

/** The requests by which a command finds that model. */
export const trainedLooks = ["GET /operations", `GET /operations/${trainedId}`] as const;
