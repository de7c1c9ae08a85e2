/**
 * `/trainings`.
 * @module
 */
import { trainingResultSchema, trainingStartRequestSchema } from "../../contract/training.ts";
import type { Engine } from "../services/engine.ts";
import { findOperation } from "../services/operations/operations.ts";
import { detailError } from "../services/service_error.ts";
import { startTraining } from "../services/training/start_training.ts";
import { readBody } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes of trainings. */
export function trainingRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "POST", path: "/trainings/start", handle: (call) => start(engine, call) },
    { method: "GET", path: "/trainings/:id/performance", handle: (call) => performance(engine, call) },
  ];
}

async function start(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: trainingStartRequestSchema });
  const { operation, request: { strategyName, symbols, timeframes } } = await startTraining(engine, body);
  return {
    success: true,
    task_id: operation.operation_id,
    status: "training_started",
    message: `Neural network training started for ${symbols.join(", ")} using ${strategyName} strategy`,
    symbols,
    timeframes,
    strategy_name: strategyName,
    estimated_duration_minutes: null,
  };
}

function performance(engine: Engine, { parameters }: ApiCall): object {
  const { operation_id: id, operation_type: type, status, result_summary: result } = findOperation(
    engine,
    parameters.id,
  );
  if (type !== "training" || status !== "completed") {
    throw detailError(404, `Training session ${id} not found or not completed`);
  }
  const { training_metrics: training, test_metrics: test, model_info: model } = trainingResultSchema.parse(
    result,
  );
  return {
    success: true,
    task_id: id,
    status,
    training_metrics: {
      final_train_loss: training?.final_train_loss ?? null,
      final_val_loss: training?.final_val_loss ?? null,
      final_train_accuracy: training?.final_train_accuracy ?? null,
      final_val_accuracy: training?.final_val_accuracy ?? null,
      epochs_completed: training?.epochs_trained ?? null,
      early_stopped: training?.early_stopped ?? null,
      training_time_minutes: typeof training?.training_time === "number" ? training.training_time / 60 : null,
    },
    test_metrics: test ?? null,
    model_info: {
      model_size_bytes: null,
      parameters_count: model?.parameters_count ?? null,
      architecture: model?.architecture ?? null,
    },
  };
}
