/**
 * What the body of an error response says. The API has many shapes of it: `detail` as a text, an object or a list,
 * `error` with code, message and details, a bare `message`, and what proxies send: HTML, plain text, nothing.
 * @module
 */
import { isRecord } from "../is_record.ts";
import { plainText } from "../plain_text.ts";

/** What could be read from the body of an error response. */
export interface ErrorBody {
  /** One line for people; undefined where the body says nothing. */
  message: string | undefined;
  /** The server's own code, such as `DATA-InvalidDate`. */
  code: string | undefined;
  /** What the server suggests to do. */
  hint: string | undefined;
  /** The machine-readable part of the body. */
  details: Record<string, unknown>;
}

const nothing: ErrorBody = { message: undefined, code: undefined, hint: undefined, details: {} };

/** No server nests deeper; whoever does wants recursion to fail. */
const mostLevels = 30;

/** Reads the body of an error response, whatever its shape. Never throws. */
export function readErrorBody(text: string): ErrorBody {
  const body = parseJson(text);
  if (body === undefined) return { ...nothing, message: readPlainBody(text) };
  if (!isShallow(body, mostLevels)) return nothing;
  const found = describe(body);
  if (found.message !== undefined) return found;
  return { ...found, message: isBlank(body) ? undefined : plainText(JSON.stringify(body), { limit: 500 }) };
}

/** The error inside a body that came with a success status (`success: false` and an `error`), or undefined. */
export function readHiddenError(body: unknown): ErrorBody | undefined {
  if (!isRecord(body) || body.success !== false || !isRecord(body.error)) return undefined;
  return isShallow(body.error, mostLevels) ? describe(body) : nothing;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

/** Text that is not JSON: the title of an HTML page, or the text itself. */
function readPlainBody(text: string): string | undefined {
  if (/^\s*(<!doctype|<html|<\?xml|<head|<body)/i.test(text)) {
    const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 20_000));
    return title === null ? undefined : nonBlank(title[1]);
  }
  return text.trim() === "null" ? undefined : nonBlank(text.slice(0, 5_000));
}

function describe(value: unknown): ErrorBody {
  if (Array.isArray(value)) return describeList(value);
  if (!isRecord(value)) return { ...nothing, message: nonBlank(value) };
  const inner = firstInner(value);
  const list = Array.isArray(value.details) ? describeList(value.details) : nothing;
  const own = nonBlank(value.message);
  const message = inner?.message ?? joinMessage(own, list.message);
  return {
    message,
    code: inner?.code ?? nonBlank(value.code) ?? nonBlank(value.error_code) ?? nonBlank(value.reason),
    hint: inner?.hint ?? nonBlank(value.hint) ?? nonBlank(value.suggestion),
    details: { ...ownDetails(value), ...list.details, ...inner?.details },
  };
}

/** What `error` or `detail` of an object says, the first one that says something. */
function firstInner(value: Record<string, unknown>): ErrorBody | undefined {
  for (const part of [value.error, value.detail]) {
    if (part === undefined || part === null) continue;
    const inner = describe(part);
    if (inner.message !== undefined) return inner;
    if (isRecord(part) && !isBlank(part)) {
      return { ...inner, message: plainText(JSON.stringify(part), { limit: 500 }) };
    }
  }
  return undefined;
}

/** The fields of an error object that tell a program more, without what is already in message, code and hint. */
function ownDetails(value: Record<string, unknown>): Record<string, unknown> {
  const inner = isRecord(value.details) ? value.details : {};
  const spoken = [
    "message",
    "code",
    "error_code",
    "hint",
    "suggestion",
    "details",
    "detail",
    "error",
    "success",
  ];
  const rest = Object.entries(value).filter(([name]) => !spoken.includes(name));
  return { ...Object.fromEntries(rest), ...inner };
}

/** A list of fields that were refused, as `field: message`. */
function describeList(list: readonly unknown[]): ErrorBody {
  const fields = list.map(describeField).filter((field) => field !== undefined);
  const text = fields.map((field) => field.field === "" ? field.message : `${field.field}: ${field.message}`);
  return { ...nothing, message: nonBlank(text.join("; ")), details: fields.length === 0 ? {} : { fields } };
}

interface RefusedField {
  field: string;
  message: string;
}

function describeField(item: unknown): RefusedField | undefined {
  if (!isRecord(item)) {
    const message = nonBlank(item);
    return message === undefined ? undefined : { field: "", message };
  }
  const message = nonBlank(item.message) ?? nonBlank(item.msg);
  if (message === undefined) return undefined;
  return { field: fieldName(item.field ?? item.loc), message: message.replace(/^Value error, /, "") };
}

/** `body -> start_date` and `["body", "start_date"]` both mean start_date to whoever wrote the request. */
function fieldName(location: unknown): string {
  const parts = Array.isArray(location) ? location.map(String) : String(location ?? "").split(" -> ");
  const path = ["body", "query", "path", "header"].includes(parts[0]) ? parts.slice(1) : parts;
  return plainText(path.join("."), { limit: 100 });
}

function joinMessage(message: string | undefined, list: string | undefined): string | undefined {
  if (message === undefined || list === undefined) return message ?? list;
  return `${message}: ${list}`;
}

function nonBlank(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = plainText(value);
  return text === "" ? undefined : text;
}

/** Whether a value has at most so many levels. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((part) => isShallow(part, levels - 1));
}

/** Whether a value and everything in it is empty. */
function isBlank(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isBlank);
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}
