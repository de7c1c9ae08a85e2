/**
 * Trained models on the wire: `/models`.
 * @module
 */
import * as z from "zod/mini";
import { nullIfMissing } from "./fields.ts";

const number = nullIfMissing(z.number());
const text = nullIfMissing(z.string());

/**
 * One trained model. The original server leaves `model_id` and `model_name` empty and tells no path; ours fills
 * them, and adds the fields after `description`.
 */
export const modelSchema = z.looseObject({
  model_id: z.string(),
  model_name: z.string(),
  symbol: text,
  timeframe: text,
  created_at: text,
  training_accuracy: number,
  test_accuracy: number,
  description: z.nullish(z.string()),
  strategy_name: text,
  model_path: text,
  version: number,
  operation_id: text,
  symbols: z.optional(z.array(z.string())),
  timeframes: z.optional(z.array(z.string())),
});

/** One trained model. */
export type Model = z.infer<typeof modelSchema>;

/** `GET /models`, newest first. */
export const modelListSchema = z.looseObject({ success: z.boolean(), models: z.array(modelSchema) });

/** `GET /models/{id}`, where the model list names ids: the model, its features and its metrics. */
export const modelDetailsSchema = z.looseObject({
  success: z.boolean(),
  model: z.extend(modelSchema, {
    features: z.optional(z.array(z.string())),
    metrics: z.nullish(z.record(z.string(), z.unknown())),
    shape: z.nullish(z.record(z.string(), z.unknown())),
    /** The strategy as it was trained. */
    strategy_text: z.nullish(z.string()),
    /** Whether that is the text that the server has under the name; null where it has none. */
    strategy_is_current: z.nullish(z.boolean()),
  }),
});

/** One trained model with its features and metrics. */
export type ModelDetails = z.infer<typeof modelDetailsSchema>["model"];

/** One file of a model in a bundle: its content as text, and the SHA-256 of its bytes in hex. */
function bundledFile<Encoding extends string>(encoding: Encoding) {
  return z.object({
    encoding: z.literal(encoding),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")),
    content: z.string(),
  });
}

/** The newest version of a bundle. */
export const modelBundleVersion = 1;

/** A model in one piece: what `model export` writes and `model import` reads. See docs/models.md. */
export const modelBundleSchema = z.object({
  format: z.literal("ktrdr-model"),
  version: z.int().check(z.gte(1), z.lte(modelBundleVersion, "of a newer ktrdr")),
  /** The id that it had where it comes from. */
  model_id: z.string(),
  files: z.object({ "model.json": bundledFile("utf-8"), "weights.bin": bundledFile("base64") }),
});

/** A model in one piece. */
export type ModelBundle = z.infer<typeof modelBundleSchema>;

/** `GET /models/{id}/export`, where the extension `model_files` is advertised. */
export const modelExportSchema = z.looseObject({ success: z.boolean(), bundle: modelBundleSchema });

/** `DELETE /models/{id}`, where the extension `model_files` is advertised. */
export const modelDeletionSchema = z.looseObject({ success: z.boolean(), model_id: z.string() });
