import type { OutputEncoder, ResultData } from "./output_encoder.ts";

/** How cells are written. */
interface CsvOptions {
  /** Write texts as they are. Default: one that a spreadsheet would run as a formula gets an apostrophe before it. */
  isRaw?: boolean | undefined;
}

/**
 * CSV with a header: a row an element of a list, one row for an object. What is missing is empty, what is nested is JSON.
 * Errors have no place in a table.
 */
export function createCsvEncoder({ isRaw = false }: CsvOptions = {}): OutputEncoder {
  const write = isRaw ? (text: string) => text : disarm;
  return {
    result: (data) => encodeTable(data, write),
    error: () => "",
  };
}

function encodeTable(
  { value, rows = Array.isArray(value) ? value : [value], keys = [], columns }: ResultData,
  write: (text: string) => string,
): string {
  const records = rows.map(toRecord);
  const titles = columns ??
    Object.fromEntries([...keys, ...records.flatMap(Object.keys)].map((key) => [key, key]));
  const shown = Object.keys(titles);
  if (shown.length === 0) return "";
  const cells = records.map((record) => shown.map((key) => cellText(record[key], write)));
  return [Object.values(titles).map(write), ...cells].map((row) => row.map(quote).join(",")).join("\r\n");
}

/** A spreadsheet runs what begins so; a number is none of that, and stays one. */
function disarm(text: string): string {
  const isRun = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  return isRun ? `'${text}` : text;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function toRecord(row: unknown): Record<string, unknown> {
  return typeof row === "object" && row !== null ? { ...row } : { value: row };
}

function cellText(value: unknown, write: (text: string) => string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "object" ? JSON.stringify(value) : write(String(value));
}
