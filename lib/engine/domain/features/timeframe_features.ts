import type { Bars } from "../bars.ts";
import { computeFeatures, type FeatureMatrix, type FeatureSpec } from "../features.ts";
import { nameRangeError } from "../name_range_error.ts";
import { lastCompletedBars, pickValues } from "./align_bars.ts";

/** A feature and the bars it is computed on. */
export interface TimeframeFeatureSpec extends FeatureSpec {
  readonly timeframe: string;
}

/** Settings of {@link computeTimeframeFeatures}. */
export interface TimeframeFeaturesOptions {
  /** The timeframe whose bars are the rows. */
  readonly base: string;
  readonly specs: readonly TimeframeFeatureSpec[];
}

/**
 * The features of several timeframes, in the order of `specs`, one row a bar of the base timeframe; raw values are not
 * scaled. Indicators are computed on the timeframe's own bars. A row has the values of the last bar of each other timeframe
 * that has ended by the end of the base bar, and NaN while there is none; nothing is filled in.
 *
 * The same for training and backtest. With one timeframe it gives what `computeFeatures` gives.
 *
 * @throws {RangeError} when there are no bars of a timeframe, a timeframe is unknown, or a feature cannot be computed;
 * with several timeframes the message then begins with the timeframe.
 */
export function computeTimeframeFeatures(
  series: ReadonlyMap<string, Bars>,
  { base, specs }: TimeframeFeaturesOptions,
): FeatureMatrix {
  const baseBars = requireBars(series, base);
  const columns = new Map<TimeframeFeatureSpec, Float64Array>();
  for (const timeframe of new Set(specs.map((spec) => spec.timeframe))) {
    const own = specs.filter((spec) => spec.timeframe === timeframe);
    const bars = requireBars(series, timeframe);
    const compute = () => computeFeatures(bars, own);
    const matrix = series.size > 1 ? nameRangeError(`Timeframe ${timeframe}`, compute) : compute();
    const seen = timeframe === base ? null : lastCompletedBars(
      { time: baseBars.time, timeframe: base },
      { time: bars.time, timeframe },
    );
    own.forEach((spec, index) => {
      const column = matrix.columns[index];
      columns.set(spec, seen === null ? column : pickValues(column, seen));
    });
  }
  return {
    ids: specs.map((spec) => spec.id),
    rows: baseBars.time.length,
    columns: specs.flatMap((spec) => columns.get(spec) ?? []),
  };
}

/**
 * The bars of a timeframe.
 *
 * @throws {RangeError} when there are none.
 */
export function requireBars(series: ReadonlyMap<string, Bars>, timeframe: string): Bars {
  const bars = series.get(timeframe);
  if (bars !== undefined && bars.time.length > 0) return bars;
  const others = [...series.keys()].filter((other) => other !== timeframe);
  throw new RangeError(
    `There are no bars of timeframe "${timeframe}", only of ${others.join(", ") || "none"}`,
  );
}
