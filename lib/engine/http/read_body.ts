/**
 * Request bodies: read with a limit, parsed with a contract schema, refused in the words of the API.
 * @module
 */
import * as z from "zod/v4/core";
import {
  detailError,
  type FieldProblem,
  type ServiceError,
  validationError,
} from "../services/service_error.ts";
import { longestUpload } from "../../contract/data.ts";
import { isUtf8 } from "../../is_utf8.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Most bytes of a body, by what is in it. */
export const bodyLimits = {
  json: mebibyte,
  strategy: 256 * kibibyte,
  bars: longestUpload,
  model: 64 * mebibyte,
} as const;

/** The body as text. Throws as {@linkcode readUtf8} does. */
export async function readText(request: Request, limit: number): Promise<string> {
  return new TextDecoder().decode(await readUtf8(request, limit));
}

/**
 * The body as bytes that are UTF-8; without a copy where they come all together. Throws a 413 when it is longer than
 * `limit` bytes: before reading it where it says so itself, else as soon as it turns out. Throws a 400 when it is not
 * UTF-8, and a 503 when the server stops meanwhile.
 */
export async function readUtf8(request: Request, limit: number): Promise<Uint8Array> {
  const bytes = await readBinary(request, limit);
  if (!isUtf8(bytes)) throw detailError(400, "The body is not UTF-8 text");
  return bytes;
}

/** The body as it is. Throws as {@linkcode readUtf8} does, whatever the bytes are. */
export async function readBinary(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array();
  if (Number(request.headers.get("content-length")) > limit) throw tooLong(limit);
  return await readBytes(request.body, limit).catch((error) => {
    throw request.signal.aborted ? detailError(503, "The server is stopping") : error;
  });
}

async function readBytes(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw tooLong(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLong(limit: number): ServiceError {
  const unit = limit >= mebibyte ? `${limit / mebibyte} MiB` : `${limit / kibibyte} KiB`;
  return detailError(413, `The body is too long, expected at most ${unit}`);
}

/** How a JSON body is read. */
export interface ReadBodyOptions<Output> {
  readonly schema: z.$ZodType<Output>;
  /** What an empty body counts as. */
  readonly emptyBody?: unknown;
  /** Most bytes. Default: those of {@linkcode bodyLimits} for JSON. */
  readonly limit?: number;
}

/** The JSON body, parsed. Throws a 422 with the API's list of fields. */
export async function readBody<Output>(
  request: Request,
  { schema, emptyBody, limit = bodyLimits.json }: ReadBodyOptions<Output>,
): Promise<Output> {
  const text = await readText(request, limit);
  const value = text.trim() === "" ? emptyBody : parseJson(text);
  const result = z.safeParse(schema, value ?? emptyBody, {
    error: (issue) => describeIssue(issue).message,
    reportInput: true,
  });
  if (result.success) return result.data;
  throw validationError(result.error.issues.map(toFieldProblem));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw validationError([{ field: "body", message: "JSON decode error", type: "json_invalid" }]);
  }
}

function toFieldProblem(issue: z.$ZodIssue): FieldProblem {
  const field = ["body", ...issue.path.map(String)].join(" -> ");
  const standard = describeIssue(issue);
  // A schema with words of its own speaks of the value, not of its type.
  if (issue.message !== standard.message) {
    return { field, message: `Value error, ${issue.message}`, type: "value_error" };
  }
  return { field, ...standard };
}

type Standard = Omit<FieldProblem, "field">;

/** What the API says of an issue for which the schema has no words of its own. */
function describeIssue(issue: z.$ZodRawIssue | z.$ZodIssue): Standard {
  if (issue.input === undefined) return { message: "Field required", type: "missing" };
  switch (issue.code) {
    case "invalid_type":
      return describeType(issue.expected);
    case "invalid_value":
      return { message: `Input should be ${listChoices(issue.values.map(String))}`, type: "enum" };
    case "too_small":
      return {
        message: `Input should be greater than ${issue.inclusive ? "or equal to " : ""}${issue.minimum}`,
        type: issue.inclusive ? "greater_than_equal" : "greater_than",
      };
    case "too_big":
      return {
        message: `Input should be less than ${issue.inclusive ? "or equal to " : ""}${issue.maximum}`,
        type: issue.inclusive ? "less_than_equal" : "less_than",
      };
    default:
      return { message: "Input is not valid", type: "value_error" };
  }
}

function describeType(expected: string): Standard {
  switch (expected) {
    case "string":
      return { message: "Input should be a valid string", type: "string_type" };
    case "number":
      return { message: "Input should be a valid number", type: "float_type" };
    case "int":
      return { message: "Input should be a valid integer", type: "int_type" };
    case "boolean":
      return { message: "Input should be a valid boolean", type: "bool_type" };
    case "array":
      return { message: "Input should be a valid list", type: "list_type" };
    default:
      return { message: "Input should be a valid dictionary", type: "dict_type" };
  }
}

/** `'a', 'b' or 'c'`, as the API lists choices. */
export function listChoices(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `'${choice}'`);
  if (quoted.length === 1) return quoted[0];
  return `${quoted.slice(0, -1).join(", ")} or ${quoted[quoted.length - 1]}`;
}
