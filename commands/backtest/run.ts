import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import type { PrepareOperation, RunChoices } from "../operation/run/operation_run.ts";
import { runOperation } from "../operation/run/run_operation.ts";
import { publishStrategy, readStrategy } from "../strategy/strategy_reference.ts";
import { chooseTrainedModel } from "./choose_trained_model.ts";

/** What `backtest run` takes. */
interface RunBacktestOptions extends RunChoices {
  strategy: string;
  symbol?: string | undefined;
  timeframe?: string | undefined;
  startDate: string;
  endDate: string;
  capital: number;
  commission: number;
  slippage: number;
  modelPath?: string | undefined;
}

/** `ktrdr backtest run`: backtests a trained model. */
export async function runBacktest(context: Context, options: RunBacktestOptions): Promise<ExitCodeValue> {
  const request = parseBacktestRequest(options);
  const strategy = await readStrategy(context, options.strategy);
  const prepare: PrepareOperation = async () => {
    const { name } = await publishStrategy(context, strategy);
    const model_path = request.model_path ?? await chooseTrainedModel(context, name, request);
    return {
      adapter: new BacktestAdapter({ ...request, model_path, strategy_name: name }),
      label: `Backtesting ${name}`,
      type: "backtesting",
    };
  };
  return await runOperation(context, prepare, options);
}

/** What a backtest is started with, but for the name of the strategy. Throws UsageError that names the flag. */
export function parseBacktestRequest(options: Omit<RunBacktestOptions, keyof RunChoices>) {
  const { symbol, timeframe } = options;
  return {
    ...parsePeriod(options),
    symbol: symbol === undefined ? undefined : parseSymbol(symbol),
    timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
    initial_capital: parseCapital(options.capital),
    commission: parseFraction(options.commission, "--commission"),
    slippage: parseFraction(options.slippage, "--slippage"),
    model_path: options.modelPath,
  };
}

function parseCapital(value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--capital is '${value}', expected an amount above 0`);
}

/** The highest share of a trade's value that a cost can plausibly be; above it a percentage was meant. */
const highestCost = 0.1;

function parseFraction(value: number, flag: string): number {
  if (value >= 0 && value <= highestCost) return value;
  throw new UsageError(`${flag} is '${value}', expected a fraction from 0 to ${highestCost}`, {
    hint: "0.001 is 0.1 %",
  });
}
