import { type BacktestSummary, backtestSummarySchema } from "../../lib/contract/backtest.ts";
import type { OperationStatus } from "../../lib/contract/words/operation_words.ts";
import { UsageError } from "../../lib/errors.ts";
import { formatCount, formatNumber, formatPercent, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { styleStatus } from "../operation/style_status.ts";

/** What `backtest list` takes. */
interface ListBacktestsOptions {
  status?: OperationStatus | undefined;
  limit: number;
}

/** `ktrdr backtest list`: backtests with what came of them, the newest first. */
export async function listBacktests(context: Context, options: ListBacktestsOptions): Promise<void> {
  const { status, limit } = options;
  if (limit < 1 || limit > 1000) throw new UsageError(`--limit is '${limit}', expected 1 to 1000`);
  const client = await context.client();
  const { data, total_count: total } = await client.backtests.list({ status, limit });
  const rows = data.map(toRow);
  context.printer.result(rows, (style) => renderBacktests(data, { total, style }), { keys: rowKeys() });
}

const figures = ["total_return_pct", "sharpe_ratio", "max_drawdown_pct", "total_trades", "win_rate"] as const;

/** A backtest with its figures beside its other fields: one level, as a table has it. */
function toRow({ metrics, ...backtest }: BacktestSummary): object {
  return { ...backtest, ...Object.fromEntries(figures.map((name) => [name, metrics?.[name] ?? null])) };
}

function rowKeys(): string[] {
  const keys = Object.keys(backtestSummarySchema.shape).filter((key) => key !== "metrics");
  return [...keys, ...figures];
}

function renderBacktests(
  backtests: readonly BacktestSummary[],
  { total, style }: { total: number; style: Style },
): string {
  if (backtests.length === 0) return "No backtests yet: 'ktrdr backtest run' makes one";
  const table = renderTable({
    columns: [
      { title: "OPERATION" },
      { title: "STATUS" },
      { title: "STRATEGY" },
      { title: "BARS" },
      { title: "PERIOD" },
      { title: "RETURN", align: "right" },
      { title: "SHARPE", align: "right" },
      { title: "DRAWDOWN", align: "right" },
      { title: "TRADES", align: "right" },
    ],
    rows: backtests.map(({ metrics, ...backtest }) => [
      backtest.operation_id,
      styleStatus(backtest.status, style),
      backtest.strategy_name ?? "-",
      [backtest.symbol, backtest.timeframe].filter(Boolean).join(" ") || "-",
      describePeriod(backtest),
      formatPercent(metrics?.total_return_pct),
      formatNumber(metrics?.sharpe_ratio),
      formatPercent(metrics?.max_drawdown_pct),
      formatCount(metrics?.total_trades),
    ]),
    style,
  });
  return `${table}\n${style.dim(`${formatCount(backtests.length)} of ${formatCount(total)} shown`)}`;
}

function describePeriod({ start_date, end_date }: Pick<BacktestSummary, "start_date" | "end_date">): string {
  if (start_date === null && end_date === null) return "-";
  return `${formatTimestamp(start_date)} to ${formatTimestamp(end_date)}`;
}
