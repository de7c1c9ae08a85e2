/**
 * Exponentially weighted means.
 * @module
 */

/** How past values lose weight. */
interface ExponentialMeanOptions {
  /** Share of the newest value, 0 < alpha ≤ 1; older weights shrink by 1 − alpha a step. */
  readonly alpha: number;
  /**
   * true: weights (1 − alpha)^age over all values so far, divided by their sum.
   * false (default): y[i] = (1 − alpha) · y[i − 1] + alpha · x[i], seeded by the first value.
   */
  readonly adjust?: boolean;
  /** Where to write the means, default a new column; may be `values`. */
  readonly out?: Float64Array;
}

/** Alpha of a mean whose centre of mass is that of a `span`-value simple mean: 2 / (span + 1). */
export function alphaOfSpan(span: number): number {
  return 2 / (span + 1);
}

/**
 * Exponentially weighted mean of `values`, as long as `values`. Leading NaN stay NaN and the first value seeds the
 * mean; a later NaN repeats the previous mean while the weight of what came before keeps shrinking.
 * Identical values give exactly that value.
 */
export function exponentialMean(values: Float64Array, options: ExponentialMeanOptions): Float64Array {
  const { alpha, adjust = false, out: result = new Float64Array(values.length) } = options;
  const added = adjust ? 1 : alpha;
  let mean = NaN;
  let weight = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(mean)) {
      mean = value;
    } else {
      weight *= 1 - alpha;
      if (!Number.isNaN(value)) {
        mean += (value - mean) * added / (weight + added);
        weight = adjust ? weight + added : 1;
      }
    }
    result[i] = mean;
  }
  return result;
}
