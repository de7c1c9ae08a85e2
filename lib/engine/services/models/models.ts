/**
 * Reading trained models.
 * @module
 */
import type { ModelRecord } from "../../store/store.ts";
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
