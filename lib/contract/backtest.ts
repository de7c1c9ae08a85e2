/**
 * Backtests on the wire: `POST /backtests/start` and the result of a backtest.
 * @module
 */
import * as z from "zod/mini";
import { lenient, nullIfMissing, number, text } from "./fields.ts";
import { operationSummarySchema } from "./operation.ts";

/** The body of `POST /backtests/start`. Commission and slippage are fractions of a trade's value. */
export const backtestStartRequestSchema = z.object({
  strategy_name: z.string().check(z.trim(), z.minLength(1, "Strategy name must not be blank")),
  symbol: z.nullish(z.string()),
  timeframe: z.nullish(z.string()),
  start_date: z.string(),
  end_date: z.string(),
  initial_capital: z._default(z.number().check(z.gt(0, "Initial capital must be positive")), 100_000),
  commission: z._default(z.number().check(z.gte(0), z.lt(1)), 0.001),
  slippage: z._default(z.number().check(z.gte(0), z.lt(1)), 0.0005),
  model_path: z.nullish(z.string()),
});

/** The body of `POST /backtests/start`. */
export type BacktestStartRequest = z.input<typeof backtestStartRequestSchema>;

/** The answer to `POST /backtests/start`, `POST /data/acquire/download`: an operation was made. */
export const operationStartResponseSchema = z.looseObject({
  success: z.optional(z.boolean()),
  operation_id: z.string(),
  status: z.optional(z.string()),
  message: z.optional(z.string()),
});

/** The 22 numbers of a backtest. Names ending in `pct`, and rates, are fractions: 0.05 is 5 %. */
export const backtestMetricNames = [
  "total_return",
  "total_return_pct",
  "annualized_return",
  "volatility",
  "sharpe_ratio",
  "max_drawdown",
  "max_drawdown_pct",
  "total_trades",
  "winning_trades",
  "losing_trades",
  "win_rate",
  "profit_factor",
  "avg_win",
  "avg_loss",
  "largest_win",
  "largest_loss",
  "avg_holding_period",
  "avg_win_holding_period",
  "avg_loss_holding_period",
  "calmar_ratio",
  "sortino_ratio",
  "recovery_factor",
] as const;

// A server may tell more metrics than these.
const metrics = z.pipe(
  z.catch(z.record(z.string(), z.unknown()), {}),
  z.looseRecord(z.enum(backtestMetricNames), number),
);

/** `result_summary` of a completed backtest. */
export const backtestResultSchema = z.looseObject({
  strategy_name: text,
  symbol: text,
  timeframe: text,
  start_time: text,
  end_time: text,
  execution_time_seconds: number,
  config: lenient(z.record(z.string(), z.unknown())),
  metrics,
  trade_count: number,
  equity_curve_length: number,
  model_path: text,
});

/** `result_summary` of a completed backtest. */
export type BacktestResult = z.infer<typeof backtestResultSchema>;

/** One row of the list of backtests. What a server does not tell is null, the metrics also before the end. */
export const backtestSummarySchema = z.looseObject({
  ...operationSummarySchema.shape,
  timeframe: nullIfMissing(text),
  start_date: nullIfMissing(text),
  end_date: nullIfMissing(text),
  strategy_name: nullIfMissing(text),
  model_id: nullIfMissing(text),
  metrics: nullIfMissing(metrics),
});

/** One row of the list of backtests. */
export type BacktestSummary = z.infer<typeof backtestSummarySchema>;

/** `GET /backtests`, where the extension `backtest_details` is advertised; elsewhere `GET /operations` tells less. */
export const backtestListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(backtestSummarySchema),
  total_count: z.number(),
});

/** One closed trade. Times are ISO 8601 UTC, money in the account's currency, periods in hours. */
export const tradeSchema = z.looseObject({
  trade_id: z.number(),
  symbol: z.string(),
  side: z.enum(["LONG", "SHORT"]),
  entry_price: z.number(),
  entry_time: z.string(),
  exit_price: z.number(),
  exit_time: z.string(),
  quantity: z.number(),
  gross_pnl: z.number(),
  commission: z.number(),
  slippage: z.number(),
  net_pnl: z.number(),
  holding_period_hours: z.number(),
  max_favorable_excursion: z.number(),
  max_adverse_excursion: z.number(),
  forced: z.optional(z.boolean()),
});

/** One closed trade. */
export type TradeRow = z.infer<typeof tradeSchema>;

/** `GET /backtests/{id}`, where the extension `backtest_details` is advertised. */
export const backtestDetailsSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    operation_id: z.string(),
    trades: z.array(tradeSchema),
    equity_curve: z.looseObject({ dates: z.array(z.string()), values: z.array(z.number()) }),
  }),
});

/** Trades and equity curve of a backtest. */
export type BacktestDetails = z.infer<typeof backtestDetailsSchema>["data"];
