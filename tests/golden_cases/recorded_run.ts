import type { LossSpec } from "../../lib/engine/domain/network/losses.ts";
import type { SchedulerSpec } from "../../lib/engine/domain/network/training/learning_rate.ts";
import {
  type Activation,
  type NetworkShape,
  rowsRead,
  type Weights,
} from "../../lib/engine/domain/network/network_shape.ts";
import type { OptimizerKind } from "../../lib/engine/domain/network/training/optimizer.ts";
import type {
  TrainingData,
  TrainingOptions,
} from "../../lib/engine/domain/network/training/training_options.ts";
import type { GoldenNumber } from "../support/golden_errors.ts";
import type { RecordedMetrics } from "./recorded_evaluation.ts";
import { classWeights } from "../../lib/engine/domain/network/training/class_weights.ts";

type Nested = number | Nested[];
type NamedWeights = Record<string, Nested>;

/** A network as recorded from KTRDR. */
export interface RecordedModel {
  model_config: {
    type?: "mlp" | "lstm" | "gru";
    architecture:
      | { hidden_layers: number[]; activation: Activation }
      | { sequence_length: number; hidden_size: number; num_layers: number };
  };
  input_size: number;
  outputs: number;
}

/** A training as recorded from KTRDR. */
export interface RecordedRun extends RecordedModel {
  name: string;
  trainer_config: {
    epochs: number;
    learning_rate: number;
    batch_size: number;
    output_format: string;
    loss?: string;
    focal_gamma?: number;
    huber_delta?: number;
    weight_decay?: number;
    optimizer?: OptimizerKind;
    early_stopping?: { patience: number; min_delta: number };
    lr_scheduler?: {
      type: SchedulerSpec["kind"];
      step_size: number;
      gamma: number;
      factor: number;
      patience: number;
    };
  };
  initial_weights: NamedWeights;
  X_train: number[][];
  y_train: number[];
  X_val?: number[][];
  y_val?: number[];
  sample_weights?: number[];
  error?: unknown;
  epochs: {
    epoch: number;
    train_loss: number;
    train_accuracy: number;
    val_loss: number | null;
    val_accuracy: number | null;
    learning_rate: number;
  }[];
  batch_row_order: number[][];
  gradient_clipping: {
    max_norm: number;
    total_norm_before: number;
    grad_before?: Nested[];
    grad_after?: Nested[];
  }[];
  weights_after_first_epoch: NamedWeights;
  final_weights: NamedWeights;
  class_weights?: number[];
  epoch_of_lowest_val_loss?: number;
  evaluate_on_val?: RecordedMetrics;
  best_val_loss?: GoldenNumber;
  best_val_accuracy?: number;
}

/** Named or listed arrays of a recording in the layout of `Weights`. */
export function weightsFrom(recorded: NamedWeights | Nested[]): Weights {
  return Object.values(recorded).map((array) => Float32Array.from(flatten(array)));
}

function flatten(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flatten);
}

/** Rows and targets of a recording. */
export function dataFrom(rows: number[][] = [], targets: number[] = []): TrainingData {
  return { rows: Float32Array.from(rows.flat()), targets: Float32Array.from(targets), count: rows.length };
}

/** The network, without dropout. */
export function shapeOf({ model_config, input_size, outputs }: RecordedModel): NetworkShape {
  const common = { inputs: input_size, outputs, dropout: 0 };
  if ("sequence_length" in model_config.architecture) {
    const { sequence_length, hidden_size, num_layers } = model_config.architecture;
    return {
      ...common,
      kind: model_config.type === "gru" ? "gru" : "lstm",
      sequenceLength: sequence_length,
      hiddenSize: hidden_size,
      numLayers: num_layers,
    };
  }
  const { hidden_layers, activation } = model_config.architecture;
  return { ...common, hiddenLayers: hidden_layers, activation };
}

/** What the recorded training minimised. */
export function lossOf(run: RecordedRun): LossSpec {
  const { output_format, loss, focal_gamma = 2, huber_delta = 0.01 } = run.trainer_config;
  if (output_format === "regression") {
    return loss === "mse" ? { kind: "mse" } : { kind: "huber", delta: huber_delta };
  }
  const weights = classWeights(Float32Array.from(run.y_train), run.outputs);
  return loss === "focal"
    ? { kind: "focal", classWeights: weights, gamma: focal_gamma }
    : { kind: "cross_entropy", classWeights: weights };
}

function schedulerOf(run: RecordedRun): { scheduler?: SchedulerSpec } {
  const recorded = run.trainer_config.lr_scheduler;
  if (recorded === undefined) return {};
  const { type: kind, step_size: stepSize, gamma, factor, patience } = recorded;
  if (kind === "step") return { scheduler: { kind, stepSize, gamma } };
  if (kind === "exponential") return { scheduler: { kind, gamma } };
  return { scheduler: { kind, factor, patience } };
}

/** Options that replay a recording in its own order of rows. */
export function optionsOf(run: RecordedRun): TrainingOptions {
  const config = run.trainer_config;
  const stopping = config.early_stopping;
  const samples = run.y_train.length - (rowsRead(shapeOf(run)) - 1);
  const batches = Math.ceil(samples / config.batch_size);
  return {
    shape: shapeOf(run),
    seed: 1,
    epochs: config.epochs,
    batchSize: config.batch_size,
    learningRate: config.learning_rate,
    weightDecay: config.weight_decay ?? 1e-4,
    gradientClip: 1,
    loss: lossOf(run),
    optimizer: config.optimizer ?? "adam",
    initialWeights: weightsFrom(run.initial_weights),
    ...schedulerOf(run),
    ...(stopping
      ? {
        earlyStopping: { patience: stopping.patience, minDelta: stopping.min_delta, monitor: "val_loss" },
      }
      : {}),
    ...(run.batch_row_order
      ? {
        batchOrder: (epoch) =>
          Int32Array.from(run.batch_row_order.slice(epoch * batches, (epoch + 1) * batches).flat()),
      }
      : {}),
  };
}
