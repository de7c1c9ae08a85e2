/**
 * What is kept of a training: the model, and the summary of its operation.
 * @module
 */
import { parameterCount } from "../../domain/network/network_shape.ts";
import type { Engine } from "../engine.ts";
import { listHistory } from "./epoch_history.ts";
import { toDateText } from "../iso_date.ts";
import { toFinite } from "../to_finite.ts";
import type { TrainingRequest } from "./training_request.ts";
import type { TrainingWorkResult } from "../work.ts";

/** A training that came to its end. */
interface FinishedTraining {
  readonly operationId: string;
  readonly request: TrainingRequest;
  readonly result: TrainingWorkResult;
}

type Summary = Readonly<Record<string, unknown>>;

/** Saves the model. Gives the operation's `result_summary`. */
export function finishTraining({ store }: Engine, finished: FinishedTraining): Summary {
  const { operationId, request, result } = finished;
  const { shape, scales } = result;
  const trainingMetrics = summarizeHistory(result);
  const testMetrics = summarizeTest(result);
  const model = store.models.save({
    strategyName: request.strategyName,
    symbols: request.symbols,
    timeframes: request.timeframes,
    timeframe: request.baseTimeframe,
    operationId,
    strategyText: request.strategyText,
    features: result.features,
    shape: { ...shape },
    scales,
    metrics: { ...trainingMetrics, ...testMetrics, seed: request.seed },
  }, [...result.weights]);
  return {
    model_path: model.path,
    model_id: model.id,
    seed: request.seed,
    training_metrics: {
      ...trainingMetrics,
      history: listHistory(store, { operationId, epochs: result.epochs }),
    },
    test_metrics: testMetrics,
    artifacts: { feature_importance: null, per_symbol_metrics: null },
    model_info: describeModel(result),
    data_summary: {
      ...describeRequest(request),
      total_samples: result.samples,
      feature_count: shape.inputs,
    },
    session_info: {
      ...describeRequest(request),
      operation_id: operationId,
      strategy_name: request.strategyName,
      training_mode: "local",
      use_host_service: false,
    },
    resource_usage: { training_mode: "local" },
  };
}

function describeModel({ shape }: TrainingWorkResult): Summary {
  const parameters = parameterCount(shape);
  return {
    architecture: `v3_${shape.kind ?? "mlp"}`,
    parameters_count: parameters,
    trainable_parameters: parameters,
  };
}

function describeRequest(request: TrainingRequest): Summary {
  return {
    symbols: request.symbols,
    timeframes: request.timeframes,
    start_date: request.startDate ?? toDateText(request.firstTime),
    end_date: request.endDate ?? toDateText(request.lastTime),
  };
}

function summarizeHistory({ epochs, summary, bestEpoch, earlyStopped }: TrainingWorkResult): Summary {
  const { last, highestTrainAccuracy, seconds } = summary;
  const best = summary.best ?? last;
  return {
    epochs_trained: epochs,
    early_stopped: earlyStopped,
    final_train_loss: toFinite(last?.trainLoss),
    final_train_accuracy: toFinite(last?.trainAccuracy),
    final_val_loss: toFinite(last?.validationLoss),
    final_val_accuracy: toFinite(last?.validationAccuracy),
    best_train_accuracy: toFinite(highestTrainAccuracy),
    best_val_accuracy: toFinite(best?.validationAccuracy),
    best_val_loss: toFinite(best?.validationLoss),
    best_epoch: bestEpoch,
    training_time: seconds,
  };
}

function summarizeTest({ test }: TrainingWorkResult): Summary {
  if (test === null) return { test_accuracy: null, test_loss: null };
  const shared = { test_accuracy: toFinite(test.testAccuracy), test_loss: toFinite(test.testLoss) };
  if ("mae" in test) return { ...shared, mae: toFinite(test.mae) };
  const { precision, recall, f1Score } = test;
  return { ...shared, precision, recall, f1_score: f1Score };
}
