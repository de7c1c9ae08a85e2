import { checkpointSummarySchema } from "../../lib/contract/checkpoint.ts";
import { formatBytes, formatTimestamp } from "../../lib/output/format.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { describeCheckpoint } from "./describe_checkpoint.ts";
import { parseDays } from "./parse_days.ts";

/** What `checkpoint list` takes. */
interface ListCheckpointsOptions {
  olderThanDays?: number | undefined;
}

/** `ktrdr checkpoint list`: every checkpoint, newest first. */
export async function listCheckpoints(context: Context, options: ListCheckpointsOptions): Promise<void> {
  const olderThanDays = options.olderThanDays === undefined
    ? undefined
    : parseDays(options.olderThanDays, { flag: "--older-than-days", least: 0 });
  const client = await context.client();
  const checkpoints = await client.checkpoints.list({ olderThanDays });
  context.printer.result(
    checkpoints,
    (style) =>
      checkpoints.length === 0 ? "No checkpoints" : renderTable({
        columns: [
          { title: "OPERATION" },
          { title: "TYPE" },
          { title: "CREATED" },
          { title: "SUMMARY" },
          { title: "SIZE", align: "right" },
        ],
        rows: checkpoints.map((checkpoint) => [
          checkpoint.operation_id,
          checkpoint.checkpoint_type,
          formatTimestamp(checkpoint.created_at),
          describeCheckpoint(checkpoint.state_summary),
          formatBytes(checkpoint.artifacts_size_bytes),
        ]),
        style,
      }),
    { keys: Object.keys(checkpointSummarySchema.shape) },
  );
}
