import type { $ZodType, output } from "zod/v4/core";
import { parseValue } from "../../client/parse_value.ts";
import { ContractError } from "../../errors.ts";

/** The answer to a start as its schema reads it. Throws `ContractError`, which names endpoint and field. */
export function parseStart<Schema extends $ZodType>(
  body: unknown,
  expected: { endpoint: string; schema: Schema },
): output<Schema> {
  const result = parseValue(expected.schema, body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ContractError(
    `Answer to POST ${expected.endpoint} is not as expected at "${issue.path.join(".")}": ${issue.message}`,
    { hint: "The server may be of another version, or no KTRDR server" },
  );
}

/** A payload without the fields that are undefined or null. */
export function definedFields(request: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** Whether what a server tells of an operation does not contradict what was sent. Neither needs to be complete. */
export function agrees(told: unknown, sent: Readonly<Record<string, unknown>>): boolean {
  if (typeof told !== "object" || told === null) return true;
  const values = new Map<string, unknown>(Object.entries(told));
  return Object.entries(definedFields(sent)).every(([name, value]) => {
    const other = values.get(name);
    return other === undefined || other === null || toComparable(other) === toComparable(value);
  });
}

/** Servers write symbols in capitals. */
function toComparable(value: unknown): string {
  return JSON.stringify(value).toLowerCase();
}
