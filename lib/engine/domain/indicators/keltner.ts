/**
 * Keltner channels.
 * @module
 */
import type { Bars } from "../bars.ts";
import { trueRange } from "./bar_prices.ts";
import type { Bands } from "./bollinger.ts";
import { alphaOfSpan, exponentialMean } from "./exponential_mean.ts";
import type { Indicator } from "./indicator.ts";
import { numberParameter, wholeParameter } from "./parameters.ts";
import { rollingMean } from "./rolling.ts";

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
export function keltner(bars: Bars, { period, rangePeriod, multiplier }: KeltnerOptions): Bands {
  const middle = exponentialMean(bars.close, { alpha: alphaOfSpan(period) });
  const range = rollingMean(trueRange(bars), { period: rangePeriod });
  return {
    upper: middle.map((mean, i) => mean + multiplier * range[i]),
    middle,
    lower: middle.map((mean, i) => mean - multiplier * range[i]),
  };
}

/** Keltner channels. Parameters `period`, `atr_period`, `multiplier`; outputs `upper`, `middle`, `lower`. */
export const keltnerChannels: Indicator = {
  title: "Keltner channels",
  minimumBars: (parameters) =>
    Math.max(wholeParameter(parameters, "period"), wholeParameter(parameters, "atr_period")) + 1,
  compute(bars, parameters) {
    const { upper, middle, lower } = keltner(bars, {
      period: wholeParameter(parameters, "period"),
      rangePeriod: wholeParameter(parameters, "atr_period"),
      multiplier: numberParameter(parameters, "multiplier"),
    });
    return new Map([["upper", upper], ["middle", middle], ["lower", lower]]);
  },
};
