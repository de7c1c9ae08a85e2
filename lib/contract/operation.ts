/**
 * Operations on the wire: `/operations` and everything below it.
 * @module
 */
import * as z from "zod";

import type { OperationStatus, OperationType } from "./operation_words.ts";

export * from "./operation_words.ts";

/** Percentages come from a worker and may be missing, NaN (null) or out of range: never a reason to lose an operation. */
const percentage = z.number().catch(0).transform((value) => Math.min(Math.max(value, 0), 100));
const count = z.number().catch(0);
const optionalText = z.string().nullish().transform((value) => value ?? null);
const optionalMap = z.record(z.string(), z.unknown()).nullish().transform((value) => value ?? null);

/** How far an operation is. `percentage` is 0–100; steps are epochs in a training. */
export const progressSchema = z.looseObject({
  percentage,
  current_step: optionalText,
  steps_completed: count,
  steps_total: count,
  items_processed: count,
  items_total: z.number().nullish().transform((value) => value ?? null),
  current_item: optionalText,
});

const emptyProgress = progressSchema.parse({}, { jitless: true });

/** One operation, as `GET /operations/{id}` tells it in `data`. Unknown status words are kept. */
export const operationSchema = z.looseObject({
  operation_id: z.string(),
  operation_type: z.string().catch("unknown"),
  status: z.string(),
  created_at: optionalText,
  started_at: optionalText,
  completed_at: optionalText,
  progress: progressSchema.catch(emptyProgress),
  metadata: optionalMap.catch(null),
  error_message: optionalText,
  warnings: z.array(z.unknown()).catch([]),
  result_summary: optionalMap.catch(null),
  metrics: z.unknown(),
});

/** One operation. */
export type Operation = z.infer<typeof operationSchema>;

/** `GET /operations/{id}`. `version` comes only from a server that can wait for a change. */
export const operationResponseSchema = z.looseObject({
  success: z.boolean(),
  data: operationSchema,
  version: z.number().optional(),
});

/** One row of the list of operations. */
export const operationSummarySchema = z.looseObject({
  operation_id: z.string(),
  operation_type: z.string(),
  status: z.string(),
  created_at: optionalText,
  progress_percentage: percentage,
  current_step: optionalText,
  symbol: optionalText,
  duration_seconds: z.number().nullish().transform((value) => value ?? null),
});

/** One row of the list of operations. */
export type OperationSummary = z.infer<typeof operationSummarySchema>;

/** `GET /operations`. */
export const operationListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(operationSummarySchema),
  total_count: z.number(),
  active_count: z.number(),
});

/** `DELETE /operations/{id}`. */
export const cancelResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    operation_id: z.string(),
    status: z.string(),
    cancelled_at: optionalText,
    cancellation_reason: optionalText,
    task_cancelled: z.boolean().optional(),
    remote_cancelled: z.boolean().optional(),
    children_cancelled: z.array(z.string()).catch([]),
  }),
});

/** What a server says of a cancelled operation. */
export type Cancellation = z.infer<typeof cancelResponseSchema>["data"];

/** `POST /operations/{id}/resume`. `epoch` is null for anything but a training. */
export const resumeResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    operation_id: z.string(),
    status: z.string(),
    resumed_from: z.looseObject({
      checkpoint_type: optionalText,
      created_at: optionalText,
      epoch: z.number().nullish().transform((value) => value ?? null),
    }).nullish().transform((value) => value ?? null),
  }),
});

/** What a server says of a resumed operation. */
export type Resumption = z.infer<typeof resumeResponseSchema>["data"];

/** The fields of `GET /operations` that filter and page. */
export interface OperationFilter {
  status?: OperationStatus | undefined;
  operation_type?: OperationType | undefined;
  active_only?: boolean | undefined;
  /** 1–1000. */
  limit?: number | undefined;
  offset?: number | undefined;
}
