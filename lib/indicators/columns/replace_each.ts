/**
 * Replaces each value of a column by what is computed from it and its position, and gives the column. For columns that
 * nobody else reads: memory for another one costs more time than the arithmetic.
 */
export function replaceEach(
  column: Float64Array,
  compute: (value: number, i: number) => number,
): Float64Array {
  for (let i = 0; i < column.length; i++) column[i] = compute(column[i], i);
  return column;
}
