import { formatDuration, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { ListedOperation } from "./list.ts";
import { styleStatus } from "./style_status.ts";

/** What {@linkcode renderOperations} needs besides the rows. */
export interface RenderOperationsOptions {
  /** How many operations there are in all. */
  total: number;
  style: Style;
}

/** Operations as a table, the newest first, and how many were left out. */
export function renderOperations(
  rows: readonly ListedOperation[],
  options: RenderOperationsOptions,
): string {
  const { total, style } = options;
  if (rows.length === 0) return "No operations";
  const table = renderTable({
    columns: [
      { title: "OPERATION" },
      { title: "TYPE" },
      { title: "STATUS" },
      { title: "PROGRESS", align: "right" },
      { title: "CHECKPOINT" },
      { title: "SYMBOL" },
      { title: "CREATED" },
      { title: "DURATION", align: "right" },
    ],
    rows: rows.map((row) => [
      row.operation_id,
      row.operation_type,
      styleStatus(row.status, style),
      `${Math.floor(row.progress_percentage)} %`,
      row.checkpoint_summary ?? "-",
      row.symbol ?? "-",
      formatTimestamp(row.created_at),
      formatDuration(row.duration_seconds === null ? null : row.duration_seconds * 1000),
    ]),
    style,
  });
  return rows.length < total ? `${table}\n${style.dim(`${rows.length} of ${total}`)}` : table;
}
