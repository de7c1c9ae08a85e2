/**
 * Indicators by name.
 * @module
 */
import type { Bars } from "../bars.ts";
import { adx } from "./adx.ts";
import { atr } from "./atr.ts";
import { bollingerBands, bollingerBandWidth } from "./bollinger.ts";
import { cci } from "./cci.ts";
import type { Indicator, IndicatorOutputs, IndicatorParameters } from "./indicator.ts";
import { macd } from "./macd.ts";
import { momentum, rateOfChange } from "./momentum.ts";
import {
  distanceFromMovingAverage,
  exponentialMovingAverage,
  simpleMovingAverage,
  weightedMovingAverage,
} from "./moving_average.ts";
import { rsi } from "./rsi.ts";
import { stochastic, williamsPercentRange } from "./stochastic.ts";
import { moneyFlowIndex, onBalanceVolume } from "./volume_flow.ts";

export type { IndicatorOutputs, IndicatorParameters } from "./indicator.ts";

/** Which indicator to compute. */
export interface IndicatorRequest {
  /** Canonical name, one of `supportedIndicators`. */
  readonly type: string;
  /** All parameters of that indicator. */
  readonly parameters: IndicatorParameters;
}

const indicators: ReadonlyMap<string, Indicator> = new Map([
  ["adx", adx],
  ["atr", atr],
  ["bollingerbands", bollingerBands],
  ["bollingerbandwidth", bollingerBandWidth],
  ["cci", cci],
  ["distancefromma", distanceFromMovingAverage],
  ["exponentialmovingaverage", exponentialMovingAverage],
  ["macd", macd],
  ["mfi", moneyFlowIndex],
  ["momentum", momentum],
  ["obv", onBalanceVolume],
  ["roc", rateOfChange],
  ["rsi", rsi],
  ["simplemovingaverage", simpleMovingAverage],
  ["stochastic", stochastic],
  ["weightedmovingaverage", weightedMovingAverage],
  ["williamsr", williamsPercentRange],
]);

/** Canonical names of the indicators that `computeIndicator` knows, in alphabetical order. */
export const supportedIndicators: readonly string[] = [...indicators.keys()];

/**
 * The output columns of one indicator, each as long as the bars.
 * Throws RangeError for an unknown name, a missing or impossible parameter, or too few bars.
 */
export function computeIndicator(bars: Bars, request: IndicatorRequest): IndicatorOutputs {
  const { type, parameters } = request;
  const indicator = indicators.get(type);
  if (indicator === undefined) {
    throw new RangeError(
      `Indicator type "${type}" is not supported, expected one of ${supportedIndicators.join(", ")}`,
    );
  }
  const minimum = indicator.minimumBars(parameters);
  if (bars.close.length < minimum) {
    throw new RangeError(`${indicator.title} needs at least ${minimum} bars, got ${bars.close.length}`);
  }
  return indicator.compute(bars, parameters);
}
