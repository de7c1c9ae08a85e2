/**
 * Recorded runs from the text of a strategy and given weights to figures.
 *
 * The recorded networks got their raw inputs unscaled, whatever `normalization` the strategy names, so these models
 * have no scales.
 * @module
 */
import type { PerceptronShape } from "../../lib/engine/domain/network/network_shape.ts";
import { toFeatureSpecs } from "../../lib/engine/services/strategies/feature_specs.ts";
import { parseStrategy } from "../../lib/engine/services/strategies/read_strategy.ts";
import { exact, type GoldenComparison, pick } from "../support/golden_errors.ts";
import { type GoldenFiles, goldenFiles } from "../support/golden_series.ts";
import { compareMetrics, compareMoney, compareTrades, type RecordedTrade } from "./recorded_backtest.ts";

/** A recorded run. */
export interface RecordedEndToEnd {
  readonly name: string;
  readonly symbol: string;
  /** The base timeframe. */
  readonly timeframe: string;
  readonly strategy_yaml: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly initial_capital: number;
  readonly commission: number;
  readonly slippage: number;
  readonly feature_ids: string[];
  readonly hidden_layers: number[];
  readonly activation: PerceptronShape["activation"];
  readonly weights: number[][];
  readonly first_decided_bar: string;
  /** The likeliest class of each bar after the warm-up; `-` where a feature is missing. */
  readonly raw_signals: string;
  readonly confidence: number[];
  readonly trades: RecordedTrade[];
  readonly equity_rows: number[];
  readonly equity: number[];
  readonly metrics: Record<string, number>;
}

/** The recorded runs of a file: `end_to_end` on one timeframe, `end_to_end_timeframes` on several. */
export function readRecordedEndToEnd(
  file: string,
  files: GoldenFiles = goldenFiles,
): readonly RecordedEndToEnd[] {
  return files.read<{ cases: RecordedEndToEnd[] }>(`backtest/${file}.json`).cases;
}

/** The strategy, features and network of a recorded run. */
export function readModel(recorded: RecordedEndToEnd) {
  const strategy = parseStrategy(recorded.strategy_yaml, recorded.name);
  const features = toFeatureSpecs(strategy);
  const shape: PerceptronShape = {
    inputs: features.length,
    hiddenLayers: recorded.hidden_layers,
    outputs: 3,
    activation: recorded.activation,
    dropout: 0,
  };
  return { strategy, features, shape, weights: recorded.weights.map((array) => Float32Array.from(array)) };
}

/** Trades, equity and figures beside ours. */
export function* compareOutcome(
  recorded: RecordedEndToEnd,
  { trades, equity, metrics }: {
    trades: Parameters<typeof compareTrades>[1];
    equity: ArrayLike<number>;
    metrics: object;
  },
): Generator<GoldenComparison> {
  yield* compareTrades(recorded.trades, trades);
  const { equity_rows: rows } = recorded;
  yield {
    family: "trades",
    name: "decided bars, trades",
    expected: [recorded.raw_signals.length, recorded.trades.length],
    actual: [equity.length, trades.length],
    tolerance: exact,
  };
  yield compareMoney("equity", { expected: recorded.equity, actual: pick(equity, rows) });
  yield* compareMetrics(recorded.metrics, metrics);
}
