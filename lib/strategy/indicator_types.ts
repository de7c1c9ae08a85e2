/** One parameter of an indicator type. */
export interface IndicatorParameter {
  readonly name: string;
  readonly kind: "integer" | "number" | "boolean" | "choice";
  readonly default: number | string | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The value must be greater than this. */
  readonly exclusiveMinimum?: number;
  /** The value must be less than this. */
  readonly exclusiveMaximum?: number;
  readonly choices?: readonly string[];
  /** Of a parameter that changes no output: why. */
  readonly unused?: string;
}

/** An indicator that a strategy can use. */
export interface IndicatorType {
  /** The canonical name. */
  readonly name: string;
  /** Other names it answers to, in lower case. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly parameters: readonly IndicatorParameter[];
  /** The columns it gives, the primary one first; `["value"]` if there is only one. */
  readonly outputs: readonly string[];
}

const source: ParameterShape = {
  kind: "choice",
  default: "close",
  choices: ["open", "high", "low", "close", "volume"],
};

/** Every indicator type, by name. */
export const indicatorTypes: readonly IndicatorType[] = [
  define("adline", {
    description: "Accumulation/distribution line",
    parameters: { use_sma_smoothing: flag(false), smoothing_period: whole(21, [2, 200]) },
    outputs: ["line", "mf_multiplier", "mf_volume", "roc_10", "momentum_21", "relative_strength"],
  }),
  define("adx", {
    description: "Average directional index: strength of a trend, with both directional indicators",
    parameters: { period: whole(14, [2, 200]) },
    outputs: ["adx", "plus_di", "minus_di"],
  }),
  define("aroon", {
    description: "Aroon: bars since the highest high and the lowest low",
    parameters: {
      period: whole(14, [1, 200]),
      include_oscillator: unused(flag(false), "the oscillator is always there"),
    },
    outputs: ["up", "down", "oscillator"],
  }),
  define("atr", {
    description: "Average true range",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("bollingerbands", {
    description: "Bollinger bands: moving average ± a multiple of the standard deviation",
    aliases: ["bbands"],
    parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
    outputs: ["upper", "middle", "lower"],
  }),
  define("bollingerbandwidth", {
    description: "Width of the Bollinger bands relative to their middle",
    parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
  }),
  define("cci", {
    description: "Commodity channel index",
    parameters: { period: whole(20, [2, 100]) },
  }),
  define("cmf", {
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
  define("distancefromma", {
    description: "Distance of the price from its moving average, in percent",
    parameters: { period: whole(20, [1, 200]), ma_type: word(["SMA", "EMA"]), source },
  }),
  define("donchianchannels", {
    description: "Donchian channels: highest high and lowest low",
    parameters: {
      period: whole(20, [2, 500]),
      include_middle: unused(flag(true), "the middle is always there"),
    },
    outputs: ["upper", "middle", "lower"],
  }),
  define("exponentialmovingaverage", {
    description: "Exponential moving average",
    aliases: ["ema"],
    parameters: { period: whole(20, [1, 500]), source, adjust: flag(true) },
  }),
  define("fishertransform", {
    description: "Fisher transform of the price within its range",
    parameters: { period: whole(10, [2, 100]), smoothing: whole(3, [1, 20]) },
    outputs: ["fisher", "signal"],
  }),
  define("ichimoku", {
    description: "Ichimoku cloud",
    parameters: {
      tenkan_period: whole(9, [1, 50]),
      kijun_period: whole(26, [1, 100]),
      senkou_b_period: whole(52, [1, 200]),
      displacement: unused(whole(26, [1, 100]), "it only moves lines on a chart"),
    },
    outputs: ["tenkan", "kijun", "senkou_a", "senkou_b", "chikou"],
  }),
  define("keltnerchannels", {
    description: "Keltner channels: moving average ± a multiple of the average true range",
    parameters: { period: whole(20, [2, 500]), atr_period: whole(10, [2, 200]), multiplier: factor(2, 10) },
    outputs: ["upper", "middle", "lower"],
  }),
  define("macd", {
    description: "Moving average convergence/divergence",
    parameters: {
      fast_period: whole(12, [1, 100]),
      slow_period: whole(26, [1, 200]),
      signal_period: whole(9, [1, 50]),
      source,
    },
    outputs: ["line", "signal", "histogram"],
  }),
  define("mfi", {
    description: "Money flow index",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("momentum", {
    description: "Change of the price over a number of bars",
    parameters: { period: whole(10, [1, 100]), source },
  }),
  define("obv", {
    description: "On-balance volume",
  }),
  define("parabolicsar", {
    description: "Parabolic stop and reverse",
    parameters: {
      initial_af: decimal(0.02, [0.001, 0.1]),
      step_af: decimal(0.02, [0.001, 0.1]),
      max_af: decimal(0.2, [0.01, 1]),
    },
  }),
  define("roc", {
    description: "Rate of change, in percent",
    parameters: { period: whole(10, [1, 100]), source },
  }),
  define("rsi", {
    description: "Relative strength index, 0 to 100",
    parameters: { period: whole(14, [2, 100]), source },
  }),
  define("rvi", {
    description: "Relative vigor index",
    parameters: { period: whole(10, [4, 100]), signal_period: whole(4, [1, 50]) },
    outputs: ["rvi", "signal"],
  }),
  define("simplemovingaverage", {
    description: "Simple moving average",
    aliases: ["sma"],
    parameters: { period: whole(20, [2, 500]), source },
  }),
  define("squeezeintensity", {
    description: "How far the Bollinger bands lie within the Keltner channels",
    parameters: {
      bb_period: whole(20, [2, 100]),
      bb_multiplier: factor(2, 5),
      kc_period: whole(20, [2, 100]),
      kc_multiplier: factor(2, 5),
      source,
    },
  }),
  define("stochastic", {
    description: "Stochastic oscillator, 0 to 100",
    parameters: { k_period: whole(14, [1, 100]), d_period: whole(3, [1, 20]), smooth_k: whole(3, [1, 20]) },
    outputs: ["k", "d"],
  }),
  define("supertrend", {
    description: "SuperTrend: a trailing stop at a multiple of the average true range",
    parameters: { period: whole(10, [2, 200]), multiplier: factor(3, 10) },
    outputs: ["trend", "direction"],
  }),
  define("volumeratio", {
    description: "Volume relative to its moving average",
    parameters: { period: whole(20, [2, 100]) },
  }),
  define("vwap", {
    description: "Volume-weighted average price; period 0 accumulates from the first bar",
    parameters: { period: whole(20, [0, 200]), use_typical_price: flag(true) },
  }),
  define("weightedmovingaverage", {
    description: "Weighted moving average",
    aliases: ["wma"],
    parameters: { period: whole(20, [2, 500]), source },
  }),
  define("williamsr", {
    description: "Williams %R, -100 to 0",
    parameters: { period: whole(14, [1, 100]) },
  }),
  define("zigzag", {
    description: "Zigzag: the prices at which the trend turned",
    parameters: {
      threshold: { kind: "number", default: 0.05, exclusiveMinimum: 0, exclusiveMaximum: 1 },
      source,
    },
  }),
];

type ParameterShape = Omit<IndicatorParameter, "name">;

interface TypeShape {
  description: string;
  aliases?: readonly string[];
  parameters?: Readonly<Record<string, ParameterShape>>;
  outputs?: readonly string[];
}

/** Moving averages have an abbreviation; every other type also answers to `<name>indicator`. */
function define(name: string, shape: TypeShape): IndicatorType {
  const isMovingAverage = name.endsWith("movingaverage");
  const { description, aliases = [], parameters = {}, outputs = ["value"] } = shape;
  return {
    name,
    aliases: isMovingAverage ? aliases : [...aliases, `${name}indicator`],
    description,
    parameters: Object.entries(parameters).map(([parameter, rest]) => ({ name: parameter, ...rest })),
    outputs,
  };
}

function whole(initial: number, [minimum, maximum]: [number, number]): ParameterShape {
  return { kind: "integer", default: initial, minimum, maximum };
}

function decimal(initial: number, [minimum, maximum]: [number, number]): ParameterShape {
  return { kind: "number", default: initial, minimum, maximum };
}

function factor(initial: number, maximum: number): ParameterShape {
  return { kind: "number", default: initial, exclusiveMinimum: 0, maximum };
}

function flag(initial: boolean): ParameterShape {
  return { kind: "boolean", default: initial };
}

/** A parameter that is accepted though it changes nothing. `why` follows a colon. */
function unused(shape: ParameterShape, why: string): ParameterShape {
  return { ...shape, unused: why };
}

function word(choices: readonly [string, ...string[]]): ParameterShape {
  return { kind: "choice", default: choices[0], choices };
}
