import { formatBytes, formatCount, formatTimestamp } from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr checkpoint stats`: how many checkpoints there are, and how much they take. */
export async function showStatistics(context: Context): Promise<void> {
  const client = await context.client();
  const statistics = await client.checkpoints.statistics();
  context.printer.result(statistics, (style) =>
    renderFields([
      ["Checkpoints", formatCount(statistics.total_checkpoints)],
      ["Size", formatBytes(statistics.total_size_bytes)],
      ["Oldest", formatTimestamp(statistics.oldest_checkpoint)],
    ], style));
}
