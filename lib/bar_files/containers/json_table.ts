/**
 * Bars as JSON: rows of arrays or of objects, alone or in an object.
 * @module
 */

import { countJsonParts } from "../../count_json_parts.ts";

/** Most bytes of JSON that is parsed at once. */
const longestJson = 134_217_728;

/** Values that it may have: more than the bars of so long a text. */
const mostParts = 12_000_000;

/** The text of a table with the same rows. Throws a RangeError for JSON that is no table. */
export function jsonToText(bytes: Uint8Array): string {
  if (bytes.length > longestJson) {
    throw new RangeError("The JSON is too long, expected at most 128 MiB: import it as CSV");
  }
  if (countJsonParts(bytes) > mostParts) {
    throw new RangeError(`The JSON has more than ${mostParts} values: import it as CSV, or in parts`);
  }
  const json = new TextDecoder().decode(bytes);
  const rows = findRows(parse(json));
  if (rows.length === 0) throw new RangeError("The JSON has no rows");
  if (rows.every((row) => Array.isArray(row))) {
    return rows.map((row) => row.map(toField).join(",")).join("\n");
  }
  const objects = rows.map((row): Readonly<Record<string, unknown>> => ({ ...row }));
  const names = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  const lines = objects.map((row) => names.map((name) => toField(row[name])).join(","));
  return [names.map(toField).join(","), ...lines].join("\n");
}

type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    return parseLines(json, error);
  }
}

/** One JSON value a line. */
function parseLines(json: string, cause: unknown): unknown {
  try {
    return json.split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
  } catch {
    throw new RangeError("The file starts like JSON and is none: it is cut off or damaged", { cause });
  }
}

function findRows(value: unknown): Row[] {
  if (Array.isArray(value)) return value.filter(isRow);
  if (!isRow(value)) return [];
  const fields: Record<string, unknown> = { ...value };
  const { columns, data } = fields;
  if (Array.isArray(columns) && Array.isArray(data)) return [columns, ...data.filter(Array.isArray)];
  const lists = Object.values(fields).filter((field) => Array.isArray(field));
  const table = lists.find((list) => list.length > 0 && list.every(isRow));
  if (table !== undefined) return table;
  return lists.length >= 5 ? fromColumns(fields) : [];
}

/** Columns as arrays, as in `{"t": [...], "o": [...]}`. */
function fromColumns(fields: Readonly<Record<string, unknown>>): Row[] {
  const columns = Object.entries(fields).flatMap(([name, list]) =>
    Array.isArray(list) ? [{ name, list }] : []
  );
  const rows = columns[0].list.map((_, row) => columns.map(({ list }) => list[row]));
  return [columns.map(({ name }) => name), ...rows];
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}

function toField(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
