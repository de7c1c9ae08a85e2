/**
 * `/models`.
 * @module
 */
import type { Engine } from "../services/engine.ts";
import { findModel, listModels, type ModelRecord } from "../services/models.ts";
import { toTimestamp } from "./operation_wire.ts";
import type { Route } from "./route.ts";

/** The routes of models. An id holds a slash, which may be percent-encoded. */
export function modelRoutes(engine: Engine): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/models",
      handle: () => ({ success: true, models: listModels(engine).map(toModelWire) }),
    },
    {
      method: "GET",
      path: "/models/*id",
      handle: ({ parameters }) => ({ success: true, model: toDetailsWire(findModel(engine, parameters.id)) }),
    },
  ];
}

function toModelWire(model: ModelRecord) {
  return {
    model_id: model.id,
    model_name: model.id,
    symbol: model.symbols.length === 1 ? model.symbols[0] : "MULTI",
    timeframe: model.timeframe,
    created_at: toTimestamp(model.createdAt),
    training_accuracy: model.metrics.final_train_accuracy ?? null,
    test_accuracy: model.metrics.test_accuracy ?? null,
    description: "",
    strategy_name: model.strategyName,
    model_path: model.path,
    version: model.version,
    operation_id: model.operationId,
    symbols: model.symbols,
    timeframes: model.timeframes,
  };
}

function toDetailsWire(model: ModelRecord) {
  return { ...toModelWire(model), features: model.features, metrics: model.metrics, shape: model.shape };
}
