/**
 * Checkpoints on the wire: `/checkpoints`.
 * @module
 */
import * as z from "zod";

/** `GET /checkpoints`, newest first. `state_summary` may be the whole state. */
export const checkpointListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(z.looseObject({
    operation_id: z.string(),
    checkpoint_type: z.string(),
    created_at: z.string().nullish(),
    state_summary: z.record(z.string(), z.unknown()).nullish(),
    artifacts_size_bytes: z.number().nullish(),
  })),
  total_count: z.number().optional(),
});

/** One checkpoint of the list. */
export type CheckpointSummary = z.infer<typeof checkpointListSchema>["data"][number];
