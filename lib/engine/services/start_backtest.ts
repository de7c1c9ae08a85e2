/**
 * Starting a backtest: from a request that may be wrong in many ways to an operation.
 * @module
 */
import { warmUpBars } from "../domain/backtest/check_backtest.ts";
import { computeFeatures } from "../domain/features.ts";
import type { OperationRecord } from "../store/store.ts";
import { type BacktestStart, chooseModel, type ChosenModel } from "./choose_model.ts";
import type { Engine } from "./engine.ts";
import { toDateText } from "./iso_date.ts";
import { parseIsoDate } from "./iso_date.ts";
import { newOperationId } from "./operation_id.ts";
import { planBacktest, readModelFeatures } from "./plan_backtest.ts";
import { detailError, valueError } from "./service_error.ts";
import { startOperation } from "./start_operation.ts";
import { readBars } from "./stored_bars.ts";
import type { BacktestRequest } from "./backtest_request.ts";

/** With more bars than this, every indicator has what it needs. */
const fewBars = 3_000;

/** A backtest that was started. */
export interface StartedBacktest {
  readonly operation: OperationRecord;
  readonly request: BacktestRequest;
}

/** Starts a backtest. Throws a 400 or 422 that says what is wrong with the request, the model or the bars. */
export function startBacktest(engine: Engine, start: BacktestStart): StartedBacktest {
  const startTime = readDate("start_date", start.start_date);
  const endTime = readDate("end_date", start.end_date);
  if (startTime > endTime) {
    throw valueError(
      "body -> end_date",
      `The end date must not be before the start date, got ${start.start_date} and ${start.end_date}`,
    );
  }
  const { model, symbol, timeframe } = chooseModel(engine, start);
  const barCount = requireBars(engine, { model, symbol, timeframe, startTime, endTime });
  const request: BacktestRequest = {
    strategyName: start.strategy_name,
    modelId: model.id,
    modelPath: model.path,
    symbol,
    timeframe,
    startTime,
    endTime,
    barCount,
    initialCapital: start.initial_capital,
    commission: start.commission,
    slippage: start.slippage,
  };
  const id = newOperationId("backtesting", engine.now());
  return { operation: startOperation(engine, planBacktest(engine, request), id), request };
}

function readDate(field: string, text: string): number {
  const time = parseIsoDate(text);
  if (time !== null) return time;
  throw valueError(`body -> ${field}`, `Invalid date format. Use YYYY-MM-DD: ${text}`);
}

interface RequireBarsOptions extends ChosenModel {
  readonly startTime: number;
  readonly endTime: number;
}

/** The number of bars. Throws a 400 when they are too few for the warm-up or an indicator. */
function requireBars(engine: Engine, options: RequireBarsOptions): number {
  const { model, symbol, timeframe, startTime, endTime } = options;
  const features = readModelFeatures(model);
  const bars = readBars(engine, { symbol, timeframe, start: startTime, end: endTime });
  const count = bars.time.length;
  if (count <= warmUpBars) {
    throw detailError(
      400,
      `Too few bars to backtest: there are ${count} of ${symbol} ${timeframe} from ${
        toDateText(startTime)
      } to ` +
        `${toDateText(endTime)}, and at least ${
          warmUpBars + 1
        } are needed (the first ${warmUpBars} warm up the indicators)`,
    );
  }
  if (count > fewBars) return count;
  try {
    computeFeatures(bars, features);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw detailError(400, `The ${count} bars cannot be backtested: ${error.message}`);
  }
  return count;
}
