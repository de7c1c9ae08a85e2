import { type BacktestResult, backtestResultSchema } from "../../../lib/contract/backtest.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { formatCount } from "../../../lib/output/format.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { Style } from "../../../lib/output/style.ts";
import type { Context } from "../../program/context.ts";
import type { DescribedResult, DescribeResultOptions } from "./described_result.ts";
import { type EquityCurve, headFields, metricFields, renderEquity } from "./render_backtest.ts";
import { readSummary } from "./read_summary.ts";

/** The result of a completed backtest, with its equity curve from a server that keeps it. */
export async function describeBacktest(
  context: Context,
  operation: Operation,
  { withDetails }: DescribeResultOptions,
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
