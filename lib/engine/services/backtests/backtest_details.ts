/**
 * What is kept of a backtest besides its figures.
 * @module
 */
import type { BacktestRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { findOperation } from "../operations/operations.ts";
import { detailError } from "../service_error.ts";

/** Trades and equity curve of a completed backtest. Throws a 404, and a 400 when it is not completed. */
export function findBacktest(engine: Engine, id: string): BacktestRecord {
  const record = findOperation(engine, id);
  if (record.operation_type !== "backtesting") throw detailError(404, `Operation ${id} is not a backtest`);
  if (record.status !== "completed") {
    throw detailError(400, `Operation not finished (status: ${record.status})`);
  }
  const details = engine.store.backtests.find(id);
  if (details === null) throw detailError(404, `Backtest ${id} has no details`);
  return details;
}
