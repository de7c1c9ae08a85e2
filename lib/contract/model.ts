/**
 * Trained models on the wire: `/models`.
 * @module
 */
import * as z from "zod";

const number = z.number().nullish().transform((value) => value ?? null);
const text = z.string().nullish().transform((value) => value ?? null);

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
  description: z.string().nullish(),
  strategy_name: text,
  model_path: text,
  version: number,
  operation_id: text,
  symbols: z.array(z.string()).optional(),
  timeframes: z.array(z.string()).optional(),
});

/** One trained model. */
export type Model = z.infer<typeof modelSchema>;

/** `GET /models`, newest first. */
export const modelListSchema = z.looseObject({ success: z.boolean(), models: z.array(modelSchema) });

/** `GET /models/{id}`, where the model list names ids: the model, its features and its metrics. */
export const modelDetailsSchema = z.looseObject({
  success: z.boolean(),
  model: modelSchema.extend({
    features: z.array(z.string()).optional(),
    metrics: z.record(z.string(), z.unknown()).nullish(),
    shape: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** One trained model with its features and metrics. */
export type ModelDetails = z.infer<typeof modelDetailsSchema>["model"];
