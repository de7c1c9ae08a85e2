/**
 * Checkpoints on the wire: `/checkpoints`. An operation has one at most.
 * @module
 */
import * as z from "zod/mini";

const state = z.record(z.string(), z.unknown());

/** One checkpoint of the list. `state_summary` may be the whole state. */
export const checkpointSummarySchema = z.looseObject({
  operation_id: z.string(),
  checkpoint_type: z.string(),
  created_at: z.nullish(z.string()),
  state_summary: z.nullish(state),
  artifacts_size_bytes: z.nullish(z.number()),
});

/** One checkpoint of the list. */
export type CheckpointSummary = z.infer<typeof checkpointSummarySchema>;

/** `GET /checkpoints`, newest first. */
export const checkpointListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(checkpointSummarySchema),
  total_count: z.optional(z.number()),
});

/** `GET /checkpoints/{id}`. */
export const checkpointResponseSchema = z.looseObject({
  success: z.optional(z.boolean()),
  data: z.looseObject({
    operation_id: z.string(),
    checkpoint_type: z.string(),
    created_at: z.nullish(z.string()),
    state: z.pipe(
      z.nullish(state),
      z.transform((value: z.output<typeof state> | null | undefined) => value ?? {}),
    ),
    artifacts_path: z.nullish(z.string()),
  }),
});

/** One checkpoint with its state. */
export type Checkpoint = z.infer<typeof checkpointResponseSchema>["data"];

/** `DELETE /checkpoints/{id}`. */
export const checkpointDeletionSchema = z.looseObject({
  success: z.boolean(),
  message: z.nullish(z.string()),
});

/** What a server says of a checkpoint that it has deleted. */
export type CheckpointDeletion = z.infer<typeof checkpointDeletionSchema>;

/** `GET /checkpoints/stats`. */
export const checkpointStatisticsSchema = z.looseObject({
  success: z.optional(z.boolean()),
  total_checkpoints: z.number(),
  total_size_bytes: z.number(),
  oldest_checkpoint: z.nullish(z.string()),
});

/** How many checkpoints there are, and how much they take. */
export type CheckpointStatistics = z.infer<typeof checkpointStatisticsSchema>;

/** `POST /checkpoints/cleanup`. */
export const checkpointCleanupSchema = z.looseObject({
  success: z.optional(z.boolean()),
  checkpoints_deleted: z.number(),
  orphan_artifacts_cleaned: z.number(),
});

/** What a cleanup has deleted. */
export type CheckpointCleanup = z.infer<typeof checkpointCleanupSchema>;
