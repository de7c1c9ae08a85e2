/** Which part of a column to compare. */
interface CompareColumnsOptions {
  /** The row of the whole column that the first value of the part belongs to. */
  readonly offset: number;
  /** The first value of the part to look at. Default: 0. */
  readonly from?: number;
}

/** How a part differs from the whole. Rows are those of the part. */
interface ColumnDifference {
  /** The first and the last row that differ; null where none does. */
  readonly first: number | null;
  readonly last: number | null;
  /** The largest difference, relative as {@link compareColumns} says; Infinity where only one is a number. */
  readonly largest: number;
}

/** Values whose relative difference is at most this are the same. */
const tolerance = 1e-9;

/**
 * Compares a column with what was computed on a part of the bars. Two values that are no numbers are the same.
 *
 * A difference is relative to the largest magnitude in the column, or of the part's value if that is larger: so it does
 * not depend on the unit of the column, and rounding counts for nothing where a value comes close to 0.
 */
export function compareColumns(
  whole: Float64Array,
  part: Float64Array,
  { offset, from = 0 }: CompareColumnsOptions,
): ColumnDifference {
  const scale = largestMagnitude(whole);
  let first: number | null = null;
  let last: number | null = null;
  let largest = 0;
  for (let row = from; row < part.length; row++) {
    const one = whole[row + offset];
    const other = part[row];
    if (isSame(one, other)) continue;
    const difference = Math.abs(one - other) / Math.max(scale, Math.abs(other));
    if (difference <= tolerance) continue;
    first ??= row;
    last = row;
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
  }
  return { first, last, largest };
}

/** Of the finite values; 0 where there are none. */
function largestMagnitude(column: Float64Array): number {
  let largest = 0;
  for (const value of column) {
    const magnitude = Math.abs(value);
    if (magnitude > largest && magnitude !== Infinity) largest = magnitude;
  }
  return largest;
}

function isSame(one: number, other: number): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
