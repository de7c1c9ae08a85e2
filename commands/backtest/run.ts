import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import type { Context } from "../context.ts";
import { parseSymbol, parseTimeframe } from "../parse_bar_names.ts";
import { parsePeriod } from "../parse_period.ts";
import { runOperation } from "../run/run_operation.ts";
import { publishStrategy } from "../strategy/strategy_reference.ts";

/** What `backtest run` takes. */
export interface RunBacktestOptions {
  strategy: string;
  symbol?: string | undefined;
  timeframe?: string | undefined;
  startDate: string;
  endDate: string;
  capital: number;
  commission: number;
  slippage: number;
  modelPath?: string | undefined;
  follow: boolean;
  detach?: true | undefined;
  timeout?: number | undefined;
  waitForWorker?: number | undefined;
}

/** `ktrdr backtest run`: backtests a trained model. */
export async function runBacktest(context: Context, options: RunBacktestOptions): Promise<ExitCodeValue> {
  const { startDate, endDate } = options;
  parsePeriod({ startDate, endDate });
  if (!(options.capital > 0)) {
    throw new UsageError(`--capital is '${options.capital}', expected an amount above 0`);
  }
  const symbol = options.symbol === undefined ? undefined : parseSymbol(options.symbol);
  const timeframe = options.timeframe === undefined ? undefined : parseTimeframe(options.timeframe);
  const adapter = new BacktestAdapter({
    strategy_name: await publishStrategy(context, options.strategy),
    symbol,
    timeframe,
    start_date: startDate,
    end_date: endDate,
    initial_capital: options.capital,
    commission: parseFraction(options.commission, "--commission"),
    slippage: parseFraction(options.slippage, "--slippage"),
    model_path: options.modelPath,
  });
  return await runOperation(context, { ...options, adapter, label: `Backtesting ${options.strategy}` });
}

/** The highest share of a trade's value that a cost can plausibly be; above it a percentage was meant. */
const highestCost = 0.1;

function parseFraction(value: number, flag: string): number {
  if (value >= 0 && value <= highestCost) return value;
  throw new UsageError(`${flag} is '${value}', expected a fraction from 0 to ${highestCost}`, {
    hint: "0.001 is 0.1 %",
  });
}
