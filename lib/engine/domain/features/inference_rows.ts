import type { Bars } from "../bars.ts";
import type { FeatureScale } from "../features.ts";
import { type Degree, degreeFunction } from "../fuzzy.ts";
import type { RowRange, RowSource } from "../row_source.ts";
import {
  computeTimeframeFeatures,
  requireBars,
  type TimeframeFeaturesOptions,
  type TimeframeFeatureSpec,
} from "./timeframe_features.ts";

/** Settings of {@link openInferenceRows}. */
interface InferenceRowsOptions extends TimeframeFeaturesOptions {
  /** One, or null, for each spec. */
  readonly scales: readonly (FeatureScale | null)[];
}

/** Where the numbers of a feature come from. */
interface FeatureSource {
  readonly values: Float64Array;
  readonly convert: Degree;
}

/**
 * What a network reads, one row a bar of the base timeframe: the scaled features as float32, where NaN stays NaN.
 *
 * The values of `applyScales(computeTimeframeFeatures(…), scales)`, of which only the indicators are kept in memory;
 * degrees and scales are applied row by row.
 *
 * @throws {RangeError} as `computeTimeframeFeatures` does, and unless there is one scale, or null, for each spec.
 */
export function openInferenceRows(
  series: ReadonlyMap<string, Bars>,
  { base, specs, scales }: InferenceRowsOptions,
): RowSource {
  if (scales.length !== specs.length) {
    throw new RangeError(`Expected a scale for each of ${specs.length} features, got ${scales.length}`);
  }
  const raw = new Map(specs.map((spec) => [sourceKey(spec), rawSpec(spec)]));
  const { columns } = computeTimeframeFeatures(series, { base, specs: [...raw.values()] });
  const values = new Map([...raw.keys()].map((key, index) => [key, columns[index]]));
  const sources = specs.flatMap((spec, index): FeatureSource[] => {
    const column = values.get(sourceKey(spec));
    return column === undefined ? [] : [{ values: column, convert: conversionOf(spec, scales[index]) }];
  });
  return {
    count: requireBars(series, base).time.length,
    write: (into, range) =>
      sources.forEach((source, feature) => {
        writeFeature(source, { into, range, feature, width: sources.length });
      }),
  };
}

function sourceKey({ timeframe, indicator, output }: TimeframeFeatureSpec): string {
  return JSON.stringify([timeframe, indicator, output]);
}

/** What the feature is made from. */
function rawSpec({ id, timeframe, indicator, output }: TimeframeFeatureSpec): TimeframeFeatureSpec {
  return { id, timeframe, indicator, output };
}

function conversionOf({ membership }: TimeframeFeatureSpec, scale: FeatureScale | null): Degree {
  const degree: Degree = membership === undefined ? (value) => value : degreeFunction(membership);
  return scale === null ? degree : (value) => (degree(value) - scale.offset) * scale.scale;
}

interface WriteOptions {
  readonly into: Float32Array;
  readonly range: RowRange;
  /** Which number of each row. */
  readonly feature: number;
  /** Numbers of a row. */
  readonly width: number;
}

function writeFeature(
  { values, convert }: FeatureSource,
  { into, range, feature, width }: WriteOptions,
): void {
  for (let row = range.first, to = feature; row < range.end; row++, to += width) {
    into[to] = convert(values[row]);
  }
}
