import type { ErrorJson } from "../error_report.ts";
import type { OutputEvent } from "./output_event.ts";

/** The titles of columns by the keys of the rows, in the order of the table. */
type ColumnTitles = Readonly<Record<string, string>>;

/** The result of a command, for programs. */
export interface ResultData {
  value: unknown;
  /** The rows of a table in it, where the value is more than a list. */
  rows?: readonly unknown[] | undefined;
  /** The keys of a row, in the order of the table: a list without rows has columns, too. Rows may have others besides. */
  keys?: readonly string[] | undefined;
  /** Default: `keys` and every other key of the rows, under its own name. */
  columns?: ColumnTitles | undefined;
  exitCode: number;
}

/** Writes data as text, without a newline at the end. An empty text is nothing to write. */
export interface OutputEncoder {
  result(data: ResultData): string;
  error(report: ErrorJson, exitCode: number): string;
  /** Events while a command works; only of an encoder that can tell them. */
  event?(event: OutputEvent): string;
}
