import { type BacktestResult, backtestResultSchema } from "../../../lib/contract/backtest.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { formatCount, formatNumber, formatPercent } from "../../../lib/output/format.ts";
import { readSummary } from "./read_summary.ts";
import { dateOf, describeModel, numberOf } from "./compared_values.ts";
import type { ComparedOperation, DescribedResult, DescribeResultOptions, ResultView } from "./result_view.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { Style } from "../../../lib/output/style.ts";
import type { Context } from "../../program/context.ts";
import { type EquityCurve, headFields, metricFields, renderEquity } from "./render_backtest.ts";

/** The results of backtests. */
export const backtestResults = {
  describe: describeBacktest,
  summarize: sayBacktest,
  compare: compareBacktest,
} satisfies ResultView;

/** The result of a completed backtest, with its equity curve from a server that keeps it. */
async function describeBacktest(
  operation: Operation,
  { context, withDetails }: DescribeResultOptions & { context: Context },
): Promise<DescribedResult> {
  const client = await context.client();
  const result = readSummary(backtestResultSchema, operation);
  const equity = withDetails && await client.health.supports("backtest_details")
    ? (await client.backtests.details(operation.operation_id)).equity_curve
    : null;
  return {
    ...(typeof result.trade_count === "number" && { extent: `${formatCount(result.trade_count)} trades` }),
    results: { ...result.metrics, model_path: result.model_path, model_id: result.model_id },
    render: (style) => renderBacktest(result, { equity, style, columns: context.width }),
  };
}

function renderBacktest(
  result: BacktestResult,
  options: { equity: EquityCurve | null; style: Style; columns: number | undefined },
): string {
  const { equity, style, columns } = options;
  const sections = [renderFields(headFields(result), style), renderFields(metricFields(result), style)];
  if (equity !== null && equity.values.length > 1) sections.push(renderEquity(equity, { style, columns }));
  return sections.join("\n\n");
}

function compareBacktest(
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
): ComparedOperation {
  const result = readSummary(backtestResultSchema, operation);
  const { metrics } = result;
  const config = { ...parameters, ...result.config };
  return {
    start_date: dateOf(result.start_time ?? operation.metadata?.start_date),
    end_date: dateOf(result.end_time ?? operation.metadata?.end_date),
    initial_capital: numberOf(config.initial_capital),
    commission: numberOf(config.commission),
    slippage: numberOf(config.slippage),
    total_return: metrics.total_return ?? null,
    total_return_pct: metrics.total_return_pct ?? null,
    sharpe_ratio: metrics.sharpe_ratio ?? null,
    max_drawdown_pct: metrics.max_drawdown_pct ?? null,
    total_trades: metrics.total_trades ?? null,
    win_rate: metrics.win_rate ?? null,
    profit_factor: metrics.profit_factor ?? null,
    ...describeModel(result, parameters),
  };
}

function sayBacktest(operation: Operation): string {
  const { metrics } = readSummary(backtestResultSchema, operation);
  return [
    `return ${formatPercent(metrics.total_return_pct)}`,
    `Sharpe ratio ${formatNumber(metrics.sharpe_ratio)}`,
    `max drawdown ${formatPercent(metrics.max_drawdown_pct)}`,
    `${formatCount(metrics.total_trades)} trades`,
  ].join(", ");
}
