/** Which part of a column to compare. */
export interface CompareColumnsOptions {
  /** The row of the whole column that the first value of the part belongs to. */
  readonly offset: number;
  /** The first value of the part to look at. Default: 0. */
  readonly from?: number;
}

/** How a part differs from the whole. Rows are those of the part. */
export interface ColumnDifference {
  /** The first and the last row that differ; null where none does. */
  readonly first: number | null;
  readonly last: number | null;
  /** The largest difference, relative to the larger value if that is above 1; Infinity where only one is a number. */
  readonly largest: number;
}

/** Values that are closer than this, relative to the larger one if that is above 1, are the same. */
const tolerance = 1e-9;

/** Compares a column with what was computed on a part of the bars. Two values that are no numbers are the same. */
export function compareColumns(
  whole: Float64Array,
  part: Float64Array,
  { offset, from = 0 }: CompareColumnsOptions,
): ColumnDifference {
  let first: number | null = null;
  let last: number | null = null;
  let largest = 0;
  for (let row = from; row < part.length; row++) {
    const difference = differenceOf(whole[row + offset], part[row]);
    if (difference <= tolerance) continue;
    first ??= row;
    last = row;
    largest = Math.max(largest, difference);
  }
  return { first, last, largest };
}

function differenceOf(one: number, other: number): number {
  if (one === other || (Number.isNaN(one) && Number.isNaN(other))) return 0;
  const difference = Math.abs(one - other) / Math.max(1, Math.abs(one), Math.abs(other));
  return Number.isNaN(difference) ? Infinity : difference;
}
