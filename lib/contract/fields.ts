/**
 * Fields of answers that need not be there, or need not be what they should: no reason to lose the rest.
 *
 * The schemas of the wire are those of zod's smaller half: every command loads some, and the larger half takes megabytes
 * and milliseconds.
 * @module
 */
import * as z from "zod/mini";

/** A field that counts as not told, null, where it is anything else. */
export function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.nullish(schema), null);
}

/** A field that is null where it is left out. */
export function nullIfMissing<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.pipe(
    z.nullish(schema),
    z.transform((value: z.output<Schema> | null | undefined) => value ?? null),
  );
}

/** A text, or null. */
export const text = lenient(z.string());

/** A number, or null. */
export const number = lenient(z.number());
