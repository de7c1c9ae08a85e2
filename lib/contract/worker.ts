/**
 * Workers on the wire: `/workers`. The list is a bare array.
 * @module
 */
import * as z from "zod/mini";
import { lenient, number, text } from "./fields.ts";

export * from "./words/worker_words.ts";

/** `GET /workers/{id}`. Unknown words for type and status are kept; memory is in gigabytes. */
export const workerSchema = z.looseObject({
  worker_id: z.string(),
  worker_type: z.string(),
  endpoint_url: z.nullish(z.string()),
  status: z.string(),
  current_operation_id: z.nullish(z.string()),
  capabilities: z.catch(
    z.nullish(z.looseObject({
      gpu: lenient(z.boolean()),
      gpu_type: text,
      gpu_count: number,
      cores: number,
      memory_gb: number,
    })),
    null,
  ),
  last_health_check: text,
  last_healthy_at: text,
  health_check_failures: number,
  metadata: lenient(z.record(z.string(), z.unknown())),
});

/** `GET /workers`. */
export const workerListSchema = z.array(workerSchema);

/** One worker. */
export type Worker = z.infer<typeof workerSchema>;
