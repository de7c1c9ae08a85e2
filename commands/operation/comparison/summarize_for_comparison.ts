import { isRecord } from "../../../lib/client/is_record.ts";
import { backtestResultSchema } from "../../../lib/contract/backtest.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { trainingResultSchema } from "../../../lib/contract/training.ts";
import { readSummary } from "../run/read_summary.ts";

/** One operation in numbers and words. What its type does not have is not there; what is not told is null. */
export type ComparedOperation = Readonly<Record<string, string | number | null>>;

/** What of an operation can be compared with another one, under the names that scripts know from results. */
export function summarizeForComparison(operation: Operation): ComparedOperation {
  const { started_at, completed_at, metadata, operation_type: type } = operation;
  const parameters = isRecord(metadata?.parameters) ? metadata.parameters : {};
  const milliseconds = Date.parse(completed_at ?? "") - Date.parse(started_at ?? "");
  return {
    operation_id: operation.operation_id,
    operation_type: type,
    status: operation.status,
    strategy_name: textOf(parameters.strategy_name) ?? nameInYaml(parameters.strategy_yaml),
    symbol: textOf(metadata?.symbol),
    timeframe: textOf(metadata?.timeframe),
    start_date: dateOf(parameters.start_date ?? metadata?.start_date),
    end_date: dateOf(parameters.end_date ?? metadata?.end_date),
    duration_seconds: Number.isNaN(milliseconds) ? null : milliseconds / 1000,
    ...(type === "training" ? summarizeTraining(operation, parameters) : {}),
    ...(type === "backtesting" ? summarizeBacktest(operation, parameters) : {}),
  };
}

type Parameters = Readonly<Record<string, unknown>>;

function summarizeTraining(operation: Operation, parameters: Parameters): ComparedOperation {
  const result = readSummary(trainingResultSchema, operation);
  const { training_metrics: metrics, test_metrics: test, data_summary: data, model_info: model } = result;
  return {
    epochs_trained: metrics?.epochs_trained ?? null,
    final_loss: metrics?.final_train_loss ?? null,
    final_val_loss: metrics?.final_val_loss ?? null,
    best_val_loss: metrics?.best_val_loss ?? null,
    test_loss: test?.test_loss ?? null,
    test_accuracy: test?.test_accuracy ?? null,
    total_samples: data?.total_samples ?? null,
    feature_count: data?.feature_count ?? null,
    parameters_count: model?.parameters_count ?? null,
    seed: numberOf(result.seed ?? parameters.seed),
    ...describeModel(result, parameters),
  };
}

function summarizeBacktest(operation: Operation, parameters: Parameters): ComparedOperation {
  const result = readSummary(backtestResultSchema, operation);
  const { metrics } = result;
  const config = { ...parameters, ...result.config };
  return {
    start_date: dateOf(result.start_time ?? operation.metadata?.start_date),
    end_date: dateOf(result.end_time ?? operation.metadata?.end_date),
    initial_capital: numberOf(config.initial_capital),
    commission: numberOf(config.commission),
    slippage: numberOf(config.slippage),
    total_return: metrics.total_return ?? null,
    total_return_pct: metrics.total_return_pct ?? null,
    sharpe_ratio: metrics.sharpe_ratio ?? null,
    max_drawdown_pct: metrics.max_drawdown_pct ?? null,
    total_trades: metrics.total_trades ?? null,
    win_rate: metrics.win_rate ?? null,
    profit_factor: metrics.profit_factor ?? null,
    ...describeModel(result, parameters),
  };
}

/** `model` is the id of the model, or its path on a server that knows no ids. */
function describeModel(result: Parameters, parameters: Parameters): ComparedOperation {
  const path = textOf(result.model_path ?? parameters.model_path);
  return { model: textOf(result.model_id ?? parameters.model_id) ?? path, model_path: path };
}

/** Some servers keep the first lines of a strategy instead of its name. */
function nameInYaml(yaml: unknown): string | null {
  return typeof yaml === "string" ? /^name:\s*["']?([\w-]+)/m.exec(yaml)?.[1] ?? null : null;
}

/** A time without the clock at midnight, as one server writes it and another does not. */
function dateOf(value: unknown): string | null {
  return textOf(value)?.replace(/T00:00:00(\.0+)?(Z|[+-]00:?00)?$/, "") ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
