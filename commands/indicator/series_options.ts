/**
 * What the commands take that compute or draw something over the bars of a symbol.
 * @module
 */
import { UsageError } from "../../lib/errors.ts";
import { checkRows } from "./choose_rows.ts";
import type { RowFormat } from "./encode_rows.ts";

/** Which bars. */
interface SeriesOptions {
  timeframe: string;
  start?: string | undefined;
  end?: string | undefined;
  /** The file to write. */
  outputFile?: string | undefined;
}

/** What a command takes that computes values. */
export interface ComputeOptions extends SeriesOptions {
  rows?: number | undefined;
  /** What the file holds. Default: by its name, else CSV. */
  format?: RowFormat | undefined;
}

/** What a command takes that draws, and writes an HTML page. */
export interface DrawOptions extends SeriesOptions {
  rows: number;
  /** Whether to draw on the terminal. */
  show: boolean;
}

/** Throws UsageError for a number of rows that makes no sense, and where nothing would be drawn at all. */
export function checkDrawing({ rows, show, outputFile }: DrawOptions): void {
  checkRows(rows);
  if (show || outputFile !== undefined) return;
  throw new UsageError("'--no-show' without '--output <file>' draws nothing", {
    hint: "Name the HTML file to write",
  });
}
