/**
 * JSON in a text column.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";

/** A text column that holds JSON of the given schema. */
export function jsonColumn<Value>(schema: $ZodType<Value>): $ZodType<Value> {
  return z.pipe(jsonText, schema);
}

const jsonText: $ZodType<unknown> = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: String(error) });
    return z.NEVER;
  }
});
