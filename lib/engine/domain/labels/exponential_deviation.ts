import { alphaOfSpan } from "../../../indicators/columns/exponential_mean.ts";

/**
 * Exponentially weighted standard deviation over everything seen so far: an observation `k` steps old weighs
 * `(1 − α)^k`, with `α = 2 / (span + 1)`. Corrected for the bias of such weights:
 * `√( Σw(x − m)²/Σw · (Σw)² / ((Σw)² − Σw²) )`. The first value has no deviation: NaN. A run of zeros gives 0.
 *
 * The variance is carried on incrementally (West 1979), so large offsets do not cancel.
 */
export function exponentialDeviation(values: Float64Array, span: number): Float64Array {
  const decay = 1 - alphaOfSpan(span);
  const deviations = new Float64Array(values.length);
  let mean = values[0];
  let variance = 0;
  let weight = 0;
  let squaredWeight = 0;
  for (let index = 0; index < values.length; index++) {
    const old = weight * decay;
    const previousMean = mean;
    if (mean !== values[index]) mean = (old * mean + values[index]) / (old + 1);
    const spread = old * (variance + (previousMean - mean) ** 2) + (values[index] - mean) ** 2;
    variance = spread / (old + 1);
    weight = old + 1;
    squaredWeight = squaredWeight * decay * decay + 1;
    const freedom = weight * weight - squaredWeight;
    deviations[index] = freedom > 0 ? Math.sqrt(variance * weight * weight / freedom) : NaN;
  }
  return deviations;
}
