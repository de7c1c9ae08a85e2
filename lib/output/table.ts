/**
 * Tables and lists of fields, without borders.
 * @module
 */
import { Table } from "@cliffy/table";
import type { Style } from "./style.ts";
import { displayWidth, padText, sanitizeText, truncateText } from "./text.ts";

/** One column of a table. */
export interface TableColumn {
  title: string;
  /** Default: left. */
  align?: "left" | "right" | undefined;
}

/** What {@linkcode renderTable} draws. */
interface TableOptions {
  columns: readonly TableColumn[];
  /** One text a column; the texts may be styled. */
  rows: readonly (readonly string[])[];
  style: Style;
  /** Columns of the terminal. Default: as wide as need be. */
  maxWidth?: number | undefined;
}

const gap = 2;
/** No column is cut below this width. */
const narrowestCut = 20;

/**
 * A table with a bold header and two spaces between columns; there is no newline at the end. Where it is wider than
 * `maxWidth`, columns of prose are cut, widest first. Ids, numbers and everything else without a space are never cut.
 */
export function renderTable(options: TableOptions): string {
  const { columns, style } = options;
  const rows = options.rows.map((row) => columns.map((_, index) => cleanCell(row[index] ?? "", style)));
  const widths = fitWidths(columns, { rows, maxWidth: options.maxWidth ?? Infinity });
  const text = new Table()
    .header(columns.map((column, index) => alignedTitle(column, { width: widths[index], style })))
    .body(rows.map((row) => row.map((cell, index) => truncateText(cell, widths[index]))))
    .columns(columns.map(({ align }, index) => ({ align: align ?? "left", minWidth: widths[index] })))
    .padding(gap)
    .toString();
  return trimLines(text);
}

/** Lines such as "Status:   running", the values below each other. Further lines of a value are indented. */
export function renderFields(pairs: readonly (readonly [string, string])[], style: Style): string {
  const width = Math.max(0, ...pairs.map(([key]) => displayWidth(key) + 1));
  const indent = " ".repeat(width + gap);
  const lines = pairs.map(([key, value]) => {
    const clean = sanitizeText(value, { keepNewlines: true, keepStyles: style.enabled });
    return padText(style.bold(`${key}:`), width + gap) + clean.replaceAll("\n", `\n${indent}`);
  });
  return trimLines(lines.join("\n"));
}

function cleanCell(text: string, style: Style): string {
  return sanitizeText(text, { keepStyles: style.enabled });
}

/** The library aligns a title to the left, whatever its column does. */
function alignedTitle(column: TableColumn, { width, style }: { width: number; style: Style }): string {
  const title = style.bold(column.title);
  return column.align === "right" ? padText(title, width, "right") : title;
}

function fitWidths(
  columns: readonly TableColumn[],
  { rows, maxWidth }: { rows: readonly (readonly string[])[]; maxWidth: number },
): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index])))
  );
  let excess = widths.reduce((sum, width) => sum + width, 0) + gap * (columns.length - 1) - maxWidth;
  while (excess > 0) {
    const candidates = columns.map((_, index) => index).filter((index) =>
      widths[index] > narrowestCut && widths[index] > displayWidth(columns[index].title) &&
      isProse(rows.map((row) => row[index]))
    );
    if (candidates.length === 0) break;
    const widest = candidates.reduce((best, index) => widths[index] > widths[best] ? index : best);
    widths[widest]--;
    excess--;
  }
  return widths;
}

function isProse(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim().includes(" "));
}

function trimLines(text: string): string {
  return text.split("\n").map((line) => line.trimEnd()).join("\n");
}
