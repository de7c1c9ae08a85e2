import {
  type BacktestDetails,
  type BacktestResult,
  backtestResultSchema,
} from "../../lib/contract/backtest.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { lineChart } from "../../lib/output/chart.ts";
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedMoney,
  formatTimestamp,
} from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Style } from "../../lib/output/style.ts";
import type { Context } from "../context.ts";
import type { DescribedResult, DescribeResultOptions } from "./describe_result.ts";

/** The result of a completed backtest, with its equity curve from a server that keeps it. */
export async function describeBacktest(
  context: Context,
  operation: Operation,
  { withDetails }: DescribeResultOptions,
): Promise<DescribedResult> {
  const client = await context.client();
  const result = backtestResultSchema.parse(operation.result_summary ?? {});
  const equity = withDetails && await client.health.supports("backtest_details")
    ? (await client.backtests.details(operation.operation_id)).equity_curve
    : null;
  return {
    ...(typeof result.trade_count === "number" && { extent: `${formatCount(result.trade_count)} trades` }),
    results: { ...result.metrics, model_path: result.model_path, model_id: result.model_id },
    render: (style) => renderBacktest(result, { equity, style, columns: context.width }),
  };
}

type EquityCurve = BacktestDetails["equity_curve"];

function renderBacktest(
  result: BacktestResult,
  options: { equity: EquityCurve | null; style: Style; columns: number | undefined },
): string {
  const { equity, style, columns } = options;
  const sections = [renderFields(headFields(result), style), renderFields(metricFields(result), style)];
  if (equity !== null && equity.values.length > 1) sections.push(renderEquity(equity, { style, columns }));
  return sections.join("\n\n");
}

function headFields(result: BacktestResult): [string, string][] {
  const period = `${formatTimestamp(result.start_time)} to ${formatTimestamp(result.end_time)}`;
  const fields: [string, string][] = [
    ["Strategy", result.strategy_name ?? "-"],
    ["Bars", `${result.symbol ?? "-"} ${result.timeframe ?? "-"}, ${period}`],
  ];
  const model = result.model_id ?? result.model_path;
  if (typeof model === "string") fields.push(["Model", model]);
  return fields;
}

function metricFields(result: BacktestResult): [string, string][] {
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

/** Columns of the curve where there is room. */
const chartWidth = 72;

function renderEquity(
  equity: EquityCurve,
  { style, columns = chartWidth }: { style: Style; columns: number | undefined },
): string {
  const chart = lineChart(equity.values, {
    width: Math.min(chartWidth, columns),
    height: 10,
    style,
    startLabel: formatTimestamp(equity.dates[0]),
    endLabel: formatTimestamp(equity.dates[equity.dates.length - 1]),
    formatValue: (value) => `$${formatCount(Math.round(value))}`,
  });
  return `${style.bold("Equity")}\n${chart}`;
}
