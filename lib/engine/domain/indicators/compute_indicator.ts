/**
 * Indicators by name.
 * @module
 */
import type { Bars } from "../bars.ts";
import { adx } from "./adx.ts";
import { aroon } from "./aroon.ts";
import { atr } from "./atr.ts";
import { bollingerBands, bollingerBandWidth } from "./bollinger.ts";
import { cci } from "./cci.ts";
import { donchianChannels } from "./donchian.ts";
import { fisherTransform } from "./fisher_transform.ts";
import { ichimoku } from "./ichimoku.ts";
import type { Indicator, IndicatorOutputs, IndicatorParameters } from "./indicator.ts";
import { keltnerChannels } from "./keltner.ts";
import { macd } from "./macd.ts";
import { momentum, rateOfChange } from "./momentum.ts";
import { accumulationLine, chaikinMoneyFlow } from "./money_flow.ts";
import {
  distanceFromMovingAverage,
  exponentialMovingAverage,
  simpleMovingAverage,
  weightedMovingAverage,
} from "./moving_average.ts";
import { parabolicStop } from "./parabolic_stop.ts";
import { relativeVigorIndex } from "./relative_vigor.ts";
import { rsi } from "./rsi.ts";
import { squeezeIntensity } from "./squeeze_intensity.ts";
import { stochastic, williamsPercentRange } from "./stochastic.ts";
import { superTrend } from "./supertrend.ts";
import { moneyFlowIndex, onBalanceVolume } from "./volume_flow.ts";
import { volumeRatio } from "./volume_ratio.ts";
import { volumeWeightedPrice } from "./volume_weighted_price.ts";
import { zigzag } from "./zigzag.ts";

export type { IndicatorOutputs, IndicatorParameters } from "./indicator.ts";

/** Which indicator to compute. */
export interface IndicatorRequest {
  /** Canonical name, one of `supportedIndicators`. */
  readonly type: string;
  /** All parameters of that indicator. */
  readonly parameters: IndicatorParameters;
}

const indicators: ReadonlyMap<string, Indicator> = new Map([
  ["adline", accumulationLine],
  ["adx", adx],
  ["aroon", aroon],
  ["atr", atr],
  ["bollingerbands", bollingerBands],
  ["bollingerbandwidth", bollingerBandWidth],
  ["cci", cci],
  ["cmf", chaikinMoneyFlow],
  ["distancefromma", distanceFromMovingAverage],
  ["donchianchannels", donchianChannels],
  ["exponentialmovingaverage", exponentialMovingAverage],
  ["fishertransform", fisherTransform],
  ["ichimoku", ichimoku],
  ["keltnerchannels", keltnerChannels],
  ["macd", macd],
  ["mfi", moneyFlowIndex],
  ["momentum", momentum],
  ["obv", onBalanceVolume],
  ["parabolicsar", parabolicStop],
  ["roc", rateOfChange],
  ["rsi", rsi],
  ["rvi", relativeVigorIndex],
  ["simplemovingaverage", simpleMovingAverage],
  ["squeezeintensity", squeezeIntensity],
  ["stochastic", stochastic],
  ["supertrend", superTrend],
  ["volumeratio", volumeRatio],
  ["vwap", volumeWeightedPrice],
  ["weightedmovingaverage", weightedMovingAverage],
  ["williamsr", williamsPercentRange],
  ["zigzag", zigzag],
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
