/**
 * Workers on the wire: `/workers`. The list is a bare array.
 * @module
 */
import * as z from "zod";

export * from "./worker_words.ts";

// A field that is none of these is no reason to lose a worker: it counts as not told.
const number = z.number().nullish().catch(null);
const text = z.string().nullish().catch(null);

/** `GET /workers/{id}`. Unknown words for type and status are kept; memory is in gigabytes. */
export const workerSchema = z.looseObject({
  worker_id: z.string(),
  worker_type: z.string(),
  endpoint_url: z.string().nullish(),
  status: z.string(),
  current_operation_id: z.string().nullish(),
  capabilities: z.looseObject({
    gpu: z.boolean().nullish().catch(null),
    gpu_type: text,
    gpu_count: number,
    cores: number,
    memory_gb: number,
  }).nullish().catch(null),
  last_health_check: text,
  last_healthy_at: text,
  health_check_failures: number,
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** `GET /workers`. */
export const workerListSchema = z.array(workerSchema);

/** One worker. */
export type Worker = z.infer<typeof workerSchema>;
