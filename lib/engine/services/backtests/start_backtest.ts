/**
 * Starting a backtest: from a request that may be wrong in many ways to an operation.
 * @module
 */
import { warmUpBars } from "../../domain/backtest/check_backtest.ts";
import { requireBars } from "../../domain/features/timeframe_features.ts";
import type { OperationRecord } from "../../store/store.ts";
import { type BacktestStart, chooseModel, type ChosenModel } from "../models/choose_model.ts";
import type { Engine } from "../engine.ts";
import { parseIsoDate, toDateText } from "../iso_date.ts";
import { newOperationId } from "../operations/operation_id.ts";
import { planBacktest, readModelFeatures } from "./plan_backtest.ts";
import { requireFeatures } from "../strategies/require_features.ts";
import { requireTradingModel } from "../models/require_trading_model.ts";
import { detailError, valueError } from "../service_error.ts";
import { startOperation } from "../operations/start_operation.ts";
import { cutBars, noteBars, readSymbolBars, type SeriesNote } from "../bars/symbol_bars.ts";
import type { BacktestRequest } from "./backtest_request.ts";

/** A backtest that was started. */
interface StartedBacktest {
  readonly operation: OperationRecord;
  readonly request: BacktestRequest;
}

/** Starts a backtest. Throws a 400 or 422 that says what is wrong with the request, the model or the bars. */
export async function startBacktest(engine: Engine, start: BacktestStart): Promise<StartedBacktest> {
  const startTime = readDate("start_date", start.start_date);
  const endTime = readDate("end_date", start.end_date);
  if (startTime > endTime) {
    throw valueError(
      "body -> end_date",
      `The end date must not be before the start date, got ${start.start_date} and ${start.end_date}`,
    );
  }
  const { model, symbol, timeframe } = chooseModel(engine, start);
  requireTradingModel(model);
  await engine.served.update(model.timeframes.map((one) => ({ symbol, timeframe: one })));
  const series = selectBars(engine, { model, symbol, timeframe, startTime, endTime });
  const request: BacktestRequest = {
    strategyName: start.strategy_name,
    modelId: model.id,
    modelPath: model.path,
    symbol,
    timeframe,
    startTime,
    endTime,
    series,
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

interface SelectBarsOptions extends ChosenModel {
  readonly startTime: number;
  readonly endTime: number;
}

/**
 * The bars of the period in all timeframes of the model. Throws a 400 when there are none of a timeframe, or too few
 * for the warm-up or an indicator.
 */
function selectBars(engine: Engine, options: SelectBarsOptions): SeriesNote[] {
  const { model, symbol, timeframe, startTime, endTime } = options;
  const specs = readModelFeatures(model);
  const stored = readSymbolBars(engine, {
    symbol,
    timeframes: model.timeframes,
    start: startTime,
    end: endTime,
  });
  const cut = cutBars(stored);
  const count = requireBars(cut.series, timeframe).time.length;
  if (count <= warmUpBars) {
    throw detailError(
      400,
      `Too few bars to backtest: there are ${count} of ${symbol} ${timeframe} from ${
        toDateText(startTime)
      } ` +
        `to ${toDateText(endTime)}, and at least ${warmUpBars + 1} are needed ` +
        `(the first ${warmUpBars} warm up the indicators)`,
    );
  }
  requireFeatures({ ...cut, specs }, "backtested");
  return noteBars([stored]);
}
