/**
 * What a scripted server says of one training, `op_1`.
 * @module
 */
import { InterruptedError } from "../../lib/errors.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { json, type Responder } from "../support/scripted_server.ts";

/** The route that starts it. */
export const start = "POST /trainings/start";
/** The route that reads it. */
export const poll = "GET /operations/op_1";
/** The route that cancels it. */
export const cancel = "DELETE /operations/op_1";
/** A server that cannot wait for changes. */
export const health: Record<string, Responder[]> = { "GET /health": [json({ status: "ok" })] };
/** The answer to the start. */
export const started: Responder = json({ success: true, task_id: "op_1", status: "training_started" });
/** The answer to the request to cancel. */
export const cancelled: Responder = json({
  success: true,
  data: { operation_id: "op_1", status: "cancelled" },
});
/** The server does not know it. */
export const missing: Responder = json({ detail: "Operation not found: op_1" }, { status: 404 });
/** Ctrl+C. */
export const interrupt: InterruptedError = new InterruptedError("Interrupted by Ctrl+C");

/** What a read tells. */
export function op(status: string, facts: OperationFacts = {}): Responder {
  return json(operationBody(status, facts));
}

/** What is executed. */
export function training(): TrainingAdapter {
  return new TrainingAdapter({ strategy_name: "rsi", task_id: "op_1" });
}
