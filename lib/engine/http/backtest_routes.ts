/**
 * `/backtests`.
 * @module
 */
import { backtestStartRequestSchema } from "../../contract/backtest.ts";
import { backtestCheckRequestSchema } from "../../contract/backtest_check.ts";
import { operationStatuses } from "../../contract/words/operation_words.ts";
import { findBacktest } from "../services/backtests/backtest_details.ts";
import { checkStrategyFeatures } from "../services/strategies/check_strategy_features.ts";
import type { Engine } from "../services/engine.ts";
import { listOperations, type OperationRecord } from "../services/operations/operations.ts";
import { startBacktest } from "../services/backtests/start_backtest.ts";
import { toCheckWire } from "./wire/backtest_check_wire.ts";
import { toOperationRow } from "./wire/operation_wire.ts";
import { readBody } from "./read_body.ts";
import { readChoice, readInteger } from "./read_query.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes of backtests. */
export function backtestRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "POST", path: "/backtests/start", handle: (call) => start(engine, call) },
    { method: "POST", path: "/backtests/check", handle: (call) => check(engine, call) },
    { method: "GET", path: "/backtests", handle: (call) => list(engine, call) },
    { method: "GET", path: "/backtests/:id", handle: (call) => details(engine, call) },
  ];
}

async function start(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: backtestStartRequestSchema });
  const { operation, request: { symbol, timeframe, modelId } } = await startBacktest(engine, body);
  return {
    success: true,
    operation_id: operation.operation_id,
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

async function check(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: backtestCheckRequestSchema });
  const { signal } = request;
  return { success: true, data: toCheckWire(await checkStrategyFeatures(engine, body, { signal })) };
}

function list(engine: Engine, { query }: ApiCall): object {
  const page = listOperations(engine, {
    status: readChoice(query, { name: "status", choices: operationStatuses }),
    type: "backtesting",
    limit: readInteger(query, { name: "limit", minimum: 1, maximum: 1000 }) ?? 50,
    offset: readInteger(query, { name: "offset", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) ?? 0,
  });
  return {
    success: true,
    data: page.rows.map((record) => toBacktestRow(record, engine.now())),
    total_count: page.total,
  };
}

/** What was tested, and what came of it: null before the end. */
function toBacktestRow(record: OperationRecord, now: number): object {
  const { metadata: { timeframe, start_date, end_date, parameters }, result_summary: result } = record;
  return {
    ...toOperationRow(record, now),
    timeframe,
    start_date,
    end_date,
    strategy_name: parameters.strategy_name ?? null,
    model_id: parameters.model_id ?? null,
    metrics: result?.metrics ?? null,
  };
}
