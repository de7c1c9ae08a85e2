import { stringify } from "@std/csv/stringify";
import type { OutputEncoder } from "./encoder.ts";

/**
 * CSV with a header: a row an element of a list, one row for an object. What is missing is empty, what is nested is JSON.
 * Errors have no place in a table.
 */
export const csvEncoder: OutputEncoder = {
  result({ value, rows = Array.isArray(value) ? value : [value], keys = [], columns }) {
    const records = rows.map(toRecord);
    const titles = columns ??
      Object.fromEntries([...keys, ...records.flatMap(Object.keys)].map((key) => [key, key]));
    const shown = Object.keys(titles);
    if (shown.length === 0) return "";
    const cells = records.map((record) => shown.map((key) => cellText(record[key])));
    return stringify([Object.values(titles), ...cells]).replace(/\r\n$/, "");
  },
  error: () => "",
};

function toRecord(row: unknown): Record<string, unknown> {
  return typeof row === "object" && row !== null ? { ...row } : { value: row };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
