/**
 * Models in one piece: handed out, and taken in.
 * @module
 */
import { type ModelBundle, modelBundleVersion } from "../../contract/model.ts";
import { decodeModel, type ModelContent } from "../store/models/model_files.ts";
import type { ModelRecord } from "../store/store.ts";
import type { Engine } from "./engine.ts";
import { findModel } from "./models.ts";
import { requireStrategyName } from "./read_strategy.ts";
import { requireSoundModel } from "./require_sound_model.ts";
import { detailError, type ServiceError } from "./service_error.ts";

/** More bytes of weights than any network here can have, and as many as go into an answer. */
const mostBytes = 40 * 2 ** 20;
/** More characters than all that is said of a model takes. */
const mostDescription = 8 * 2 ** 20;

/** A model in one piece. Throws a 404. */
export async function exportModel(engine: Engine, id: string): Promise<ModelBundle> {
  const model = findModel(engine, id);
  const { description, weights } = engine.store.models.files(model);
  if (weights.byteLength > mostBytes) {
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
 * Stores a model as the next version of its strategy, or of the strategy `name`. Nothing of the bundle becomes part of a
 * path but names that are checked. Throws a 400 that says what is wrong with the bundle; nothing is written then.
 */
export async function importModel(
  engine: Engine,
  bundle: ModelBundle,
  { name }: { readonly name: string | null },
): Promise<ModelRecord> {
  const { model, weights, createdAt } = await readBundle(bundle);
  const strategyName = name ?? model.strategyName;
  requireStrategyName(strategyName);
  refuseRangeErrors(() => requireSoundModel({ model, weights, createdAt }));
  return engine.store.models.save({ ...model, strategyName }, weights, { createdAt });
}

async function readBundle({ files }: ModelBundle): Promise<ModelContent> {
  const description = files["model.json"].content;
  if (description.length > mostDescription) throw refuse("model.json is too large");
  const weights = decodeBase64(files["weights.bin"].content);
  const contents = { "model.json": new TextEncoder().encode(description), "weights.bin": weights };
  for (const file of ["model.json", "weights.bin"] as const) {
    if (await sha256(contents[file]) === files[file].sha256) continue;
    throw refuse(`the checksum of ${file} is another one, it was damaged or changed`);
  }
  return refuseRangeErrors(() => decodeModel({ description, weights }));
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > mostBytes * 4 / 3 + 4) throw refuse("weights.bin is too large");
  try {
    return Uint8Array.fromBase64(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse("weights.bin is not base64");
  }
}

function refuseRangeErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse(error.message);
  }
}

function refuse(reason: string): ServiceError {
  return detailError(400, `The model cannot be imported: ${reason}`);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
