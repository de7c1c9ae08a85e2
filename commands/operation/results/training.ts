import type { Operation } from "../../../lib/contract/operation.ts";
import { type TrainingResult, trainingResultSchema } from "../../../lib/contract/training.ts";
import {
  formatCount,
  formatDuration,
  formatLoss,
  formatNumber,
  formatPercent,
  lossDigits,
} from "../../../lib/output/format.ts";
import { readSummary } from "./read_summary.ts";
import { describeModel, numberOf } from "./compared_values.ts";
import type { ComparedOperation, DescribedResult, ResultView } from "./result_view.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { Style } from "../../../lib/output/style.ts";

/** The results of trainings. */
export const trainingResults = {
  describe: describeTraining,
  summarize: sayTraining,
  compare: compareTraining,
} satisfies ResultView;

/** The result of a completed training. Fields that the server does not tell are left out. */
function describeTraining(operation: Operation): DescribedResult {
  const result = readSummary(trainingResultSchema, operation);
  const epochs = result.training_metrics?.epochs_trained;
  return {
    results: summarizeTraining(result),
    ...(typeof epochs === "number" && { extent: `${formatCount(epochs)} epochs` }),
    render: (style) => renderTraining(result, style),
  };
}

/** The keys that scripts know from the original, and more. */
function summarizeTraining(result: TrainingResult): Record<string, unknown> {
  const metrics = result.training_metrics;
  const summary = {
    epochs_trained: metrics?.epochs_trained,
    final_loss: metrics?.final_train_loss,
    final_val_loss: metrics?.final_val_loss,
    final_accuracy: metrics?.final_train_accuracy,
    final_val_accuracy: metrics?.final_val_accuracy,
    best_val_loss: metrics?.best_val_loss,
    best_epoch: metrics?.best_epoch,
    training_time: metrics?.training_time,
    ...result.test_metrics,
    model_path: result.model_path,
    model_id: result.model_id,
    seed: result.seed,
  };
  return Object.fromEntries(
    Object.entries(summary).filter(([, value]) => value !== undefined && value !== null),
  );
}

function renderTraining(result: TrainingResult, style: Style): string {
  const { training_metrics: metrics, test_metrics: test, data_summary: data, model_info: model } = result;
  const isRegression = typeof test?.mae === "number";
  const accuracy = isRegression ? "direction right" : "accuracy";
  const digits = lossDigits([metrics?.final_train_loss, metrics?.final_val_loss, test?.test_loss]);
  const fields: [string, string][] = [
    ["Epochs trained", `${formatCount(metrics?.epochs_trained)} in ${formatSeconds(metrics?.training_time)}`],
    ["Final loss", formatLoss(metrics?.final_train_loss, digits)],
    ["Final validation loss", formatLoss(metrics?.final_val_loss, digits)],
  ];
  if (typeof metrics?.best_val_loss === "number") {
    fields.push([
      "Best validation loss",
      `${formatLoss(metrics.best_val_loss, digits)} (these weights are kept)`,
    ]);
  }
  if (test) {
    fields.push(["Test loss", formatLoss(test.test_loss, digits)]);
    fields.push([`Test ${accuracy}`, formatPercent(test.test_accuracy, 1)]);
    if (!isRegression) fields.push(["Test F1 score", formatNumber(test.f1_score, 3)]);
  }
  if (data) {
    fields.push([
      "Samples",
      `${formatCount(data.total_samples)} × ${formatCount(data.feature_count)} features`,
    ]);
  }
  if (model) fields.push(["Parameters", formatCount(model.parameters_count)]);
  if (typeof result.seed === "number") fields.push(["Seed", String(result.seed)]);
  fields.push(["Model saved to", result.model_path ?? "-"]);
  return renderFields(fields, style);
}

function formatSeconds(seconds: number | null | undefined): string {
  return formatDuration(seconds === null || seconds === undefined ? seconds : seconds * 1000);
}

function compareTraining(
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
): ComparedOperation {
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

function sayTraining(operation: Operation): string {
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
