import { tradeSchema } from "../../lib/contract/backtest.ts";
import { UsageError } from "../../lib/errors.ts";
import type { ResultOptions } from "../../lib/output/printer.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import {
  furtherMetricFields,
  headFields,
  metricFields,
  renderEquity,
  renderShares,
} from "../operation/results/render_backtest.ts";
import { monthKeys } from "./monthly_returns.ts";
import { costFields, monthTable, type TextTable, tradeTable } from "./backtest_tables.ts";
import { describeLack, findBacktest, type FoundBacktest } from "./find_backtest.ts";

/** What `backtest show` takes. */
interface ShowBacktestOptions {
  trades?: true | undefined;
}

/** `ktrdr backtest show`: everything that came of a backtest. */
export async function showBacktest(
  context: Context,
  reference: string,
  options: ShowBacktestOptions,
): Promise<void> {
  const { trades: withTrades = false } = options;
  const found = await findBacktest(context, reference);
  if (found.details === null) {
    const lack = describeLack((await context.client()).baseUrl);
    if (withTrades) throw new UsageError(lack, { hint: "Leave --trades out" });
    context.printer.note(lack);
  }
  context.printer.result(
    toValue(found),
    (style) => renderBacktest(found, { style, columns: context.width, withTrades }),
    rowsOf(found, withTrades),
  );
}

function rowsOf(found: FoundBacktest, withTrades: boolean): ResultOptions {
  const { details, months } = found;
  if (withTrades && details !== null) return { rows: details.trades, keys: Object.keys(tradeSchema.shape) };
  return months === null ? { rows: toMetricRows(found) } : { rows: months, keys: monthKeys };
}

function toValue({ operation, result, details, drawdown, months, costs }: FoundBacktest): object {
  const { operation_id, operation_type, status, result_summary } = operation;
  return {
    operation_id,
    operation_type,
    type: operation_type,
    status,
    results: { ...result.metrics, model_path: result.model_path, model_id: result.model_id },
    result_summary,
    costs,
    monthly_returns: months,
    equity_curve: details?.equity_curve ?? null,
    drawdown,
    trades: details?.trades ?? null,
  };
}

function toMetricRows({ result }: FoundBacktest): object[] {
  return Object.entries(result.metrics).map(([metric, value]) => ({ metric, value }));
}

interface RenderOptions {
  style: Style;
  columns: number | undefined;
  withTrades: boolean;
}

function renderBacktest(found: FoundBacktest, { style, columns, withTrades }: RenderOptions): string {
  const { operation, result, details, drawdown, months, costs } = found;
  const sections = [
    renderFields([["Operation", operation.operation_id], ...headFields(result)], style),
    renderFields([...metricFields(result), ...furtherMetricFields(result)], style),
    renderFields(costFields(costs), style),
  ];
  if (details !== null && drawdown !== null && drawdown.length > 1) {
    const { equity_curve: equity } = details;
    sections.push(renderEquity(equity, { style, columns }));
    sections.push(renderShares("Drawdown", { dates: equity.dates, values: drawdown }, { style, columns }));
  }
  if (months !== null && months.length > 0) {
    sections.push(`${style.bold("Monthly returns in percent")}\n${renderText(monthTable(months), style)}`);
  }
  if (withTrades && details !== null) {
    const { trades } = details;
    const table = trades.length === 0 ? "No trades" : renderText(tradeTable(trades), style);
    sections.push(`${style.bold(`Trades (${trades.length})`)}\n${table}`);
  }
  return sections.join("\n\n");
}

function renderText({ columns, rows }: TextTable, style: Style): string {
  const titles = columns.map((column) => ({ ...column, title: column.title.toUpperCase() }));
  return renderTable({ columns: titles, rows, style });
}
