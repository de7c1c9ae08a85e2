/**
 * Models in one piece: handed out, and taken in.
 * @module
 */
import { type ModelBundle, modelBundleVersion } from "../../../contract/model.ts";
import type { ModelRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { findModel } from "./models.ts";
import { mostWeightBytes, sha256 } from "./read_model_bundle.ts";
import { requireStrategyName } from "../strategies/read_strategy.ts";
import { detailError } from "../service_error.ts";
import type { UploadBody } from "../uploads/upload_body.ts";

/** A model in one piece. Throws a 404. */
export async function exportModel(engine: Engine, id: string): Promise<ModelBundle> {
  const model = findModel(engine, id);
  const { description, weights } = engine.store.models.files(model);
  if (weights.byteLength > mostWeightBytes) {
    throw detailError(
      400,
      `Model ${model.id} has ${weights.byteLength} bytes of weights, too many for a bundle`,
    );
  }
  return {
    format: "ktrdr-model",
    version: modelBundleVersion,
    model_id: model.id,
    files: {
      "model.json": {
        encoding: "utf-8",
        sha256: await sha256(new TextEncoder().encode(description)),
        content: description,
      },
      "weights.bin": { encoding: "base64", sha256: await sha256(weights), content: weights.toBase64() },
    },
  };
}

/**
 * Stores a model as the next version of its strategy, or of the strategy `name`; `body` is its bundle as JSON. Nothing of
 * the bundle becomes part of a path but names that are checked. Throws a 400 or 422 that says what is wrong with the bundle;
 * nothing is written then.
 */
export async function importModel(
  engine: Engine,
  body: UploadBody,
  { name }: { readonly name: string | null },
): Promise<ModelRecord> {
  const { model, weights, createdAt } = await engine.uploads.readModel(body);
  const strategyName = name ?? model.strategyName;
  requireStrategyName(strategyName);
  return engine.store.models.save({ ...model, strategyName }, weights, { createdAt });
}
