import { listFields } from "../text/quote_field.ts";

/** A table of another program. */
export interface TableFile {
  /** What it was in; undefined where that was text. */
  readonly container?: "Parquet" | "Arrow" | "Excel" | undefined;
  /** Its name in a zip. */
  readonly name?: string | undefined;
  /** The table as UTF-8 text with commas. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** Columns of the narrowest table of bars: time and prices. */
const fewestColumns = 5;

/**
 * The note of columns whose values are lists or tables themselves. Throws a RangeError that names them where the other
 * columns, `flat`, are too few for bars.
 */
export function noteNested(flat: readonly string[], nested: readonly string[]): string[] {
  if (nested.length === 0) return [];
  if (flat.length < fewestColumns) {
    throw new RangeError(
      `The table has its values in nested columns, which are not read: ${listFields(nested)}`,
    );
  }
  return [`Left out nested columns: ${listFields(nested)}`];
}
