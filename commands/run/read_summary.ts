import type * as z from "zod";
import type { Operation } from "../../lib/contract/operation.ts";

/**
 * What an operation tells of its result, as `schema` reads it; that of an operation which tells nothing is read from an
 * empty object. The schema reads this once, and so it is not compiled first, which takes longer than to read.
 */
export function readSummary<Schema extends z.ZodType>(
  schema: Schema,
  { result_summary }: Pick<Operation, "result_summary">,
): z.output<Schema> {
  return schema.parse(result_summary ?? {}, { jitless: true });
}
