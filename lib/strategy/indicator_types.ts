import {
  decimal,
  factor,
  flag,
  type IndicatorParameter,
  type ParameterShape,
  unused,
  whole,
  word,
} from "./indicator_parameter.ts";

/** An indicator that a strategy can use. */
export interface IndicatorType {
  /** The API's name for it, such as `RSIIndicator`. */
  readonly id: string;
  /** The canonical name in a strategy file. */
  readonly name: string;
  /** Other names it answers to, in lower case. */
  readonly aliases: readonly string[];
  /** The API's group of it. */
  readonly category: "trend" | "momentum" | "volatility" | "volume" | "multi_purpose";
  readonly description: string;
  readonly parameters: readonly IndicatorParameter[];
  /** The columns it gives, the primary one first; `["value"]` if there is only one. */
  readonly outputs: readonly string[];
  /** Of one whose values are made of later bars: what is known only later. */
  readonly looksAhead?: string;
}

const source: ParameterShape = {
  kind: "choice",
  default: "close",
  choices: ["open", "high", "low", "close", "volume"],
};

/** Every indicator type, by name. */
export const indicatorTypes: readonly IndicatorType[] = [
  define("ADLineIndicator", {
    category: "volume",
    description: "Accumulation/distribution line",
    parameters: { use_sma_smoothing: flag(false), smoothing_period: whole(21, [2, 200]) },
    outputs: ["line", "mf_multiplier", "mf_volume", "roc_10", "momentum_21", "relative_strength"],
  }),
  define("ADXIndicator", {
    category: "trend",
    description: "Average directional index: strength of a trend, with both directional indicators",
    parameters: { period: whole(14, [2, 200]) },
    outputs: ["adx", "plus_di", "minus_di"],
  }),
  define("AroonIndicator", {
    category: "trend",
    description: "Aroon: bars since the highest high and the lowest low",
    parameters: {
      period: whole(14, [1, 200]),
      include_oscillator: unused(flag(false), "the oscillator is always there"),
    },
    outputs: ["up", "down", "oscillator"],
  }),
  define("ATRIndicator", {
    category: "volatility",
    description: "Average true range",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("BollingerBandsIndicator", {
    category: "volatility",
    description: "Bollinger bands: moving average ± a multiple of the standard deviation",
    aliases: ["bbands"],
    parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
    outputs: ["upper", "middle", "lower"],
  }),
  define("BollingerBandWidthIndicator", {
    category: "multi_purpose",
    description: "Width of the Bollinger bands relative to their middle",
    parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
  }),
  define("CCIIndicator", {
    category: "momentum",
    description: "Commodity channel index",
    parameters: { period: whole(20, [2, 100]) },
  }),
  define("CMFIndicator", {
    category: "volume",
    description: "Chaikin money flow",
    parameters: { period: whole(21, [2, 500]) },
    outputs: [
      "cmf",
      "mf_multiplier",
      "mf_volume",
      "momentum",
      "signal",
      "histogram",
      "above_zero",
      "below_zero",
    ],
  }),
  define("DistanceFromMAIndicator", {
    category: "multi_purpose",
    description: "Distance of the price from its moving average, in percent",
    parameters: { period: whole(20, [1, 200]), ma_type: word(["SMA", "EMA"]), source },
  }),
  define("DonchianChannelsIndicator", {
    category: "volatility",
    description: "Donchian channels: highest high and lowest low",
    parameters: {
      period: whole(20, [2, 500]),
      include_middle: unused(flag(true), "the middle is always there"),
    },
    outputs: ["upper", "middle", "lower"],
  }),
  define("ExponentialMovingAverage", {
    category: "trend",
    description: "Exponential moving average",
    aliases: ["ema"],
    parameters: { period: whole(20, [1, 500]), source, adjust: flag(true) },
  }),
  define("FisherTransformIndicator", {
    category: "momentum",
    description: "Fisher transform of the price within its range",
    parameters: { period: whole(10, [2, 100]), smoothing: whole(3, [1, 20]) },
    outputs: ["fisher", "signal"],
  }),
  define("IchimokuIndicator", {
    category: "trend",
    description: "Ichimoku cloud",
    parameters: {
      tenkan_period: whole(9, [1, 50]),
      kijun_period: whole(26, [1, 100]),
      senkou_b_period: whole(52, [1, 200]),
      displacement: unused(whole(26, [1, 100]), "it only moves lines on a chart"),
    },
    outputs: ["tenkan", "kijun", "senkou_a", "senkou_b", "chikou"],
  }),
  define("KeltnerChannelsIndicator", {
    category: "volatility",
    description: "Keltner channels: moving average ± a multiple of the average true range",
    parameters: { period: whole(20, [2, 500]), atr_period: whole(10, [2, 200]), multiplier: factor(2, 10) },
    outputs: ["upper", "middle", "lower"],
  }),
  define("MACDIndicator", {
    category: "momentum",
    description: "Moving average convergence/divergence",
    parameters: {
      fast_period: whole(12, [1, 100]),
      slow_period: whole(26, [1, 200]),
      signal_period: whole(9, [1, 50]),
      source,
    },
    outputs: ["line", "signal", "histogram"],
  }),
  define("MFIIndicator", {
    category: "volume",
    description: "Money flow index",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("MomentumIndicator", {
    category: "momentum",
    description: "Change of the price over a number of bars",
    parameters: { period: whole(10, [1, 100]), source },
  }),
  define("OBVIndicator", {
    category: "volume",
    description: "On-balance volume",
  }),
  define("ParabolicSARIndicator", {
    category: "trend",
    description: "Parabolic stop and reverse",
    parameters: {
      initial_af: decimal(0.02, [0.001, 0.1]),
      step_af: decimal(0.02, [0.001, 0.1]),
      max_af: decimal(0.2, [0.01, 1]),
    },
  }),
  define("ROCIndicator", {
    category: "momentum",
    description: "Rate of change, in percent",
    parameters: { period: whole(10, [1, 100]), source },
  }),
  define("RSIIndicator", {
    category: "momentum",
    description: "Relative strength index, 0 to 100",
    parameters: { period: whole(14, [2, 100]), source },
  }),
  define("RVIIndicator", {
    category: "momentum",
    description: "Relative vigor index",
    parameters: { period: whole(10, [4, 100]), signal_period: whole(4, [1, 50]) },
    outputs: ["rvi", "signal"],
  }),
  define("SimpleMovingAverage", {
    category: "trend",
    description: "Simple moving average",
    aliases: ["sma"],
    parameters: { period: whole(20, [2, 500]), source },
  }),
  define("SqueezeIntensityIndicator", {
    category: "volatility",
    description: "How far the Bollinger bands lie within the Keltner channels",
    parameters: {
      bb_period: whole(20, [2, 100]),
      bb_multiplier: factor(2, 5),
      kc_period: whole(20, [2, 100]),
      kc_multiplier: factor(2, 5),
      source,
    },
  }),
  define("StochasticIndicator", {
    category: "momentum",
    description: "Stochastic oscillator, 0 to 100",
    parameters: { k_period: whole(14, [1, 100]), d_period: whole(3, [1, 20]), smooth_k: whole(3, [1, 20]) },
    outputs: ["k", "d"],
  }),
  define("SuperTrendIndicator", {
    category: "trend",
    description: "SuperTrend: a trailing stop at a multiple of the average true range",
    parameters: { period: whole(10, [2, 200]), multiplier: factor(3, 10) },
    outputs: ["trend", "direction"],
  }),
  define("VolumeRatioIndicator", {
    category: "volume",
    description: "Volume relative to its moving average",
    parameters: { period: whole(20, [2, 100]) },
  }),
  define("VWAPIndicator", {
    category: "volume",
    description: "Volume-weighted average price; period 0 accumulates from the first bar",
    parameters: { period: whole(20, [0, 200]), use_typical_price: flag(true) },
  }),
  define("WeightedMovingAverage", {
    category: "trend",
    description: "Weighted moving average",
    aliases: ["wma"],
    parameters: { period: whole(20, [2, 500]), source },
  }),
  define("WilliamsRIndicator", {
    category: "momentum",
    description: "Williams %R, -100 to 0",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("ZigZagIndicator", {
    category: "trend",
    description: "Zigzag: the prices at which the trend turned",
    looksAhead: "a pivot is known only after the bars that follow it",
    parameters: {
      threshold: { kind: "number", default: 0.05, exclusiveMinimum: 0, exclusiveMaximum: 1 },
      source,
    },
  }),
];

interface TypeShape extends Pick<IndicatorType, "category" | "description" | "looksAhead"> {
  aliases?: readonly string[];
  parameters?: Readonly<Record<string, ParameterShape>>;
  outputs?: readonly string[];
}

/** The name is the id without the word indicator; a type answers to both. */
function define(id: string, shape: TypeShape): IndicatorType {
  const { aliases = [], parameters = {}, outputs = ["value"], ...facts } = shape;
  const name = id.replace(/Indicator$/, "").toLowerCase();
  const otherNames = [...aliases, id.toLowerCase()].filter((other) => other !== name);
  return {
    id,
    name,
    aliases: otherNames,
    parameters: Object.entries(parameters).map(([parameter, rest]) => ({ name: parameter, ...rest })),
    outputs,
    ...facts,
  };
}
