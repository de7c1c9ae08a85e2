/**
 * Reading a model in one piece.
 * @module
 */
import { type ModelBundle, modelBundleSchema } from "../../../contract/model.ts";
import { decodeModel, type ModelContent } from "../../store/models/model_files.ts";
import { countJsonParts } from "../../../count_json_parts.ts";
import { decodeBody, parseBody } from "../parse_body.ts";
import { requireSoundModel } from "./require_sound_model.ts";
import { detailError, type ServiceError } from "../service_error.ts";

/** More bytes of weights than any network here can have, and as many as go into an answer. */
export const mostWeightBytes = 40 * 2 ** 20;
/** More characters than all that is said of a model takes. */
const mostDescription = 8 * 2 ** 20;

/** More values than all that is said of a model has: what is parsed may take a hundred times the memory of its text. */
const mostParts = 2_000_000;

/** The model of a bundle, as JSON. Rejects with a 400 or 422 that says what is wrong with it. */
export async function readModelBundle(bytes: Uint8Array<ArrayBuffer>): Promise<ModelContent> {
  const parts = countJsonParts(bytes);
  if (parts > mostParts) throw refuse(`it has ${parts} values, expected at most ${mostParts}`);
  const content = await readFiles(parseBody(decodeBody(bytes), { schema: modelBundleSchema }));
  refuseRangeErrors(() => requireSoundModel(content));
  return content;
}

async function readFiles({ files }: ModelBundle): Promise<ModelContent> {
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
  if (text.length > mostWeightBytes * 4 / 3 + 4) throw refuse("weights.bin is too large");
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

/** The SHA-256 of bytes, in hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
