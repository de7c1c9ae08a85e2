/**
 * JSON of requests: parsed with a contract schema, refused in the words of the API.
 * @module
 */
import * as z from "zod/v4/core";
import { isUtf8 } from "../../is_utf8.ts";
import { detailError, type FieldProblem, validationError } from "./service_error.ts";

/** How JSON is parsed. */
export interface ParseBodyOptions<Output> {
  readonly schema: z.$ZodType<Output>;
  /** What an empty text counts as. */
  readonly emptyBody?: unknown;
}

/** The text of a body. Throws a 400 when it is not UTF-8. */
export function decodeBody(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw detailError(400, "The body is not UTF-8 text");
  return new TextDecoder().decode(bytes);
}

/** The JSON of a text. Throws a 422 with the API's list of fields. */
export function parseBody<Output>(text: string, { schema, emptyBody }: ParseBodyOptions<Output>): Output {
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
