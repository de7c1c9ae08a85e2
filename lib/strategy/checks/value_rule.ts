import * as z from "zod";
import type { $ZodType } from "zod/v4/core";

/** What a single value must be. */
export interface ValueRule<T> {
  /** Accepts the value and gives it its type. */
  readonly schema: $ZodType<T>;
  /** Completes "must be …". */
  readonly expected: string;
  /** Whether a number written with a point or an exponent is refused, even `14.0`. */
  readonly isWhole?: boolean;
  /** The words to choose from, for a suggestion. */
  readonly choices?: readonly string[];
  /** Other words for them. */
  readonly oldWords?: Readonly<Record<string, string>>;
}

/** The ends of a range of numbers. */
interface RangeOptions {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** The value must be greater than this. */
  readonly exclusiveMinimum?: number | undefined;
  /** The value must be less than this. */
  readonly exclusiveMaximum?: number | undefined;
}

/** A whole number within a range. */
export function wholeNumber(range: RangeOptions = {}): ValueRule<number> {
  const schema = z.int().refine((value) => isWithin(value, range));
  return { schema, expected: `a whole number${describeRange(range)}`, isWhole: true };
}

/** A finite number within a range. */
export function anyNumber(range: RangeOptions = {}): ValueRule<number> {
  return {
    schema: z.number().refine((value) => isWithin(value, range)),
    expected: `a number${describeRange(range)}`,
  };
}

/** `true` or `false`. */
export function flag(): ValueRule<boolean> {
  return { schema: z.boolean(), expected: "true or false" };
}

/** A text that is not empty. */
export function text(expected = "text"): ValueRule<string> {
  return { schema: z.string().trim().min(1), expected };
}

/** One word of a list, in exactly this spelling. */
export function choice<const Words extends readonly string[]>(
  words: Words,
  oldWords: Readonly<Record<string, string>> = {},
): ValueRule<Words[number]> {
  const quoted = words.map((word) => `"${word}"`);
  const last = quoted.at(-1) ?? "";
  const expected = quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")} or ${last}` : last;
  return { schema: z.enum(words), expected, choices: words, oldWords };
}

/** One word of a list, in any case, given back as in the list. */
export function anyCase<const Words extends readonly string[]>(words: Words): ValueRule<Words[number]> {
  const lower = (value: unknown) => typeof value === "string" ? value.toLowerCase() : value;
  return { ...choice(words), schema: z.preprocess(lower, z.enum(words)) };
}

function isWithin(value: number, range: RangeOptions): boolean {
  const { minimum = -Infinity, maximum = Infinity } = range;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = range;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
}

function describeRange(range: RangeOptions): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  const parts = [
    minimum === undefined ? [] : [`at least ${minimum}`],
    exclusiveMinimum === undefined ? [] : [`greater than ${exclusiveMinimum}`],
    maximum === undefined ? [] : [`at most ${maximum}`],
    exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`],
  ].flat();
  if (parts.length === 0) return "";
  return parts[0].startsWith("at ") ? ` of ${parts.join(" and ")}` : ` ${parts.join(" and ")}`;
}
