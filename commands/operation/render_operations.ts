import type { OperationSummary } from "../../lib/contract/operation.ts";
import { formatCount, formatDuration, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable, type TableColumn } from "../../lib/output/table.ts";
import { styleStatus } from "./style_status.ts";

/** What {@linkcode renderOperations} needs besides the rows. */
interface RenderOperationsOptions {
  /** How many operations there are that pass the filter. */
  total: number;
  /** How many operations are not over. */
  active: number;
  style: Style;
  /** Whether to show what each is at, too. */
  verbose: boolean;
  /** Columns of the terminal. */
  maxWidth: number | undefined;
}

const columns: readonly TableColumn[] = [
  { title: "OPERATION" },
  { title: "TYPE" },
  { title: "STATUS" },
  { title: "PROGRESS", align: "right" },
  { title: "CHECKPOINT" },
  { title: "SYMBOL" },
  { title: "CREATED" },
  { title: "DURATION", align: "right" },
];

/** Operations as a table, the newest first, and how many there are. */
export function renderOperations(
  rows: readonly ListedOperation[],
  options: RenderOperationsOptions,
): string {
  const { total, active, style, verbose, maxWidth } = options;
  if (rows.length === 0) return "No operations";
  const table = renderTable({
    columns: verbose ? [...columns, { title: "CURRENT STEP" }] : columns,
    rows: rows.map((row) => [
      row.operation_id,
      row.operation_type,
      styleStatus(row.status, style),
      `${Math.floor(row.progress_percentage)} %`,
      row.checkpoint_summary ?? "-",
      row.symbol ?? "-",
      formatTimestamp(row.created_at),
      formatDuration(row.duration_seconds === null ? null : row.duration_seconds * 1000),
      row.current_step ?? "-",
    ]),
    style,
    maxWidth: verbose ? maxWidth : undefined,
  });
  const resumable = rows.filter((row) => row.has_checkpoint).length;
  const counts = [
    `${formatCount(rows.length)} of ${formatCount(total)} shown`,
    `${formatCount(active)} active`,
    `${formatCount(resumable)} resumable`,
  ].join(", ");
  return `${table}\n${style.dim(counts)}`;
}

/** A row of the list, with its checkpoint. */
export type ListedOperation = OperationSummary & {
  has_checkpoint: boolean;
  checkpoint_summary: string | null;
};
