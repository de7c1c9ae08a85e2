/**
 * Bollinger bands and their relative width.
 * @module
 */
import type { Bars } from "../bars.ts";
import { type Indicator, type IndicatorParameters, singleOutput } from "./indicator.ts";
import { numberParameter, sourceColumn, wholeParameter } from "./parameters.ts";
import { replaceEach } from "./replace_each.ts";
import { rollingDeviation, rollingMean } from "./rolling.ts";

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

/** Bollinger bands. Parameters `period`, `multiplier`, `source`; outputs `upper`, `middle`, `lower`. */
export const bollingerBands: Indicator = {
  title: "Bollinger bands",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { upper, middle, lower } = bandsOf(bars, parameters);
    return new Map([["upper", upper], ["middle", middle], ["lower", lower]]);
  },
};

/**
 * Width of the Bollinger bands relative to their middle: (upper − lower) / middle. 0 where the middle is 0 or not
 * there yet, so no value is NaN. Parameters `period`, `multiplier`, `source`.
 */
export const bollingerBandWidth: Indicator = {
  title: "Bollinger band width",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { upper, middle, lower } = bandsOf(bars, parameters);
    return singleOutput(
      replaceEach(middle, (mean, i) => Math.abs(mean) > 1e-10 ? (upper[i] - lower[i]) / mean : 0),
    );
  },
};

function bandsOf(bars: Bars, parameters: IndicatorParameters): Bands {
  return bollinger(sourceColumn(bars, parameters), {
    period: wholeParameter(parameters, "period"),
    multiplier: numberParameter(parameters, "multiplier"),
  });
}
