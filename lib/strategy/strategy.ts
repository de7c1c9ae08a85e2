/**
 * The checked strategy: normalised, in camelCase, with every default filled in.
 *
 * Only `checkStrategy()` makes one, so whoever holds a `Strategy` need not check it again.
 * @module
 */

/** How raw indicator values are scaled before they reach the network. */
export type Normalization = "none" | "minmax" | "zscore";

/** The shape of a membership function. */
export type MembershipType = "triangular" | "trapezoidal" | "gaussian";

/** One indicator that the strategy computes. */
export interface IndicatorDefinition {
  /** The name the strategy gives it, such as `rsi_14`. */
  readonly id: string;
  /** The canonical type, such as `simplemovingaverage` for `sma`. */
  readonly type: string;
  /** Every parameter of the type, defaults included. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** The columns it gives, the primary one first; `["value"]` for an indicator with a single column. */
  readonly outputs: readonly string[];
  /** The context data it is computed on, or null for the bars of the symbol itself. */
  readonly dataSource: string | null;
}

/** One membership function of a fuzzy set. */
export interface MembershipDefinition {
  readonly name: string;
  readonly type: MembershipType;
  /** Triangular a ≤ b ≤ c, trapezoidal a ≤ b ≤ c ≤ d, gaussian mean, sigma > 0; in the indicator's units. */
  readonly parameters: readonly number[];
}

/** The membership functions over one column of one indicator. */
export interface FuzzySetDefinition {
  readonly id: string;
  /** The reference as written: `rsi_14` or `macd_std.histogram`. */
  readonly reference: string;
  readonly indicatorId: string;
  /** The column it looks at: `value`, or the output's name (the primary one if none was named). */
  readonly output: string;
  /** In file order. */
  readonly memberships: readonly MembershipDefinition[];
}

/** An input of the network: all memberships of a fuzzy set, on each timeframe. */
interface FuzzyInput {
  readonly kind: "fuzzy";
  readonly fuzzySetId: string;
  readonly timeframes: readonly string[];
}

/** An input of the network: the plain values of an indicator, on each timeframe. */
interface RawInput {
  readonly kind: "raw";
  /** The reference as written: `atr_14` or `bb.lower`. */
  readonly reference: string;
  readonly indicatorId: string;
  /** The column: `value`, or the output's name. */
  readonly output: string;
  readonly timeframes: readonly string[];
  readonly normalization: Normalization;
}

/** One entry of `nn_inputs`, with `all` written out. */
export type NetworkInput = FuzzyInput | RawInput;

/** The activation functions of a hidden layer. */
type Activation = "relu" | "tanh" | "sigmoid" | "leaky_relu";

/** A feed-forward network. */
interface PerceptronDefinition {
  readonly type: "mlp";
  /** Units of each hidden layer, from the input side. */
  readonly hiddenLayers: readonly number[];
  /** Share of units dropped in training, 0 ≤ x < 1. */
  readonly dropout: number;
  readonly activation: Activation;
}

/** A recurrent network. */
interface RecurrentDefinition {
  readonly type: "lstm" | "gru";
  /** Bars that the network looks back over. */
  readonly sequenceLength: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  /** Share of units dropped in training, 0 ≤ x < 1. */
  readonly dropout: number;
}

/** The network to train. */
export type ModelDefinition = PerceptronDefinition | RecurrentDefinition;

/** How class probabilities become signals. */
interface ClassificationDecisions {
  readonly outputFormat: "classification";
  /** Signals below this probability (0–1) become HOLD. */
  readonly confidenceThreshold: number;
  /** Whether BUY while long and SELL while short become HOLD. */
  readonly positionAwareness: boolean;
  /** Whether SELL while flat opens a short position. */
  readonly allowShortFromFlat: boolean;
  /** Hours since the last executed trade before the next one. */
  readonly minSignalSeparation: number;
}

