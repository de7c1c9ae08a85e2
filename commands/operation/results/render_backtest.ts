/**
 * Parts of a backtest's result as text for people.
 * @module
 */
import type { BacktestDetails, BacktestResult } from "../../../lib/contract/backtest.ts";
import {
  formatCount,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedMoney,
  formatTimestamp,
} from "../../../lib/output/format.ts";
import type { Style } from "../../../lib/output/style.ts";
import { drawCurve } from "../../program/draw_curve.ts";

/** Values by their times. */
export type EquityCurve = Pick<BacktestDetails["equity_curve"], "dates" | "values">;

/** What was backtested: strategy, bars, model. */
export function headFields(result: BacktestResult): [string, string][] {
  const period = `${formatTimestamp(result.start_time)} to ${formatTimestamp(result.end_time)}`;
  const fields: [string, string][] = [
    ["Strategy", result.strategy_name ?? "-"],
    ["Bars", `${result.symbol ?? "-"} ${result.timeframe ?? "-"}, ${period}`],
  ];
  const model = result.model_id ?? result.model_path;
  if (typeof model === "string") fields.push(["Model", model]);
  return fields;
}

/** The figures that matter most, for people. */
export function metricFields(result: BacktestResult): [string, string][] {
  const { metrics } = result;
  const trades = `${formatCount(metrics.winning_trades)} won, ${formatCount(metrics.losing_trades)} lost`;
  return [
    [
      "Total return",
      `${formatSignedMoney(metrics.total_return)} (${formatPercent(metrics.total_return_pct)})`,
    ],
    ["Annualized return", formatPercent(metrics.annualized_return)],
    ["Sharpe ratio", formatNumber(metrics.sharpe_ratio)],
    ["Sortino ratio", formatNumber(metrics.sortino_ratio)],
    ["Max drawdown", formatPercent(metrics.max_drawdown_pct)],
    ["Total trades", `${formatCount(metrics.total_trades)} (${trades})`],
    ["Win rate", formatPercent(metrics.win_rate)],
    ["Profit factor", formatNumber(metrics.profit_factor)],
    ["Average win / loss", `${formatMoney(metrics.avg_win)} / ${formatMoney(metrics.avg_loss)}`],
  ];
}

/** The other figures of a backtest, for people. */
export function furtherMetricFields({ metrics }: BacktestResult): [string, string][] {
  return [
    ["Volatility", formatPercent(metrics.volatility)],
    ["Calmar ratio", formatNumber(metrics.calmar_ratio)],
    ["Recovery factor", formatNumber(metrics.recovery_factor)],
    ["Largest win / loss", `${formatMoney(metrics.largest_win)} / ${formatMoney(metrics.largest_loss)}`],
    ["Average holding time", formatHours(metrics.avg_holding_period)],
    [
      "Held when won / lost",
      `${formatHours(metrics.avg_win_holding_period)} / ${formatHours(metrics.avg_loss_holding_period)}`,
    ],
  ];
}

/** Hours as a duration. */
export function formatHours(hours: number | null | undefined): string {
  return formatDuration(typeof hours === "number" ? hours * 3_600_000 : hours);
}

/** How a curve of a backtest is drawn. */
interface RenderCurveOptions {
  style: Style;
  /** Columns of the terminal; undefined: as many as look well. */
  columns: number | undefined;
}

/** The equity of a backtest over time. */
export function renderEquity(equity: EquityCurve, options: RenderCurveOptions): string {
  const formatValue = (value: number) => `$${formatCount(Math.round(value))}`;
  return renderCurve("Equity", equity, { ...options, formatValue });
}

/** Fractions over time, such as drawdowns, as percentages. */
export function renderShares(title: string, curve: EquityCurve, options: RenderCurveOptions): string {
  return renderCurve(title, curve, { ...options, formatValue: (share) => formatPercent(share, 1) });
}

function renderCurve(
  title: string,
  { dates, values }: EquityCurve,
  options: RenderCurveOptions & { formatValue: (value: number) => string },
): string {
  return drawCurve(title, values, {
    ...options,
    height: 10,
    startLabel: formatTimestamp(dates[0]),
    endLabel: formatTimestamp(dates[dates.length - 1]),
  });
}
