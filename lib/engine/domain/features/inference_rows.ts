import type { Bars } from "../bars.ts";
import { applyScales, type FeatureScale, fillRows, type PlacedColumn } from "../features.ts";
import {
  computeTimeframeFeatures,
  requireBars,
  type TimeframeFeaturesOptions,
} from "./timeframe_features.ts";

/** Columns that are kept until they are written: each writing walks through the memory of all rows. */
const columnsAtOnce = 16;

/** Settings of {@link computeInferenceRows}. */
export interface InferenceRowsOptions extends TimeframeFeaturesOptions {
  /** One, or null, for each spec. */
  readonly scales: readonly (FeatureScale | null)[];
}

/**
 * What a network reads, row by row: the scaled features of all bars of the base timeframe as float32, where NaN stays NaN.
 *
 * The same as `toInferenceRows(applyScales(computeTimeframeFeatures(…), scales))` without ever holding the features in
 * double precision, of which there may be gigabytes: indicator by indicator, so that each is still computed once.
 *
 * @throws {RangeError} as `computeTimeframeFeatures` and `applyScales` do.
 */
export function computeInferenceRows(
  series: ReadonlyMap<string, Bars>,
  { base, specs, scales }: InferenceRowsOptions,
): Float32Array {
  const rows = new Float32Array(requireBars(series, base).time.length * specs.length);
  const places = Map.groupBy(
    specs.keys(),
    (feature) => JSON.stringify([specs[feature].timeframe, specs[feature].indicator]),
  );
  let waiting: PlacedColumn[] = [];
  for (const features of places.values()) {
    const some = features.map((feature) => specs[feature]);
    const matrix = computeTimeframeFeatures(series, { base, specs: some });
    const { columns } = applyScales(matrix, features.map((feature) => scales[feature]));
    columns.forEach((column, index) =>
      waiting.push({ column: new Float32Array(column), feature: features[index] })
    );
    if (waiting.length < columnsAtOnce) continue;
    fillRows(rows, waiting);
    waiting = [];
  }
  fillRows(rows, waiting);
  return rows;
}
