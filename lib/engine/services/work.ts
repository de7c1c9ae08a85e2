/**
 * What the services give a worker to do, and what comes back. Everything survives a structured clone.
 * @module
 */
import type { DecisionRules } from "../domain/backtest/decide.ts";
import type { BacktestMetrics, Trade } from "../domain/backtest/run_backtest.ts";
import type { BacktestState, EquityCurve } from "../domain/backtest/backtest_input.ts";
import type { Bars } from "../domain/bars.ts";
import type { FeatureScale } from "../domain/features.ts";
import type { TimeframeFeatureSpec } from "../domain/features/timeframe_features.ts";
import type { LabelSpec } from "../domain/labels/make_labels.ts";
import type { ClassifierMetrics, RegressorMetrics } from "../domain/network/evaluate.ts";
import type {
  NetworkShape,
  PerceptronShape,
  RecurrentShape,
  Weights,
} from "../domain/network/network_shape.ts";
import type { TrainingOptions } from "../domain/network/training/training_options.ts";
import type { EpochSummary, TrainingState } from "../domain/network/training/training_state.ts";
import type { SymbolBars } from "../domain/samples/make_samples.ts";
import type { SplitRatios } from "../domain/split.ts";

/** The network as a strategy names it; inputs and outputs follow from the features and the labels. */
export type NetworkChoice =
  | Omit<PerceptronShape, "inputs" | "outputs">
  | Omit<RecurrentShape, "inputs" | "outputs">;

/** The loss as a strategy names it; class weights come from the training rows. */
export type LossChoice =
  | { readonly kind: "cross_entropy" }
  | { readonly kind: "focal"; readonly gamma: number }
  | { readonly kind: "huber"; readonly delta: number }
  | { readonly kind: "mse" };

/** What a checkpoint says about the request it belongs to; JSON. */
type RequestNote = Readonly<Record<string, unknown>>;

/** Train a network on bars. */
export interface TrainingWork {
  readonly kind: "training";
  /** Each cut to the period that all its timeframes cover. */
  readonly symbols: readonly SymbolBars[];
  /** The timeframe whose bars are labelled. */
  readonly baseTimeframe: string;
  /** In the order of the network's inputs. */
  readonly features: readonly TimeframeFeatureSpec[];
  readonly labels: LabelSpec;
  readonly split: SplitRatios;
  readonly network: NetworkChoice;
  readonly loss: LossChoice;
  readonly options: Pick<
    TrainingOptions,
    | "seed"
    | "epochs"
    | "batchSize"
    | "learningRate"
    | "weightDecay"
    | "gradientClip"
    | "optimizer"
    | "earlyStopping"
    | "scheduler"
  >;
  readonly resume: TrainingState | null;
  readonly note: RequestNote;
}

/** What came of a training. */
export interface TrainingWorkResult {
  readonly kind: "training";
  /** Ids, in the order of the network's inputs. */
  readonly features: readonly string[];
  readonly shape: NetworkShape;
  /** Those of the epoch with the lowest validation loss. */
  readonly weights: Weights;
  readonly scales: readonly (FeatureScale | null)[];
  /** How many were done; each of them was reported. */
  readonly epochs: number;
  readonly summary: EpochSummary;
  /** From 0. */
  readonly bestEpoch: number;
  readonly earlyStopped: boolean;
  /** Null without test rows. */
  readonly test: ClassifierMetrics | RegressorMetrics | null;
  /** Rows with a label: training, validation and test together. */
  readonly samples: number;
  /** What the network could not learn from. */
  readonly warnings: readonly string[];
}

/** Trade bars by a trained network. */
export interface BacktestWork {
  readonly kind: "backtesting";
  readonly symbol: string;
  /** The timeframe whose bars are traded. */
  readonly timeframe: string;
  /** Bars by timeframe, cut to the period that all of them cover. */
  readonly series: ReadonlyMap<string, Bars>;
  /** In the order of the network's inputs. */
  readonly features: readonly TimeframeFeatureSpec[];
  readonly scales: readonly (FeatureScale | null)[];
  readonly shape: NetworkShape;
  readonly weights: Weights;
  readonly rules: DecisionRules;
  readonly initialCapital: number;
  readonly commission: number;
  readonly slippage: number;
  /** The period asked for, milliseconds since the epoch. */
  readonly startTime: number;
  readonly endTime: number;
  readonly resume: BacktestState | null;
  readonly note: RequestNote;
}

/** What came of a backtest. */
export interface BacktestWorkResult {
  readonly kind: "backtesting";
  readonly metrics: BacktestMetrics;
  readonly trades: readonly Trade[];
  readonly equity: EquityCurve;
  readonly seconds: number;
  /** What makes the figures doubtful. */
  readonly warnings: readonly string[];
}

/** Count to a hundred, slowly. */
export interface DummyWork {
  readonly kind: "dummy";
  readonly iterations: number;
  /** Length of one iteration. */
  readonly milliseconds: number;
}

/** What came of counting. */
export interface DummyWorkResult {
  readonly kind: "dummy";
  readonly iterations: number;
}

/** Everything a worker can be given. */
export type Work = TrainingWork | BacktestWork | DummyWork;

/** Everything a worker can give back. */
export type WorkResult = TrainingWorkResult | BacktestWorkResult | DummyWorkResult;
