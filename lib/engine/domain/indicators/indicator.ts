/**
 * What an indicator is: a title for messages, a smallest number of bars, and a function from bars to columns.
 * @module
 */
import type { Bars } from "../bars.ts";

/** Parameters by name, complete: whoever asks has filled in the defaults. */
export type IndicatorParameters = Readonly<Record<string, number | string | boolean>>;

/**
 * Output columns by name, each as long as the bars; the first one is the primary output.
 * An indicator with one output calls it `"value"`. NaN marks a missing value.
 */
export type IndicatorOutputs = ReadonlyMap<string, Float64Array>;

/** One kind of indicator. */
export interface Indicator {
  /** The name messages use. */
  readonly title: string;
  /** The fewest bars it can be computed on; throws RangeError for a parameter out of range. */
  minimumBars(parameters: IndicatorParameters): number;
  /** The output columns; called with at least `minimumBars` bars. Throws RangeError for a bad parameter. */
  compute(bars: Bars, parameters: IndicatorParameters): IndicatorOutputs;
}

/** The outputs of an indicator that has one column. */
export function singleOutput(values: Float64Array): IndicatorOutputs {
  return new Map([["value", values]]);
}
