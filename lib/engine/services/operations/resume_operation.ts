/**
 * Going on with an operation, and doing it again.
 * @module
 */
import type { BacktestState } from "../../domain/backtest/backtest_input.ts";
import type { TrainingState } from "../../domain/network/training/training_state.ts";
import type { CheckpointRecord, OperationRecord } from "../../store/store.ts";
import { backtestRequestSchema } from "../backtests/backtest_request.ts";
import type { Engine } from "../engine.ts";
import { newOperationId } from "./operation_id.ts";
import { findOperation, refuseStatus } from "./operations.ts";
import { planBacktest } from "../backtests/plan_backtest.ts";
import { planTraining } from "../training/plan_training.ts";
import { detailError } from "../service_error.ts";
import { planDummy } from "./start_dummy.ts";
import { failDownload } from "../bars/start_download.ts";
import { type OperationPlan, runPlan, startOperation } from "./start_operation.ts";
import { noteBars, readSymbolBars, renewNotes } from "../bars/symbol_bars.ts";
import { trainingRequestSchema } from "../training/training_request.ts";

/**
 * Goes on with a cancelled or failed operation from its checkpoint, under the same id. Throws a 404 without a checkpoint
 * (the operation stays as it is), and a 409 in any other status.
 */
export async function resumeOperation(engine: Engine, id: string): Promise<CheckpointRecord> {
  const { store, now, jobs } = engine;
  const record = findOperation(engine, id);
  if (record.status !== "cancelled" && record.status !== "failed") {
    throw detailError(409, `Operation ${id} is already ${record.status}`);
  }
  // A job that was cancelled a moment ago is still to save where it stopped.
  await jobs.whenStopped(id);
  const checkpoint = store.checkpoints.find(id);
  if (checkpoint === null) throw detailError(404, `No checkpoint available for operation ${id}`);
  const plan = makePlan(engine, record, checkpoint.data);
  const resuming = store.operations.change(id, {
    from: ["cancelled", "failed"],
    status: "resuming",
    started_at: now(),
    completed_at: null,
    error_message: null,
    cancel_request: null,
    owner: jobs.processId,
  });
  if (resuming === null) throw detailError(409, `Operation ${id} is already resuming`);
  runPlan(engine, plan, id);
  return checkpoint;
}

/** Starts a failed operation again from its start, under a new id. Throws a 404, and a 400 in any other status. */
export function retryOperation(engine: Engine, id: string): OperationRecord {
  const record = findOperation(engine, id);
  if (record.status !== "failed") throw refuseStatus(record, "retried");
  const newId = newOperationId(`retry_${record.operation_type}`, engine.now());
  if (record.operation_type === "data_load") {
    const { symbol, timeframe, mode } = record.metadata;
    return failDownload(engine, newId, {
      symbol: symbol ?? "",
      timeframe: timeframe ?? "",
      mode: mode ?? "",
    });
  }
  return startOperation(engine, makePlan(engine, record, null), newId);
}

/** The plan of an operation: from a checkpoint's state, or, without one, from its start and on the bars of today. */
function makePlan(engine: Engine, record: OperationRecord, state: unknown): OperationPlan {
  switch (record.operation_type) {
    case "training": {
      const request = trainingRequestSchema.parse(record.request);
      if (isTrainingState(state)) return planTraining(engine, request, { resume: state });
      return planTraining(engine, { ...request, series: renewNotes(engine, request.series) });
    }
    case "backtesting": {
      const request = backtestRequestSchema.parse(record.request);
      if (isBacktestState(state)) return planBacktest(engine, request, { resume: state });
      const bars = readSymbolBars(engine, {
        symbol: request.symbol,
        timeframes: request.series.map(({ timeframe }) => timeframe),
        start: request.startTime,
        end: request.endTime,
      });
      return planBacktest(engine, { ...request, series: noteBars([bars]) });
    }
    case "dummy":
      return planDummy();
    default:
      throw detailError(
        400,
        `An operation of type ${record.operation_type} cannot be run by the embedded engine`,
      );
  }
}

// A checkpoint holds what the worker of this very operation put there; one property tells the kinds apart.
function isTrainingState(state: unknown): state is TrainingState {
  return typeof state === "object" && state !== null && "nextEpoch" in state && "summary" in state;
}

function isBacktestState(state: unknown): state is BacktestState {
  return typeof state === "object" && state !== null && "nextBar" in state;
}
