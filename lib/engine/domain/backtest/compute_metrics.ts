/**
 * The figures that sum up a backtest, under their names on the wire.
 * @module
 */

import type { Trade } from "./account.ts";

/** Bars that count as a year in `volatility` and the ratios, whatever the timeframe. */
const periodsPerYear = 252;

/** Stands for an infinite figure, which JSON cannot carry. */
const infinite = 999_999;

const day = 86_400_000;

/** The result of a backtest in figures. Fractions are of 1 (0.05 is 5 %); money is in the account's currency. */
export interface BacktestMetrics {
  /** Last equity less initial capital. A position that the end of the data closes counts at its last mark. */
  readonly total_return: number;
  /** `total_return` as a fraction of the initial capital. */
  readonly total_return_pct: number;
  /** Growth a year, compounded, as a fraction. */
  readonly annualized_return: number;
  /** Standard deviation (population) of the returns a bar, times √252. */
  readonly volatility: number;
  /** Mean over standard deviation of the returns a bar, times √252; 0 without variation. */
  readonly sharpe_ratio: number;
  /** `max_drawdown_pct` of the highest equity. */
  readonly max_drawdown: number;
  /** Largest fall from a preceding peak, as a fraction of that peak. */
  readonly max_drawdown_pct: number;
  readonly total_trades: number;
  /** Trades with a net profit above 0. */
  readonly winning_trades: number;
  /** Trades with a net profit below 0. */
  readonly losing_trades: number;
  /** Winning trades as a fraction of all. */
  readonly win_rate: number;
  /** Sum of the wins over the sum of the losses; 999999 without a loss. */
  readonly profit_factor: number;
  readonly avg_win: number;
  /** 0 or negative. */
  readonly avg_loss: number;
  readonly largest_win: number;
  /** 0 or negative. */
  readonly largest_loss: number;
  /** Hours. */
  readonly avg_holding_period: number;
  /** Hours, of the winning trades. */
  readonly avg_win_holding_period: number;
  /** Hours, of the losing trades. */
  readonly avg_loss_holding_period: number;
  /** `annualized_return` over `max_drawdown_pct`; 0 without a drawdown. */
  readonly calmar_ratio: number;
  /** Mean return over the standard deviation of the negative returns, times √252; 0 where that is 0. */
  readonly sortino_ratio: number;
  /** `total_return` over `max_drawdown`; 0 without a drawdown. */
  readonly recovery_factor: number;
}

/** What {@linkcode computeMetrics} needs besides the equity. */
interface ComputeMetricsOptions {
  readonly trades: readonly Pick<Trade, "netPnl" | "holdingPeriodHours">[];
  readonly initialCapital: number;
  /** Length of the period in years; see {@linkcode yearsBetween}. 0 makes `annualized_return` 0. */
  readonly years: number;
}

/** Years of 365.25 days between two moments (milliseconds since the epoch), counted in whole days. */
export function yearsBetween(startTime: number, endTime: number): number {
  return Math.floor((endTime - startTime) / day) / 365.25;
}

/** The figures of a run with one equity value a bar, oldest first. Without equity the returns are 0. */
export function computeMetrics(equity: Float64Array, options: ComputeMetricsOptions): BacktestMetrics {
  const { initialCapital } = options;
  const last = equity.length === 0 ? initialCapital : equity[equity.length - 1];
  const totalReturn = last - initialCapital;
  const annualizedReturn = annualize(last / initialCapital, options.years);
  const drawdown = measureDrawdown(equity);
  return {
    total_return: totalReturn,
    total_return_pct: totalReturn / initialCapital,
    annualized_return: annualizedReturn,
    ...summarizeReturns(equity),
    max_drawdown: drawdown.money,
    max_drawdown_pct: drawdown.fraction,
    ...summarizeTrades(options.trades),
    calmar_ratio: drawdown.fraction > 0 ? bounded(annualizedReturn / drawdown.fraction) : 0,
    recovery_factor: drawdown.money > 0 ? bounded(totalReturn / drawdown.money) : 0,
  };
}

function annualize(growth: number, years: number): number {
  if (years === 0) return 0;
  // A debt has no root; more than everything cannot be lost in a compounded rate.
  if (growth <= 0) return -1;
  return bounded(growth ** (1 / Math.max(years, 0.001)) - 1);
}

function measureDrawdown(equity: Float64Array): { fraction: number; money: number } {
  let peak = 0;
  let fraction = 0;
  for (const value of equity) {
    if (value > peak) peak = value;
    else if (peak > 0) fraction = Math.max(fraction, (peak - value) / peak);
  }
  return { fraction, money: fraction * peak };
}

function summarizeReturns(
  equity: Float64Array,
): Pick<BacktestMetrics, "volatility" | "sharpe_ratio" | "sortino_ratio"> {
  const returns = new Float64Array(equity.length);
  let count = 0;
  for (let bar = 1; bar < equity.length; bar++) {
    const before = equity[bar - 1];
    if (before > 0) returns[count++] = (equity[bar] - before) / before;
  }
  const all = returns.subarray(0, count);
  const { mean, deviation } = describe(all);
  const downside = describe(all.filter((value) => value < 0)).deviation;
  const scale = Math.sqrt(periodsPerYear);
  return {
    volatility: deviation * scale,
    sharpe_ratio: deviation > 1e-10 ? bounded(mean / deviation * scale) : 0,
    sortino_ratio: downside > 1e-10 ? bounded(mean / downside * scale) : 0,
  };
}

function describe(values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

type TradeMetrics = Omit<
  BacktestMetrics,
  | "total_return"
  | "total_return_pct"
  | "annualized_return"
  | "volatility"
  | "sharpe_ratio"
  | "max_drawdown"
  | "max_drawdown_pct"
  | "calmar_ratio"
  | "sortino_ratio"
  | "recovery_factor"
>;

function summarizeTrades(trades: ComputeMetricsOptions["trades"]): TradeMetrics {
  const wins = trades.filter((trade) => trade.netPnl > 0);
  const losses = trades.filter((trade) => trade.netPnl < 0);
  const profits = wins.map((trade) => trade.netPnl);
  const deficits = losses.map((trade) => trade.netPnl);
  const hours = (some: typeof trades) => average(some.map((trade) => trade.holdingPeriodHours));
  return {
    total_trades: trades.length,
    winning_trades: wins.length,
    losing_trades: losses.length,
    win_rate: trades.length === 0 ? 0 : wins.length / trades.length,
    profit_factor: profitFactor(total(profits), total(deficits)),
    avg_win: average(profits),
    avg_loss: average(deficits),
    largest_win: profits.reduce((largest, value) => Math.max(largest, value), 0),
    largest_loss: deficits.reduce((largest, value) => Math.min(largest, value), 0),
    avg_holding_period: hours(trades),
    avg_win_holding_period: hours(wins),
    avg_loss_holding_period: hours(losses),
  };
}

function profitFactor(won: number, lost: number): number {
  if (lost === 0) return won > 0 ? infinite : 0;
  return bounded(won / Math.abs(lost));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : total(values) / values.length;
}

function bounded(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, -infinite), infinite);
}
