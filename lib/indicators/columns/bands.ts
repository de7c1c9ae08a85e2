import type { IndicatorParameters, PriceColumns } from "../indicator.ts";
import { numberParameter, sourceColumn, wholeParameter } from "../read_parameters.ts";
import { trueRange } from "./bar_prices.ts";
import { alphaOfSpan, exponentialMean } from "./exponential_mean.ts";
import { rollingDeviation, rollingMean } from "./rolling.ts";
import { replaceEach } from "./replace_each.ts";

/** Width and length of a pair of bands. */
interface BandsOptions {
  /** Length of the window in bars, at least 2. */
  readonly period: number;
  /** Distance of each band from the middle, in standard deviations. */
  readonly multiplier: number;
}

/** A middle line with a band on either side, columns of equal length. */
export interface Bands {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Bollinger bands of a column: rolling mean ± multiplier × rolling sample standard deviation (divisor period − 1).
 * The first period − 1 values are NaN.
 */
export function bollinger(values: Float64Array, { period, multiplier }: BandsOptions): Bands {
  const middle = rollingMean(values, { period });
  const deviation = rollingDeviation(values, period);
  const upper = middle.map((mean, i) => mean + multiplier * deviation[i]);
  const lower = replaceEach(deviation, (size, i) => middle[i] - multiplier * size);
  return { upper, middle, lower };
}

/** Width and lengths of a Keltner channel. */
interface KeltnerOptions {
  /** Span of the exponential mean in bars. */
  readonly period: number;
  /** Bars over which the true range is averaged. */
  readonly rangePeriod: number;
  /** Distance of each band from the middle, in average true ranges. */
  readonly multiplier: number;
}

/**
 * Keltner channel (in the form of Raschke): exponential mean of the close ± multiplier × simple mean of the true range.
 * The middle has a value from the first bar; the first rangePeriod − 1 values of the bands are NaN.
 */
export function keltner(bars: PriceColumns, { period, rangePeriod, multiplier }: KeltnerOptions): Bands {
  const middle = exponentialMean(bars.close, { alpha: alphaOfSpan(period) });
  const range = rollingMean(trueRange(bars), { period: rangePeriod });
  return {
    upper: middle.map((mean, i) => mean + multiplier * range[i]),
    middle,
    lower: middle.map((mean, i) => mean - multiplier * range[i]),
  };
}

/** The Bollinger bands that the parameters `period`, `multiplier` and `source` ask for. */
export function bandsOf(bars: PriceColumns, parameters: IndicatorParameters): Bands {
  return bollinger(sourceColumn(bars, parameters), {
    period: wholeParameter(parameters, "period"),
    multiplier: numberParameter(parameters, "multiplier"),
  });
}
