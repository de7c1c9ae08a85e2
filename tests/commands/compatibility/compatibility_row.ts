/**
 * What a row of the compatibility table is.
 * @module
 */
import type { Responder } from "../../support/scripted_server.ts";

/** A request as a server gets it. Everything in it counts: what is not named is not sent. */
export interface SentRequest {
  method: string;
  /** Below `/api/v1`. */
  path: string;
  query: Record<string, string>;
  body: unknown;
}

/** One command line that an original takes, and what ours does with it. */
export interface CompatibilityRow {
  /** What a script has after `ktrdr`. Blanks part the words; what is in single quotes is one word. */
  line: string;
  /** The requests in their order, without `GET /health`: whether a command asks that first is its own affair. */
  sends?: readonly SentRequest[];
  /** Default: 0. */
  exitCode?: number;
  /** Where all requests go. Default: the server that KTRDR_API_URL names. */
  address?: string;
  /** Answers besides those of the group. */
  answers?: Record<string, Responder[]>;
  files?: Record<string, string>;
  /** Default: KTRDR_API_URL names a server. */
  env?: Record<string, string>;
  /** What somebody types on a terminal; without it there is no terminal. */
  types?: string;
  /** stdout is one JSON value with these keys and values at least. */
  json?: unknown;
  /** Keys of that JSON value, whatever they hold: `results.final_loss`, `0.has_checkpoint`. */
  jsonKeys?: readonly string[];
  /** What stdout has, among other things. */
  stdout?: readonly string[];
  /** What stderr has, among other things. */
  stderr?: readonly string[];
  /** Files that are there afterwards, and what each has, among other things. */
  writes?: Record<string, string>;
  /** Why ours does something else than the original, where it does. */
  because?: string;
}

/** Command lines that belong together. */
export interface CompatibilityGroup {
  /** What a server of this group answers. */
  answers: Record<string, Responder[]>;
  rows: readonly CompatibilityRow[];
}

/** What a request may have. */
export interface RequestParts {
  query?: Record<string, string>;
  body?: unknown;
}

/** A GET request. */
export function get(path: string, query: Record<string, string> = {}): SentRequest {
  return { method: "GET", path, query, body: undefined };
}

/** A POST request. */
export function post(path: string, { query = {}, body }: RequestParts = {}): SentRequest {
  return { method: "POST", path, query, body };
}

/** A DELETE request. */
export function remove(path: string, body?: unknown): SentRequest {
  return { method: "DELETE", path, query: {}, body };
}

/** The same row under several names of its command, of which it has the first, perhaps after flags. */
export function underNames(names: readonly string[], row: CompatibilityRow): CompatibilityRow[] {
  const [own] = names;
  const match = new RegExp(`^((?:-\\S+ )*)${own}(?= |$)`).exec(row.line);
  if (match === null) throw new Error(`'${row.line}' is no '${own}'`);
  const rest = row.line.slice(match[0].length);
  return names.map((name) => ({ ...row, line: match[1] + name + rest }));
}

/** Rows under the names that the originals have; the first of them under our other names, too. */
export function underAllNames(
  names: { theirs: readonly string[]; ours: readonly string[] },
  rows: readonly CompatibilityRow[],
): CompatibilityRow[] {
  const { theirs, ours } = names;
  return [
    ...rows.flatMap((row) => underNames(theirs, row)),
    ...underNames([theirs[0], ...ours], rows[0]).slice(1),
  ];
}

/** A command line that is refused: exit code 2, nothing is sent, and stderr says what is wrong. */
export function refused(
  line: string,
  message: string,
  more: Partial<CompatibilityRow> = {},
): CompatibilityRow {
  return { line, exitCode: 2, stderr: [message], ...more };
}
