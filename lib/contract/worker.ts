/**
 * Workers on the wire: `GET /workers` answers with a bare array.
 * @module
 */
import * as z from "zod";

/** `GET /workers`. */
export const workerListSchema = z.array(z.looseObject({
  worker_id: z.string(),
  worker_type: z.string(),
  endpoint_url: z.string().nullish(),
  status: z.string(),
  current_operation_id: z.string().nullish(),
}));

/** One worker. */
export type Worker = z.infer<typeof workerListSchema>[number];
