import type { $ZodType, output } from "zod/v4/core";
import { ContractError } from "../errors.ts";
import { makeApiError } from "./errors/api_error.ts";
import { readHiddenError } from "./errors/error_body.ts";
import type { Answer } from "./http.ts";
import { parseValue } from "./parse_value.ts";

/**
 * The JSON of an answer; null where it is empty. Throws `ContractError` where it is not JSON, and `ApiError` where it
 * says `success: false` with an error in spite of its status.
 */
export function parseAnswer(answer: Answer): unknown {
  const body = parseBody(answer);
  const hidden = readHiddenError(body);
  if (hidden !== undefined) throw makeApiError({ ...answer, url: answer.url, retryAfter: undefined }, hidden);
  return body;
}

/** From this length on it pays to compile a schema, which is then read with for many rows. Characters. */
const worthCompiling = 100_000;

/** The answer as `schema` reads it. Throws `ContractError`, which names the endpoint and the field, where it does not fit. */
export function parseWithSchema<Schema extends $ZodType>(answer: Answer, schema: Schema): output<Schema> {
  const result = parseValue(schema, parseAnswer(answer), { isLong: answer.text.length >= worthCompiling });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue.path.map(String).join(".");
  const where = field === "" ? "" : ` at "${field}"`;
  throw new ContractError(
    `Answer to ${answer.method} ${answer.url} is not as expected${where}: ${issue.message}`,
    {
      hint: "The server may be of another version, or no KTRDR server",
      details: { method: answer.method, url: answer.url, status: answer.status, field },
    },
  );
}

function parseBody(answer: Answer): unknown {
  if (answer.text.trim() === "") return null;
  try {
    return parseJson(answer.text);
  } catch (cause) {
    const { method, url, status, contentType } = answer;
    const kind = contentType === "" ? "something" : contentType;
    const what = /json/i.test(kind) ? "broken JSON" : `${kind} instead of JSON`;
    throw new ContractError(`${method} ${url} answered ${status} with ${what}`, {
      hint: "Is it a KTRDR server? Check --url and KTRDR_API_URL: the API is usually below /api/v1",
      details: { method, url, status, content_type: contentType },
      cause,
    });
  }
}

/** Python writes numbers that are none as `NaN`, `Infinity` and `-Infinity`, which no JSON knows: they are read as null. */
function parseJson(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch (error) {
    // A text that is not closed goes to the end: whoever looked for its end from every quote would never be done.
    const nullified = text.replace(
      /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/g,
      (part) => part.startsWith('"') ? part : "null",
    );
    if (nullified === text) throw error;
    const body: unknown = JSON.parse(nullified);
    return body;
  }
}
