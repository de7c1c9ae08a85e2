import { type $ZodType, type output, safeParse, type util } from "zod/v4/core";
import english from "zod/v4/locales/en.js";

/** How {@linkcode parseValue} reads. */
interface ParseValueOptions {
  /** Whether the value has many rows, so that it pays to compile the schema first. Default: false. */
  isLong?: boolean | undefined;
}

/** A value as a schema reads it, or what is wrong with it, in English. */
export function parseValue<Schema extends $ZodType>(
  schema: Schema,
  value: unknown,
  { isLong = false }: ParseValueOptions = {},
): util.SafeParseResult<output<Schema>> {
  return safeParse(schema, value, { jitless: !isLong, error: english().localeError });
}
