/**
 * Words of older strategies that have one meaning, and what it is called in version 3.
 * @module
 */

/** Words for words. */
type OldWords = Readonly<Record<string, string>>;

/** `training_data.symbols.mode`. */
export const oldSymbolModes: OldWords = {
  single_symbol: "single",
  multi: "multi_symbol",
  multiple: "multi_symbol",
};

/** `training_data.timeframes.mode`. */
export const oldTimeframeModes: OldWords = {
  single_timeframe: "single",
  multi: "multi_timeframe",
  multiple: "multi_timeframe",
};

/** Sections. */
export const oldSections: OldWords = { data: "training_data" };

/** Types of indicators. Names that differ from a type by `_` and capitals alone need no entry. */
export const oldIndicatorTypes: OldWords = {
  bollinger: "bollingerbands",
  bb: "bollingerbands",
  bb_width: "bollingerbandwidth",
  bbwidth: "bollingerbandwidth",
  donchian: "donchianchannels",
  donchian_channel: "donchianchannels",
  fisher: "fishertransform",
  keltner: "keltnerchannels",
  keltner_channel: "keltnerchannels",
  psar: "parabolicsar",
  sar: "parabolicsar",
  squeeze: "squeezeintensity",
  stoch: "stochastic",
  williams: "williamsr",
};

/** Parameters of indicators, by type. */
export const oldParameters: Readonly<Record<string, OldWords>> = {
  bollingerbands: { std_dev: "multiplier", std: "multiplier", num_std: "multiplier" },
  bollingerbandwidth: { std_dev: "multiplier", std: "multiplier", num_std: "multiplier" },
  exponentialmovingaverage: { periods: "period" },
  macd: { fast: "fast_period", slow: "slow_period", signal: "signal_period" },
  simplemovingaverage: { periods: "period" },
  stochastic: { smooth: "smooth_k" },
  weightedmovingaverage: { periods: "period" },
};

/** Types of membership functions. */
export const oldMembershipTypes: OldWords = {
  triangle: "triangular",
  trapezoid: "trapezoidal",
  trap: "trapezoidal",
  gauss: "gaussian",
};

/** Keys of `training.labels`. */
export const oldLabelKeys: OldWords = {
  profit_target_atr: "pt_multiplier",
  stop_loss_atr: "sl_multiplier",
  max_holding_bars: "max_holding_period",
};

/** Names of outputs of indicators, by type. */
export const oldOutputs: Readonly<Record<string, OldWords>> = {
  adx: { di_plus: "plus_di", di_minus: "minus_di" },
};
