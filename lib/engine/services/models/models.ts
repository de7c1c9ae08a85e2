/**
 * Reading trained models.
 * @module
 */
import type { ModelRecord } from "../../store/store.ts";
import { KtrdrError } from "../../../errors.ts";
import type { Engine } from "../engine.ts";
import { detailError } from "../service_error.ts";

export type { ModelRecord } from "../../store/store.ts";

/** Every model, newest first. */
export function listModels({ store }: Engine): readonly ModelRecord[] {
  return store.models.list();
}

/** A model by id or folder. Throws a 404. */
export function findModel({ store }: Engine, id: string): ModelRecord {
  const model = store.models.find(id);
  if (model === null) throw detailError(404, `Model not found: ${id}`);
  return model;
}

/**
 * Whether the text that a model was trained on is the one that is stored under the name of its strategy; null where none
 * is stored, or none that can be read.
 */
export function isCurrentText({ store }: Engine, model: ModelRecord): boolean | null {
  try {
    const text = store.strategies.read(model.strategyName);
    return text === null ? null : text === model.strategyText;
  } catch (error) {
    if (error instanceof KtrdrError) return null;
    throw error;
  }
}
