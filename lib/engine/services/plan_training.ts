/**
 * What a training's request means: the work for a worker, and what becomes of its result.
 * @module
 */
import type { Strategy, TrainingDefinition } from "../../strategy/strategy.ts";
import type { LabelSpec } from "../domain/labels/make_labels.ts";
import type { TrainingState } from "../domain/network/training_state.ts";
import type { MetadataRecord } from "../store/store.ts";
import type { Engine } from "./engine.ts";
import { toFeatureSpecs } from "./feature_specs.ts";
import { finishTraining } from "./finish_training.ts";
import { toZonelessText } from "./iso_date.ts";
import { parseStrategy } from "./read_strategy.ts";
import { detailError } from "./service_error.ts";
import type { OperationPlan } from "./start_operation.ts";
import { readBars } from "./stored_bars.ts";
import type { TrainingRequest } from "./training_request.ts";
import type { LossChoice, TrainingWork } from "./work.ts";

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
    work: () => makeWork(engine, request, resume),
    finish(operationId, result) {
      if (result.kind !== "training") {
        throw new TypeError(`A training gave a result of kind "${result.kind}"`);
      }
      return finishTraining(engine, { operationId, request, result });
    },
  };
}

/** What a strategy wants learned, in the words of the numbers. Throws a 400 for labels the engine cannot make. */
export function toLabelSpec({ training }: Strategy): LabelSpec {
  const { labels } = training;
  if (labels.source === "context" || labels.source === "regime") {
    throw detailError(400, `Label source "${labels.source}" is not yet in the embedded engine`);
  }
  return labels;
}

function makeWork(engine: Engine, request: TrainingRequest, resume: TrainingState | null): TrainingWork {
  const strategy = parseStrategy(request.strategyText, request.strategyName);
  const { model, training } = strategy;
  if (model.type !== "mlp") {
    throw detailError(400, `Model type "${model.type}" is not yet in the embedded engine`);
  }
  const { hiddenLayers, activation, dropout } = model;
  return {
    kind: "training",
    bars: readSameBars(engine, request),
    features: toFeatureSpecs(strategy),
    labels: toLabelSpec(strategy),
    split: request.split,
    network: { hiddenLayers, activation, dropout },
    loss: chooseLoss(training),
    options: trainingOptions(training, request.seed),
    resume,
    note: {
      strategy_name: request.strategyName,
      symbols: [request.symbol],
      timeframes: [request.timeframe],
      start_date: request.startDate,
      end_date: request.endDate,
      seed: request.seed,
    },
  };
}

/** The bars of the request. Throws a 409 if they are no longer those that it was made for. */
function readSameBars(engine: Engine, request: TrainingRequest) {
  const { symbol, timeframe, firstTime, lastTime, barCount } = request;
  const bars = readBars(engine, { symbol, timeframe, start: firstTime, end: lastTime });
  if (bars.time.length === barCount) return bars;
  throw detailError(
    409,
    `The bars of ${symbol} ${timeframe} have changed since the training was started: ` +
      `there were ${barCount}, now there are ${bars.time.length}`,
  );
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
  const { symbol, timeframe, startDate, endDate } = request;
  return {
    symbol,
    timeframe,
    mode: "training",
    startDate: toZonelessText(request.firstTime),
    endDate: toZonelessText(request.lastTime),
    parameters: {
      strategy_name: request.strategyName,
      strategy_yaml: request.strategyText.slice(0, 100),
      symbols: [symbol],
      timeframes: [timeframe],
      start_date: startDate,
      end_date: endDate,
      seed: request.seed,
      data_split: request.split,
    },
  };
}
