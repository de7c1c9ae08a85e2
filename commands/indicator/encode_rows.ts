import { createCsvEncoder } from "../../lib/output/encoders/csv_encoder.ts";

/** What a file of values can be. */
export type RowFormat = "table" | "json" | "csv";

/** A result with its rows. */
interface RowsResult {
  value: unknown;
  rows: readonly unknown[];
  /** The keys of a row. */
  keys: readonly string[];
}

/** Which form a file has. */
interface EncodeRowsOptions {
  path: string;
  /** Default, and of a table: what the name says, JSON where it ends in .json, else CSV. */
  format?: RowFormat | undefined;
  /** Write texts in CSV as they are. */
  isRaw?: boolean | undefined;
}

/** The text of a file of values: the whole result as JSON, or its rows as CSV. */
export function encodeRows(
  { value, rows, keys }: RowsResult,
  { path, format, isRaw }: EncodeRowsOptions,
): string {
  const isJson = format === undefined || format === "table" ? /\.json$/i.test(path) : format === "json";
  const text = isJson
    ? JSON.stringify(value, null, 2)
    : createCsvEncoder({ isRaw }).result({ value, rows, keys, exitCode: 0 });
  return `${text.replaceAll("\r\n", "\n")}\n`;
}
