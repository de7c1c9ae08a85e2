/**
 * Trainings on the wire: `POST /trainings/start` and the result of a training.
 * @module
 */
import * as z from "zod";

const names = z.array(z.string().trim().min(1, "Names must not be blank"));

/** The body of `POST /trainings/start`. Dates are ISO 8601 text; `seed` needs the extension `training_seed`. */
export const trainingStartRequestSchema = z.object({
  strategy_name: z.string(),
  symbols: names.min(1, "At least one symbol must be specified when symbols are provided").nullish(),
  timeframes: names.min(1, "At least one timeframe must be specified when timeframes are provided").nullish(),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  task_id: z.string().nullish(),
  detailed_analytics: z.boolean().default(false),
  validation_split: z.number().gt(0).lt(1).nullish(),
  seed: z.int().min(0).max(0xffffffff).nullish(),
});

/** The body of `POST /trainings/start`. */
export type TrainingStartRequest = z.input<typeof trainingStartRequestSchema>;

/** The answer to `POST /trainings/start`. `task_id` is the operation's id. */
export const trainingStartResponseSchema = z.looseObject({
  success: z.boolean().optional(),
  task_id: z.string(),
  status: z.string().optional(),
  message: z.string().optional(),
  symbols: z.array(z.string()).optional(),
  timeframes: z.array(z.string()).optional(),
  strategy_name: z.string().optional(),
  estimated_duration_minutes: z.number().nullish(),
});

// A field that is none of these is no reason to lose a result: it counts as not told.
const number = z.number().nullish().catch(null);
const text = z.string().nullish().catch(null);
const numbers = z.array(number).nullish().catch(null);
const texts = z.array(z.string()).nullish().catch(null);

/**
 * `result_summary` of a completed training. Losses and accuracies are those of the last epoch unless named best; the
 * lists in `history` have one number an epoch.
 */
export const trainingResultSchema = z.looseObject({
  model_path: text,
  training_metrics: z.looseObject({
    epochs_trained: number,
    final_train_loss: number,
    final_train_accuracy: number,
    final_val_loss: number,
    final_val_accuracy: number,
    best_val_accuracy: number,
    best_val_loss: number,
    best_epoch: number,
    training_time: number,
    history: z.looseObject({
      train_loss: numbers,
      train_accuracy: numbers,
      val_loss: numbers,
      val_accuracy: numbers,
    }).nullish().catch(null),
  }).nullish().catch(null),
  test_metrics: z.looseObject({
    test_accuracy: number,
    test_loss: number,
    precision: number,
    recall: number,
    f1_score: number,
    mae: number,
  }).nullish().catch(null),
  model_info: z.looseObject({ parameters_count: number, architecture: text }).nullish().catch(null),
  data_summary: z.looseObject({
    symbols: texts,
    timeframes: texts,
    start_date: text,
    end_date: text,
    total_samples: number,
    feature_count: number,
  }).nullish().catch(null),
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
  success: z.boolean().optional(),
  data: z.looseObject({
    operation_id: z.string().optional(),
    operation_type: z.string().optional(),
    metrics: z.unknown(),
  }),
});
