/**
 * What the stand-in sends, as the original does.
 * @module
 */
import type { Job, JobCheckpoint, StoredModel } from "./job_book.ts";

/** What the server believes of a job. */
export interface Told {
  readonly status: Job["status"];
  /** Whether its steps are lost, with the memory of the server before. */
  readonly isForgotten: boolean;
  readonly error: string | null;
  /** Epochs that are done, as its worker knows. */
  readonly done: number;
}

function timeText(moment: number): string {
  return new Date(moment).toISOString().replace("Z", "000Z");
}

function lossOf(epoch: number): number {
  return Math.round(1e6 / (1 + epoch / 20)) / 1e6;
}

/** `data` of `GET /operations/{id}`. */
export function operationBody(job: Job, told: Told): object {
  const isOver = ["completed", "failed", "cancelled"].includes(told.status);
  return {
    operation_id: job.id,
    parent_operation_id: null,
    operation_type: job.type,
    status: told.status,
    created_at: timeText(job.createdAt),
    started_at: timeText(job.startedAt),
    completed_at: isOver ? timeText(job.endedAt ?? job.startedAt) : null,
    progress: progressBody(job, told),
    metadata: {
      symbol: "SPX",
      timeframe: "1d",
      mode: job.type === "training" ? "training" : "backtesting",
      start_date: "2000-01-03",
      end_date: "2014-12-31",
      parameters: job.type === "training"
        ? { strategy_yaml: `name: "${job.strategy}"\nversion: "3.0"\n`, symbols: ["SPX"], timeframes: ["1d"] }
        : { strategy_name: job.strategy, initial_capital: 100_000 },
    },
    error_message: told.error,
    warnings: [],
    errors: [],
    result_summary: told.status === "completed" ? resultBody(job) : null,
    metrics: hasEpochs(told) && told.done > 0 ? [[epochRow(told.done - 1)], told.done] : null,
    is_backend_local: false,
  };
}

function hasEpochs({ status, isForgotten }: Told): boolean {
  return status === "running" && !isForgotten;
}

function progressBody(job: Job, told: Told): object {
  const hasSteps = hasEpochs(told) && job.type === "training";
  const percentage = told.status === "completed" ? 100 : hasEpochs(told) ? 100 * told.done / job.epochs : 0;
  return {
    percentage,
    current_step: hasSteps ? `Epoch ${told.done}/${job.epochs}` : null,
    steps_completed: hasSteps ? told.done : 0,
    steps_total: hasSteps ? job.epochs : 0,
    items_processed: 0,
    items_total: null,
    current_item: null,
    context: {},
  };
}

function epochRow(epoch: number): object {
  return { epoch, train_loss: lossOf(epoch), val_loss: lossOf(epoch) + 0.1, train_accuracy: 0.5 };
}

function resultBody(job: Job): object {
  if (job.type === "backtesting") {
    return {
      strategy_name: job.strategy,
      symbol: "SPX",
      timeframe: "1d",
      metrics: { total_return: 10, total_return_pct: 0.01, sharpe_ratio: 0.5, total_trades: 3 },
      trade_count: 3,
    };
  }
  return {
    model_path: job.modelPath,
    training_metrics: { epochs_trained: job.epochs, final_train_loss: lossOf(job.epochs) },
    test_metrics: { test_accuracy: 0.747 },
    data_summary: { symbols: ["SPX"], timeframes: ["1d"] },
    session_info: { operation_id: job.id, strategy_name: job.strategy, symbols: ["SPX"], timeframes: ["1d"] },
  };
}

/** `GET /operations`. */
export function listBody(rows: readonly { job: Job; told: Told }[], total: number): object {
  const data = rows.map(({ job, told }) => ({
    operation_id: job.id,
    operation_type: job.type,
    status: told.status,
    created_at: timeText(job.createdAt),
    progress_percentage: 0,
    current_step: null,
    symbol: "SPX",
    duration_seconds: null,
  }));
  return { success: true, data, total_count: total, active_count: 0 };
}

/** `data` of `GET /checkpoints/{id}`; undefined where there is none. */
export function checkpointBody(job: Job, checkpoint: JobCheckpoint | undefined) {
  if (checkpoint === undefined) return undefined;
  const { epoch } = checkpoint;
  const history = Array.from({ length: epoch + 1 }, (_, index) => lossOf(index));
  return {
    operation_id: job.id,
    checkpoint_type: checkpoint.type,
    created_at: timeText(checkpoint.at),
    state: {
      epoch,
      train_loss: lossOf(epoch),
      val_loss: lossOf(epoch) + 0.1,
      best_val_loss: lossOf(epoch) + 0.1,
      learning_rate: 0.001,
      training_history: { train_loss: history, val_loss: history },
      original_request: {
        symbols: ["SPX"],
        timeframes: ["1d"],
        start_date: "2000-01-03",
        end_date: "2014-12-31",
        strategy_path: `/app/strategies/${job.strategy}.yaml`,
      },
    },
    artifacts_path: `/app/data/checkpoints/${job.id}`,
  };
}

/** A row of `GET /models`: it names nothing, and its time has no zone. */
export function modelBody({ at }: StoredModel): object {
  return {
    model_id: "",
    model_name: "",
    symbol: "SPX",
    timeframe: "1d",
    created_at: timeText(at).replace("Z", ""),
    training_accuracy: 0,
    test_accuracy: 0,
    description: "",
  };
}

/** A row of `GET /workers`. */
export function workerBody(type: string, job: Job | undefined): object {
  return {
    worker_id: `${type}-worker-6d84e425`,
    worker_type: type,
    endpoint_url: "http://127.0.0.1:5005",
    status: job === undefined ? "available" : "busy",
    current_operation_id: job?.id ?? null,
    capabilities: {},
    health_check_failures: 0,
    metadata: {},
  };
}

/** The `detail` of a start that is refused for want of a worker. */
export function noWorkerBody(type: string): object {
  return {
    error: `No ${type} workers available`,
    worker_type: type,
    registered_workers: 1,
    backend_uptime_seconds: 134.8,
    hint: "Workers auto-register after startup. Retry in a few seconds, or check worker container logs.",
  };
}
