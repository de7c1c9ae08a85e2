/**
 * What a training's request means: the work for a worker, and what becomes of its result.
 * @module
 */
import type { ModelDefinition, TrainingDefinition } from "../../../strategy/strategy.ts";
import type { TrainingState } from "../../domain/network/training/training_state.ts";
import type { MetadataRecord } from "../../store/store.ts";
import { describeLowPrices } from "../bars/describe_low_prices.ts";
import { describeShortBars } from "../bars/describe_short_bars.ts";
import type { Engine } from "../engine.ts";
import { toFeatureSpecs } from "../strategies/feature_specs.ts";
import { finishTraining } from "./finish_training.ts";
import { toZonelessText } from "../iso_date.ts";
import { parseStrategy } from "../strategies/read_strategy.ts";
import type { OperationPlan } from "../operations/start_operation.ts";
import { readPeriod } from "../bars/stored_bars.ts";
import { cutBars, readNotedBars } from "../bars/symbol_bars.ts";
import type { TrainingRequest } from "./training_request.ts";
import type { LossChoice, NetworkChoice, TrainingWork } from "../work.ts";

/** The plan of a training, from its start or from a state that an earlier run has left. */
export function planTraining(
  engine: Engine,
  request: TrainingRequest,
  { resume = null }: { readonly resume?: TrainingState | null } = {},
): OperationPlan {
  return {
    type: "training",
    metadata: describeTraining(request),
    request,
    warnings: [
      ...describeShortBars(request.series, readPeriod(request.startDate, request.endDate)),
      ...describeLowPrices(request.series, {
        what: "labels of returns",
        strategy: () => parseStrategy(request.strategyText, request.strategyName),
      }),
    ],
    work: () => makeWork(engine, request, resume),
    finish(operationId, result) {
      if (result.kind !== "training") {
        throw new TypeError(`A training gave a result of kind "${result.kind}"`);
      }
      return finishTraining(engine, { operationId, request, result });
    },
  };
}

function makeWork(engine: Engine, request: TrainingRequest, resume: TrainingState | null): TrainingWork {
  const strategy = parseStrategy(request.strategyText, request.strategyName);
  const { model, training } = strategy;
  return {
    kind: "training",
    symbols: readNotedBars(engine, request.series).map(cutBars),
    baseTimeframe: request.baseTimeframe,
    features: toFeatureSpecs(strategy),
    labels: training.labels,
    split: request.split,
    network: chooseNetwork(model),
    loss: chooseLoss(training),
    options: trainingOptions(training, request.seed),
    resume,
    note: {
      strategy_name: request.strategyName,
      strategy_path: `strategies/${request.strategyName}.yaml`,
      symbols: request.symbols,
      timeframes: request.timeframes,
      start_date: request.startDate,
      end_date: request.endDate,
      seed: request.seed,
    },
  };
}

function chooseNetwork(model: ModelDefinition): NetworkChoice {
  if (model.type === "mlp") {
    const { type: kind, hiddenLayers, activation, dropout } = model;
    return { kind, hiddenLayers, activation, dropout };
  }
  const { type: kind, sequenceLength, hiddenSize, numLayers, dropout } = model;
  return { kind, sequenceLength, hiddenSize, numLayers, dropout };
}

function chooseLoss({ loss, focalGamma, huberDelta }: TrainingDefinition): LossChoice {
  switch (loss) {
    case "focal":
      return { kind: loss, gamma: focalGamma };
    case "huber":
      return { kind: loss, delta: huberDelta };
    case "cross_entropy":
    case "mse":
      return { kind: loss };
  }
}

function trainingOptions(training: TrainingDefinition, seed: number): TrainingWork["options"] {
  const { epochs, batchSize, learningRate, weightDecay, gradientClip, optimizer } = training;
  const { earlyStopping, scheduler } = training;
  return {
    seed,
    epochs,
    batchSize,
    learningRate,
    weightDecay,
    gradientClip,
    optimizer,
    ...(earlyStopping === null ? {} : { earlyStopping }),
    ...(scheduler === null ? {} : { scheduler }),
  };
}

function describeTraining(request: TrainingRequest): MetadataRecord {
  const { symbols, timeframes, startDate, endDate } = request;
  return {
    symbol: symbols.join(","),
    timeframe: timeframes.join(","),
    mode: "training",
    start_date: toZonelessText(request.firstTime),
    end_date: toZonelessText(request.lastTime),
    parameters: {
      strategy_name: request.strategyName,
      strategy_yaml: request.strategyText.slice(0, 100),
      symbols,
      timeframes,
      start_date: startDate,
      end_date: endDate,
      seed: request.seed,
      data_split: request.split,
    },
  };
}
