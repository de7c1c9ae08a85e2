import { type FeatureMatrix, type FeatureScale, type FeatureSpec, fitScales } from "../features.ts";

/** Rows of one matrix to fit scales on. */
interface ScaleRows {
  readonly matrix: FeatureMatrix;
  /** First row to look at. */
  readonly first: number;
  /** Row after the last one to look at. */
  readonly end: number;
}

/**
 * Scales as `fitScales` makes them, fitted on rows of several matrices, one a symbol, taken together: one network sees all
 * of them through the same scales.
 *
 * @throws {RangeError} when rows are not in their matrix or the specs do not belong to it.
 */
export function fitPooledScales(
  parts: readonly ScaleRows[],
  specs: readonly FeatureSpec[],
): (FeatureScale | null)[] {
  if (parts.length === 1) return fitScales(parts[0].matrix, { ...parts[0], specs });
  return specs.map((spec, index) => {
    const column = joinColumns(parts, index);
    const matrix = { ids: [spec.id], rows: column.length, columns: [column] };
    return fitScales(matrix, { specs: [spec], first: 0, end: column.length })[0];
  });
}

function joinColumns(parts: readonly ScaleRows[], index: number): Float64Array {
  const column = new Float64Array(parts.reduce((sum, { first, end }) => sum + end - first, 0));
  let filled = 0;
  for (const { matrix, first, end } of parts) {
    column.set(matrix.columns[index].subarray(first, end), filled);
    filled += end - first;
  }
  return column;
}
