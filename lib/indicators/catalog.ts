import type { Indicator } from "./indicator.ts";
import { cci } from "./momentum/cci.ts";
import { fisherTransform } from "./momentum/fisher_transform.ts";
import { macd } from "./momentum/macd.ts";
import { momentum } from "./momentum/momentum.ts";
import { rateOfChange } from "./momentum/rate_of_change.ts";
import { relativeVigorIndex } from "./momentum/relative_vigor_index.ts";
import { rsi } from "./momentum/rsi.ts";
import { stochastic } from "./momentum/stochastic.ts";
import { williamsPercentRange } from "./momentum/williams_percent_range.ts";
import { bollingerBandWidth } from "./multi_purpose/bollinger_band_width.ts";
import { distanceFromMovingAverage } from "./multi_purpose/distance_from_moving_average.ts";
import { adx } from "./trend/adx.ts";
import { aroon } from "./trend/aroon.ts";
import { exponentialMovingAverage } from "./trend/exponential_moving_average.ts";
import { ichimoku } from "./trend/ichimoku.ts";
import { parabolicStop } from "./trend/parabolic_stop.ts";
import { simpleMovingAverage } from "./trend/simple_moving_average.ts";
import { superTrend } from "./trend/supertrend.ts";
import { weightedMovingAverage } from "./trend/weighted_moving_average.ts";
import { zigzag } from "./trend/zigzag.ts";
import { atr } from "./volatility/atr.ts";
import { bollingerBands } from "./volatility/bollinger_bands.ts";
import { donchianChannels } from "./volatility/donchian_channels.ts";
import { keltnerChannels } from "./volatility/keltner_channels.ts";
import { squeezeIntensity } from "./volatility/squeeze_intensity.ts";
import { accumulationLine } from "./volume/accumulation_line.ts";
import { chaikinMoneyFlow } from "./volume/chaikin_money_flow.ts";
import { moneyFlowIndex } from "./volume/money_flow_index.ts";
import { onBalanceVolume } from "./volume/on_balance_volume.ts";
import { volumeRatio } from "./volume/volume_ratio.ts";
import { volumeWeightedPrice } from "./volume/volume_weighted_price.ts";

/** Every indicator, in the order of their names. */
export const indicatorTypes: readonly Indicator[] = [
  accumulationLine,
  adx,
  aroon,
  atr,
  bollingerBands,
  bollingerBandWidth,
  cci,
  chaikinMoneyFlow,
  distanceFromMovingAverage,
  donchianChannels,
  exponentialMovingAverage,
  fisherTransform,
  ichimoku,
  keltnerChannels,
  macd,
  moneyFlowIndex,
  momentum,
  onBalanceVolume,
  parabolicStop,
  rateOfChange,
  rsi,
  relativeVigorIndex,
  simpleMovingAverage,
  squeezeIntensity,
  stochastic,
  superTrend,
  volumeRatio,
  volumeWeightedPrice,
  weightedMovingAverage,
  williamsPercentRange,
  zigzag,
].toSorted((one, other) => one.name < other.name ? -1 : 1);

/** The indicator that goes by this name: canonical, alias or class name, in any case. Null if there is none. */
export function findIndicatorType(name: string): Indicator | null {
  const wanted = name.toLowerCase();
  return indicatorTypes.find((type) => type.name === wanted || type.aliases.includes(wanted)) ?? null;
}
