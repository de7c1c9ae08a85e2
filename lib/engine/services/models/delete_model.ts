/**
 * Deleting trained models.
 * @module
 */
import type { ModelRecord } from "../../store/store.ts";
import { backtestRequestSchema } from "../backtests/backtest_request.ts";
import type { Engine } from "../engine.ts";
import { findModel } from "./models.ts";
import { listOperations } from "../operations/operations.ts";
import { detailError } from "../service_error.ts";

/** Deletes a model for good. Throws a 404, and a 409 while a backtest that is not at its end trades by it. */
export function deleteModel(engine: Engine, id: string): ModelRecord {
  const model = findModel(engine, id);
  const user = findUser(engine, model);
  if (user !== undefined) {
    throw detailError(
      409,
      `Model ${model.id} is in use by backtest ${user}: wait for it, or cancel it first`,
    );
  }
  if (!engine.store.models.remove(model)) throw detailError(404, `Model not found: ${id}`);
  return model;
}

/** A backtest that needs the model to begin or to go on. */
function findUser(engine: Engine, { id }: ModelRecord): string | undefined {
  const query = { type: "backtesting", activeOnly: true, limit: 1000, offset: 0 } as const;
  return listOperations(engine, query).rows.find(({ request }) => {
    const parsed = backtestRequestSchema.safeParse(request);
    return parsed.success && parsed.data.modelId === id;
  })?.operation_id;
}
