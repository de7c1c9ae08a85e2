/**
 * What is kept of a backtest: trades, equity curve, and the summary of its operation.
 * @module
 */
import type { Trade } from "../../domain/backtest/account.ts";
import type { BacktestRequest } from "./backtest_request.ts";
import type { Engine } from "../engine.ts";
import { toUtcText, toZonelessText } from "../iso_date.ts";
import type { BacktestWorkResult } from "../work.ts";

/** A backtest that came to its end. */
interface FinishedBacktest {
  readonly operationId: string;
  readonly request: BacktestRequest;
  readonly result: BacktestWorkResult;
}

/** Saves trades and equity curve. Gives the operation's `result_summary`. */
export function finishBacktest(
  { store }: Engine,
  finished: FinishedBacktest,
): Readonly<Record<string, unknown>> {
  const { operationId, request, result } = finished;
  const { trades, equity } = result;
  store.backtests.save(operationId, {
    trades: trades.map(toTradeRow),
    equityTime: equity.time,
    equityValue: equity.value,
  });
  const start = toZonelessText(request.startTime);
  const end = toZonelessText(request.endTime);
  return {
    strategy_name: request.strategyName,
    symbol: request.symbol,
    timeframe: request.timeframe,
    start_time: start,
    end_time: end,
    execution_time_seconds: result.seconds,
    config: {
      initial_capital: request.initialCapital,
      commission: request.commission,
      slippage: request.slippage,
      start_date: start,
      end_date: end,
    },
    metrics: result.metrics,
    trade_count: trades.length,
    equity_curve_length: equity.value.length,
    model_path: request.modelPath,
    model_id: request.modelId,
  };
}

function toTradeRow(trade: Trade): Readonly<Record<string, unknown>> {
  return {
    trade_id: trade.tradeId,
    symbol: trade.symbol,
    side: trade.side,
    entry_price: trade.entryPrice,
    entry_time: toUtcText(trade.entryTime),
    exit_price: trade.exitPrice,
    exit_time: toUtcText(trade.exitTime),
    quantity: trade.quantity,
    gross_pnl: trade.grossPnl,
    commission: trade.commission,
    slippage: trade.slippage,
    net_pnl: trade.netPnl,
    holding_period_hours: trade.holdingPeriodHours,
    max_favorable_excursion: trade.maxFavorableExcursion,
    max_adverse_excursion: trade.maxAdverseExcursion,
    forced: trade.forced,
  };
}
