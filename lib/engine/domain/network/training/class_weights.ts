/**
 * Weight of each class in a loss, so that rare classes count as much as common ones: `(1/n_c) / Σ(1/n) · K` over the
 * classes that occur, with `n_c` rows each, where K is the highest class that occurs plus 1. A class that does not occur,
 * the highest included, has weight 0. NaN targets, of rows without a label, do not count.
 *
 * @throws {RangeError} when a target is not a class index below `outputs`.
 */
export function classWeights(targets: Float32Array, outputs: number): Float32Array {
  const counts = new Float64Array(outputs);
  let classes = 0;
  for (const target of targets) {
    if (Number.isNaN(target)) continue;
    if (!Number.isInteger(target) || target < 0 || target >= outputs) {
      throw new RangeError(`Targets must be class indices from 0 to ${outputs - 1}, got "${target}"`);
    }
    counts[target]++;
    classes = Math.max(classes, target + 1);
  }
  const inverse = counts.map((count) => count > 0 ? 1 / count : 0);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return Float32Array.from(inverse, (value) => total > 0 ? value / total * classes : 0);
}
