/**
 * `/backtests`.
 * @module
 */
import { backtestStartRequestSchema } from "../../contract/backtest.ts";
import { findBacktest } from "../services/backtest_details.ts";
import type { Engine } from "../services/engine.ts";
import { startBacktest } from "../services/start_backtest.ts";
import { readBody } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes of backtests. */
export function backtestRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "POST", path: "/backtests/start", handle: (call) => start(engine, call) },
    { method: "GET", path: "/backtests/:id", handle: (call) => details(engine, call) },
  ];
}

async function start(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: backtestStartRequestSchema });
  const { operation, request: { symbol, timeframe, modelId } } = startBacktest(engine, body);
  return {
    success: true,
    operation_id: operation.id,
    status: "started",
    message: `Backtest started for ${symbol} ${timeframe} with model ${modelId}`,
    symbol,
    timeframe,
    mode: "embedded",
  };
}

function details(engine: Engine, { parameters }: ApiCall): object {
  const { trades, equityTime, equityValue } = findBacktest(engine, parameters.id);
  const dates = Array.from(equityTime, (time) => new Date(time).toISOString());
  return {
    success: true,
    data: {
      operation_id: parameters.id,
      trades,
      equity_curve: { dates, values: Array.from(equityValue) },
    },
  };
}
