/**
 * Trainings on the wire: `POST /trainings/start` and the result of a training.
 * @module
 */
import * as z from "zod/mini";
import { lenient, number, text } from "./fields.ts";

const names = z.array(z.string().check(z.trim(), z.minLength(1, "Names must not be blank")));

/** The body of `POST /trainings/start`. Dates are ISO 8601 text; `seed` needs the extension `training_seed`. */
export const trainingStartRequestSchema = z.object({
  strategy_name: z.string(),
  symbols: z.nullish(
    names.check(z.minLength(1, "At least one symbol must be specified when symbols are provided")),
  ),
  timeframes: z.nullish(
    names.check(z.minLength(1, "At least one timeframe must be specified when timeframes are provided")),
  ),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
  task_id: z.nullish(z.string()),
  detailed_analytics: z._default(z.boolean(), false),
  validation_split: z.nullish(z.number().check(z.gt(0), z.lt(1))),
  seed: z.nullish(z.int().check(z.gte(0), z.lte(0xffffffff))),
});

/** The body of `POST /trainings/start`. */
export type TrainingStartRequest = z.input<typeof trainingStartRequestSchema>;

/** The answer to `POST /trainings/start`. `task_id` is the operation's id. */
export const trainingStartResponseSchema = z.looseObject({
  success: z.optional(z.boolean()),
  task_id: z.string(),
  status: z.optional(z.string()),
  message: z.optional(z.string()),
  symbols: z.optional(z.array(z.string())),
  timeframes: z.optional(z.array(z.string())),
  strategy_name: z.optional(z.string()),
  estimated_duration_minutes: z.nullish(z.number()),
});

const numbers = lenient(z.array(number));
const texts = lenient(z.array(z.string()));

/**
 * `result_summary` of a completed training. Losses and accuracies are those of the last epoch unless named best; the
 * lists in `history` have one number an epoch, or, with `epoch` to number them, one for each of some.
 */
export const trainingResultSchema = z.looseObject({
  model_path: text,
  training_metrics: lenient(z.looseObject({
    epochs_trained: number,
    final_train_loss: number,
    final_train_accuracy: number,
    final_val_loss: number,
    final_val_accuracy: number,
    best_val_accuracy: number,
    best_val_loss: number,
    best_epoch: number,
    training_time: number,
    history: lenient(z.looseObject({
      epoch: numbers,
      train_loss: numbers,
      train_accuracy: numbers,
      val_loss: numbers,
      val_accuracy: numbers,
    })),
  })),
  test_metrics: lenient(z.looseObject({
    test_accuracy: number,
    test_loss: number,
    precision: number,
    recall: number,
    f1_score: number,
    mae: number,
  })),
  model_info: lenient(z.looseObject({ parameters_count: number, architecture: text })),
  data_summary: lenient(z.looseObject({
    symbols: texts,
    timeframes: texts,
    start_date: text,
    end_date: text,
    total_samples: number,
    feature_count: number,
  })),
  session_info: lenient(z.looseObject({ strategy_name: text, symbols: texts, timeframes: texts })),
});

/** `result_summary` of a completed training. */
export type TrainingResult = z.infer<typeof trainingResultSchema>;

/** One epoch of `GET /operations/{id}/metrics`. */
export const epochMetricsSchema = z.looseObject({
  epoch: z.number(),
  train_loss: number,
  train_accuracy: number,
  val_loss: number,
  val_accuracy: number,
  learning_rate: number,
  duration: number,
});

/** One epoch of a training. */
export type EpochMetricsRow = z.infer<typeof epochMetricsSchema>;

/** `GET /operations/{id}/metrics`: the metrics come as `[rows, cursor]` from some servers, as an object from others. */
export const operationMetricsSchema = z.looseObject({
  success: z.optional(z.boolean()),
  data: z.looseObject({
    operation_id: z.optional(z.string()),
    operation_type: z.optional(z.string()),
    metrics: z.optional(z.unknown()),
  }),
});