/** How a predicted return becomes a signal. */
interface RegressionDecisions {
  readonly outputFormat: "regression";
  /** Cost of getting in and out, as a fraction of the price. */
  readonly roundTripCost: number;
  /** A signal needs a predicted return above `roundTripCost × minEdgeMultiplier`. */
  readonly minEdgeMultiplier: number;
  /** Whether BUY while long and SELL while short become HOLD. */
  readonly positionAwareness: boolean;
  /** Hours since the last executed trade before the next one. */
  readonly minSignalSeparation: number;
}

/** How the network's output becomes a signal. */
export type DecisionDefinition = ClassificationDecisions | RegressionDecisions;

/** What the model shall learn to foresee. Periods are in bars, thresholds are fractions of the price. */
export type LabelDefinition =
  | { readonly source: "zigzag"; readonly threshold: number }
  | { readonly source: "forward_return"; readonly horizon: number }
  | {
    readonly source: "triple_barrier";
    readonly ptMultiplier: number;
    readonly slMultiplier: number;
    readonly maxHoldingPeriod: number;
    readonly volSpan: number;
    readonly volMethod: "atr" | "close";
    readonly computeWeights: boolean;
    /** Above 0 a fixed threshold, 0 or less a derived one, null for no CUSUM filter. */
    readonly cusumThreshold: number | null;
    readonly cusumMultiplier: number;
  }
  | {
    readonly source: "context";
    readonly horizon: number;
    readonly bullishThreshold: number;
    readonly bearishThreshold: number;
  }
  | {
    readonly source: "regime";
    readonly macroAtrMultiplier: number;
    readonly microAtrMultiplier: number;
    readonly atrPeriod: number;
    readonly volLookback: number;
    readonly volCrisisThreshold: number;
    readonly progressionTolerance: number;
  };

/** When training stops before its last epoch. */
export interface EarlyStoppingDefinition {
  /** Epochs without improvement. */
  readonly patience: number;
  /** What counts as an improvement. */
  readonly minDelta: number;
  readonly monitor: "val_loss" | "val_accuracy";
}

/** How the learning rate changes over the epochs. */
export type SchedulerDefinition =
  | { readonly kind: "step"; readonly stepSize: number; readonly gamma: number }
  | { readonly kind: "exponential"; readonly gamma: number }
  | { readonly kind: "reduce_on_plateau"; readonly factor: number; readonly patience: number };

/** Shares of the rows, in the order of time. */
export interface SplitDefinition {
  readonly train: number;
  readonly validation: number;
  /** As written, else what the other two leave. */
  readonly test: number;
}

/** How the network is trained. */
export interface TrainingDefinition {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly optimizer: "adam" | "sgd" | "rmsprop";
  readonly loss: "cross_entropy" | "focal" | "huber" | "mse";
  readonly focalGamma: number;
  readonly huberDelta: number;
  /** L2 factor. Default: 1e-4 for classification, 0 for regression. */
  readonly weightDecay: number;
  /** Largest norm of the gradient over all weights. */
  readonly gradientClip: number;
  readonly earlyStopping: EarlyStoppingDefinition | null;
  readonly scheduler: SchedulerDefinition | null;
  readonly labels: LabelDefinition;
  readonly split: SplitDefinition;
}

/** A strategy that can be trained. */
export interface Strategy {
  readonly name: string;
  readonly description: string | null;
  readonly version: string;
  readonly symbols: readonly string[];
  /** In file order, which is the order that `timeframes: all` stands for. */
  readonly timeframes: readonly string[];
  /** The timeframe whose bars are traded; the first one unless the file says otherwise. */
  readonly baseTimeframe: string;
  /** Bars needed before the first decision. */
  readonly historyRequired: number;
  readonly indicators: readonly IndicatorDefinition[];
  readonly fuzzySets: readonly FuzzySetDefinition[];
  readonly inputs: readonly NetworkInput[];
  readonly model: ModelDefinition;
  readonly decisions: DecisionDefinition;
  readonly training: TrainingDefinition;
}
