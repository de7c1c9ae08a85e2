/**
 * JSON in a text column.
 * @module
 */
import * as z from "zod";

/** A text column that holds JSON of the given schema. */
export function jsonColumn<T extends z.ZodType>(schema: T) {
  return z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: String(error) });
      return z.NEVER;
    }
  }).pipe(schema);
}
