import { backtestResultSchema } from "../../../lib/contract/backtest.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { trainingResultSchema } from "../../../lib/contract/training.ts";
import { formatCount, formatNumber, formatPercent } from "../../../lib/output/format.ts";
import { readSummary } from "./read_summary.ts";

/** What came of a completed operation in one line; undefined where its type is not known or it tells nothing. */
export function summarizeResult(operation: Operation): string | undefined {
  const { result_summary: summary, operation_type: type, status } = operation;
  if (summary === null || status !== "completed") return undefined;
  if (type === "training") return summarizeTraining(operation);
  return type === "backtesting" ? summarizeBacktest(operation) : undefined;
}

function summarizeTraining(operation: Operation): string {
  const result = readSummary(trainingResultSchema, operation);
  const { training_metrics: metrics, test_metrics: test, model_path, model_id } = result;
  const parts = [`${formatCount(metrics?.epochs_trained)} epochs`];
  if (typeof test?.test_accuracy === "number") {
    parts.push(`test accuracy ${formatPercent(test.test_accuracy, 1)}`);
  }
  const model = typeof model_id === "string" ? model_id : model_path;
  if (typeof model === "string") parts.push(`model ${model}`);
  return parts.join(", ");
}

function summarizeBacktest(operation: Operation): string {
  const { metrics } = readSummary(backtestResultSchema, operation);
  return [
    `return ${formatPercent(metrics.total_return_pct)}`,
    `Sharpe ratio ${formatNumber(metrics.sharpe_ratio)}`,
    `max drawdown ${formatPercent(metrics.max_drawdown_pct)}`,
    `${formatCount(metrics.total_trades)} trades`,
  ].join(", ");
}
