/**
 * `/models`.
 * @module
 */
import { deleteModel } from "../services/models/delete_model.ts";
import type { Engine } from "../services/engine.ts";
import { exportModel, importModel } from "../services/models/model_bundle.ts";
import { findModel, isCurrentText, listModels, type ModelRecord } from "../services/models/models.ts";
import { toTimestamp } from "./wire/operation_wire.ts";
import { bodyLimits, readUpload } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes of models. An id holds a slash, which may be percent-encoded. */
export function modelRoutes(engine: Engine): readonly Route[] {
  const handOut = ({ parameters: { id, name } }: ApiCall) =>
    exportModel(engine, name === undefined ? id : `${id}/${name}`);
  return [
    {
      method: "GET",
      path: "/models",
      handle: () => ({ success: true, models: listModels(engine).map(toModelWire) }),
    },
    ...["/models/:id/export", "/models/:id/:name/export"].map((path): Route => ({
      method: "GET",
      path,
      handle: async (call) => ({ success: true, bundle: await handOut(call) }),
    })),
    { method: "POST", path: "/models/import", handle: (call) => takeIn(engine, call) },
    {
      method: "GET",
      path: "/models/*id",
      handle: ({ parameters }) => ({
        success: true,
        model: toDetailsWire(engine, findModel(engine, parameters.id)),
      }),
    },
    {
      method: "DELETE",
      path: "/models/*id",
      handle: ({ parameters }) => ({ success: true, model_id: deleteModel(engine, parameters.id).id }),
    },
  ];
}

async function takeIn(engine: Engine, { request, query }: ApiCall): Promise<object> {
  const body = await readUpload(request, bodyLimits.model);
  const model = await importModel(engine, body, { name: query.get("name") });
  return { success: true, model: toDetailsWire(engine, model) };
}

function toModelWire(model: ModelRecord) {
  return {
    model_id: model.id,
    model_name: model.id,
    symbol: model.symbols.length === 1 ? model.symbols[0] : "MULTI",
    timeframe: model.timeframe,
    created_at: toTimestamp(model.createdAt),
    training_accuracy: numberOrNull(model.metrics.final_train_accuracy),
    test_accuracy: numberOrNull(model.metrics.test_accuracy),
    description: "",
    strategy_name: model.strategyName,
    model_path: model.path,
    version: model.version,
    operation_id: model.operationId,
    symbols: model.symbols,
    timeframes: model.timeframes,
  };
}

function toDetailsWire(engine: Engine, model: ModelRecord) {
  const { features, metrics, shape, strategyText } = model;
  return {
    ...toModelWire(model),
    features,
    metrics,
    shape,
    strategy_text: strategyText,
    strategy_is_current: isCurrentText(engine, model),
  };
}

/** A model may come from elsewhere: its metrics are JSON of any kind. */
function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
