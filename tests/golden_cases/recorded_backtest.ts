/**
 * Recorded backtests, what it takes to play them again, and the comparison of what comes out.
 * @module
 */
import type { Bars } from "../../lib/engine/domain/bars.ts";
import type { Trade } from "../../lib/engine/domain/backtest/account.ts";
import type { DecisionRules } from "../../lib/engine/domain/backtest/decide.ts";
import type { BacktestInput, BacktestOptions } from "../../lib/engine/domain/backtest/backtest_input.ts";
import { exact, type GoldenComparison, pick, type Tolerance } from "../support/golden_errors.ts";
import { barsBetween } from "../support/golden_series.ts";

/** The `decisions` of a strategy. */
export interface RecordedDecisions {
  readonly output_format: "classification" | "regression";
  readonly confidence_threshold?: number;
  readonly position_awareness?: boolean;
  readonly allow_short_from_flat?: boolean;
  readonly filters?: { min_signal_separation?: number };
  readonly cost_model?: { round_trip_cost: number; min_edge_multiplier: number };
}

/** Number, side, entry price and time, exit price and time, quantity, six amounts of money, hours, forced. */
export type RecordedTrade = readonly (number | string | boolean)[];

/** A backtest with given network outputs. */
export interface RecordedBacktest {
  readonly name: string;
  readonly series: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly decisions: RecordedDecisions;
  readonly commission: number;
  readonly slippage: number;
  readonly initial_capital: number;
  /** One letter a decided bar; or `outputs`. */
  readonly signals?: string;
  readonly confidence: number | number[];
  readonly output_count?: number;
  readonly outputs?: (number | null)[];
  readonly error?: string;
  readonly final_signals: string;
  readonly positions: string;
  /** Some of them. */
  readonly trades: readonly RecordedTrade[];
  readonly equity_rows: "all" | number[];
  readonly equity: number[];
  readonly metrics: Record<string, number>;
  readonly final_cash: number;
  readonly confidences?: number[];
}

/** The letters of the recordings, from −1 to 1. */
export const letters = { signal: ["S", "H", "B"], position: ["S", "F", "L"] };

/** Averages of amounts, whose sums are taken in another order: an error counts against 1 where they are smaller. */
const average = { relative: 1e-9, floor: 1 };
/** Figures without a unit. */
const ratio = { relative: 1e-9, floor: 1e-3 };
const tolerances: Readonly<Record<string, Tolerance>> = {
  total_return: exact,
  max_drawdown: exact,
  largest_win: exact,
  largest_loss: exact,
  avg_win: average,
  avg_loss: average,
};

/** The rules that ours makes of them. */
export function rulesOf(decisions: RecordedDecisions): DecisionRules {
  const shared = {
    positionAwareness: decisions.position_awareness ?? true,
    minSignalSeparation: decisions.filters?.min_signal_separation ?? 4,
  };
  if (decisions.output_format === "classification") {
    return {
      ...shared,
      outputFormat: "classification",
      confidenceThreshold: decisions.confidence_threshold ?? 0.5,
      allowShortFromFlat: decisions.allow_short_from_flat ?? false,
    };
  }
  return {
    ...shared,
    outputFormat: "regression",
    roundTripCost: decisions.cost_model?.round_trip_cost ?? 0.003,
    minEdgeMultiplier: decisions.cost_model?.min_edge_multiplier ?? 1.5,
  };
}

/** The recorded run for `runBacktest`, given all bars of its series. */
export function inputOf(recorded: RecordedBacktest, series: Bars): [BacktestInput, BacktestOptions] {
  const bars = barsBetween(series, recorded);
  const options = {
    symbol: recorded.series === "sp500" ? "SP500" : "SYNTH",
    initialCapital: recorded.initial_capital,
    commission: recorded.commission,
    slippage: recorded.slippage,
    startTime: Date.parse(recorded.start_date),
    endTime: Date.parse(recorded.end_date),
    rules: rulesOf(recorded.decisions),
  };
  return [{ bars, ...outputsOf(recorded, bars.time.length) }, options];
}

/** The network outputs of every bar; those of the 50 warm-up bars are NaN. */
function outputsOf(recorded: RecordedBacktest, bars: number): { outputs: Float32Array; outputCount: number } {
  const outputCount = recorded.output_count ?? 3;
  const outputs = new Float32Array(bars * outputCount).fill(NaN);
  const warmUp = 50 * outputCount;
  recorded.outputs?.slice(0, outputs.length - warmUp).forEach((value, k) =>
    outputs[warmUp + k] = value ?? NaN
  );
  [...recorded.signals ?? ""].slice(0, Math.max(bars - 50, 0)).forEach((letter, k) => {
    const p = typeof recorded.confidence === "number" ? recorded.confidence : recorded.confidence[k];
    for (const c of [0, 1, 2]) outputs[warmUp + k * 3 + c] = c === "BHS".indexOf(letter) ? p : (1 - p) / 2;
  });
  return { outputs, outputCount };
}

/** The recorded trades beside those of ours with the same numbers; that there are no more is said by the figures. */
export function* compareTrades(
  recorded: readonly RecordedTrade[],
  trades: readonly Trade[],
): Generator<GoldenComparison> {
  if (recorded.length === 0) return;
  const ours = recorded.flatMap(([tradeId]) => trades.filter((trade) => trade.tradeId === tradeId));
  const times = new Set([3, 5]);
  const named = [0, 1, 3, 5, 6, 14];
  yield {
    family: "trades",
    name: "numbers, sides, times, quantities, forced",
    expected: recorded.flatMap((row) =>
      named.map((place) => times.has(place) ? Date.parse(String(row[place])) : row[place])
    ),
    actual: ours.flatMap((
      { tradeId, side, entryTime, exitTime, quantity, forced },
    ) => [tradeId, side, entryTime, exitTime, quantity, forced]),
    tolerance: exact,
  };
  yield {
    family: "trades",
    name: "prices, profits, costs, hours, excursions",
    expected: recorded.flatMap((row) => pick(row, [2, 4, 7, 8, 9, 10, 11, 12, 13])),
    actual: ours.flatMap((trade) => [
      ...[trade.entryPrice, trade.exitPrice, trade.grossPnl, trade.commission, trade.slippage, trade.netPnl],
      ...[trade.holdingPeriodHours, trade.maxFavorableExcursion, trade.maxAdverseExcursion],
    ]),
    tolerance: exact,
  };
}

/** Amounts beside ours, to the last bit: cash, values of an account. */
export function compareMoney(
  name: string,
  { expected, actual }: { expected: ArrayLike<number>; actual: ArrayLike<number> },
): GoldenComparison {
  return { family: "cash and equity", name, expected, actual, tolerance: exact };
}

/** The figures of a backtest beside ours, and that there are no others. */
export function* compareMetrics(
  recorded: Readonly<Record<string, number>>,
  metrics: object,
): Generator<GoldenComparison> {
  const ours = Object.entries(metrics);
  const common = { family: "figures of a backtest" };
  const expected = Object.keys(recorded).sort();
  const actual = ours.map(([name]) => name).sort();
  yield { ...common, name: "names", expected, actual, tolerance: exact };
  for (const [name, value] of ours) {
    const expected = [recorded[name]];
    yield { ...common, name, expected, actual: [value], tolerance: tolerances[name] ?? ratio };
  }
}
