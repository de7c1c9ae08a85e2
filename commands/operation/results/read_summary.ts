import { type $ZodType, type output, parse } from "zod/v4/core";
import type { Operation } from "../../../lib/contract/operation.ts";

/**
 * What an operation tells of its result, as `schema` reads it; that of an operation which tells nothing is read from an
 * empty object. The schema reads this once, and so it is not compiled first, which takes longer than to read.
 */
export function readSummary<Schema extends $ZodType>(
  schema: Schema,
  { result_summary }: Pick<Operation, "result_summary">,
): output<Schema> {
  return parse(schema, result_summary ?? {}, { jitless: true });
}
