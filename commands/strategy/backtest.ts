import type { ExitCodeValue } from "../../lib/errors.ts";
import { formatMoney, formatPercent } from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import { parseBacktestRequest, runBacktest } from "../backtest/run.ts";
import type { Context } from "../program/context.ts";
import { readStrategy } from "./strategy_reference.ts";

/** What `strategy backtest` takes. */
interface BacktestStrategyOptions {
  strategy: string;
  symbol: string;
  timeframe: string;
  startDate: string;
  endDate: string;
  capital: number;
  dryRun?: true | undefined;
}

/** What `backtest run` takes when nothing is said of it. */
const costs = { commission: 0.001, slippage: 0.0005 };

/** `ktrdr strategy backtest`: `backtest run` with a period of its own, or with --dry-run what it would do. */
export async function backtestStrategy(
  context: Context,
  options: BacktestStrategyOptions,
): Promise<ExitCodeValue | void> {
  const request = { ...options, ...costs };
  if (!options.dryRun) return await runBacktest(context, { ...request, follow: true });
  const { name } = await readStrategy(context, options.strategy);
  const { model_path: _, ...plan } = parseBacktestRequest(request);
  context.printer.result({ dry_run: true, strategy_name: name, ...plan }, (style) => {
    const fields = renderFields([
      ["Strategy", name],
      ["Bars", `${plan.symbol} ${plan.timeframe}`],
      ["Period", `${plan.start_date} to ${plan.end_date}`],
      ["Capital", formatMoney(plan.initial_capital)],
      ["Commission", formatPercent(plan.commission)],
      ["Slippage", formatPercent(plan.slippage)],
    ], style);
    return `${fields}\n\nDry run: nothing was started`;
  });
}
