/**
 * Operations on the wire: `/operations` and everything below it.
 * @module
 */
import * as z from "zod/mini";
import { nullIfMissing } from "./fields.ts";
import type { OperationStatus, OperationType } from "./words/operation_words.ts";

export * from "./words/operation_words.ts";

const count = z.catch(z.number(), 0);
/** Percentages come from a worker and may be missing, NaN (null) or out of range: never a reason to lose an operation. */
const percentage = z.pipe(count, z.transform((value: number) => Math.min(Math.max(value, 0), 100)));
const optionalNumber = nullIfMissing(z.number());
const optionalText = nullIfMissing(z.string());
const optionalMap = nullIfMissing(z.record(z.string(), z.unknown()));

/** How far an operation is. `percentage` is 0–100; steps are epochs in a training. */
export const progressSchema = z.looseObject({
  percentage,
  current_step: optionalText,
  steps_completed: count,
  steps_total: count,
  items_processed: count,
  items_total: optionalNumber,
  current_item: optionalText,
});

const emptyProgress = progressSchema.parse({}, { jitless: true });

/** One operation, as `GET /operations/{id}` tells it in `data`. Unknown status words are kept. */
export const operationSchema = z.looseObject({
  operation_id: z.string(),
  operation_type: z.catch(z.string(), "unknown"),
  status: z.string(),
  created_at: optionalText,
  started_at: optionalText,
  completed_at: optionalText,
  progress: z.catch(progressSchema, emptyProgress),
  metadata: z.catch(optionalMap, null),
  error_message: optionalText,
  warnings: z.catch(z.array(z.unknown()), []),
  result_summary: z.catch(optionalMap, null),
  metrics: z.optional(z.unknown()),
});

/** One operation. */
export type Operation = z.infer<typeof operationSchema>;

/** `GET /operations/{id}`. `version` comes only from a server that can wait for a change. */
export const operationResponseSchema = z.looseObject({
  success: z.boolean(),
  data: operationSchema,
  version: z.optional(z.number()),
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
  duration_seconds: optionalNumber,
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
    task_cancelled: z.optional(z.boolean()),
    remote_cancelled: z.optional(z.boolean()),
    children_cancelled: z.catch(z.array(z.string()), []),
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
    resumed_from: nullIfMissing(z.looseObject({
      checkpoint_type: optionalText,
      created_at: optionalText,
      epoch: optionalNumber,
    })),
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
