/**
 * What a backtest's request means: the work for a worker, and what becomes of its result.
 * @module
 */
import * as z from "zod";
import { type $ZodType, parse } from "zod/v4/core";
import type { Strategy } from "../../../strategy/strategy.ts";
import type { BacktestState } from "../../domain/backtest/backtest_input.ts";
import type { TimeframeFeatureSpec } from "../../domain/features/timeframe_features.ts";
import type { NetworkShape } from "../../domain/network/network_shape.ts";
import { boundedList } from "../../store/bounded_list.ts";
import type { MetadataRecord, ModelRecord } from "../../store/store.ts";
import type { BacktestRequest } from "./backtest_request.ts";
import { describeLowPrices } from "../bars/describe_low_prices.ts";
import { describeShortBars } from "../bars/describe_short_bars.ts";
import type { Engine } from "../engine.ts";
import { toFeatureSpecs } from "../strategies/feature_specs.ts";
import { finishBacktest } from "./finish_backtest.ts";
import { toZonelessText } from "../iso_date.ts";
import { parseStrategy } from "../strategies/read_strategy.ts";
import { detailError } from "../service_error.ts";
import type { OperationPlan } from "../operations/start_operation.ts";
import { cutBars, readNotedBars } from "../bars/symbol_bars.ts";
import type { BacktestWork } from "../work.ts";

/** More layers than any network has here. */
const mostLayers = 1000;
const commonShape = { inputs: z.number(), outputs: z.number(), dropout: z.number() };
/** The shape of a network in JSON. */
export const shapeSchema: $ZodType<NetworkShape> = z.union([
  z.object({
    ...commonShape,
    kind: z.enum(["lstm", "gru"]),
    sequenceLength: z.number(),
    hiddenSize: z.number(),
    numLayers: z.number(),
  }),
  z.object({
    ...commonShape,
    kind: z.literal("mlp").default("mlp"),
    hiddenLayers: boundedList(z.number(), mostLayers),
    activation: z.enum(["relu", "tanh", "sigmoid", "leaky_relu"]),
  }),
]);

/** The plan of a backtest, from its start or from a state that an earlier run has left. */
export function planBacktest(
  engine: Engine,
  request: BacktestRequest,
  { resume = null }: { readonly resume?: BacktestState | null } = {},
): OperationPlan {
  return {
    type: "backtesting",
    metadata: describeBacktest(request),
    request,
    warnings: [
      ...describeShortBars(request.series, { start: request.startTime, end: request.endTime })
        .map((text) => `${text}; annualized figures are for the period asked for`),
      ...describeLowPrices(request.series, {
        what: "sizes of positions and costs",
        strategy: () => readModelStrategy(requireModel(engine, request.modelId)),
      }),
    ],
    work: () => makeWork(engine, request, resume),
    finish(operationId, result) {
      if (result.kind !== "backtesting") {
        throw new TypeError(`A backtest gave a result of kind "${result.kind}"`);
      }
      return finishBacktest(engine, { operationId, request, result });
    },
  };
}

/** What of a model tells its features. */
type TrainedModel = Pick<ModelRecord, "id" | "strategyName" | "strategyText" | "features">;

/** The features of a model's own strategy. Throws a 400 if they are not those that the model was trained on. */
export function readModelFeatures(model: TrainedModel): TimeframeFeatureSpec[] {
  const features = toFeatureSpecs(readModelStrategy(model));
  const isSame = features.length === model.features.length &&
    features.every((feature, index) => feature.id === model.features[index]);
  if (isSame) return features;
  throw detailError(
    400,
    `Model ${model.id} cannot be used: its strategy gives the features ${
      features.map(({ id }) => id).join(", ")
    }, ` +
      `but it was trained on ${model.features.join(", ")}`,
  );
}

/** The strategy that a model was trained from. Throws a 400 if it is no longer valid. */
export function readModelStrategy(model: Omit<TrainedModel, "id">): Strategy {
  return parseStrategy(model.strategyText, model.strategyName);
}

function requireModel(engine: Engine, id: string): ModelRecord {
  const model = engine.store.models.find(id);
  if (model === null) throw detailError(409, `Model ${id} is no longer there`);
  return model;
}

function makeWork(engine: Engine, request: BacktestRequest, resume: BacktestState | null): BacktestWork {
  const { symbol, timeframe, startTime, endTime, initialCapital, commission, slippage } = request;
  const model = requireModel(engine, request.modelId);
  const [bars] = readNotedBars(engine, request.series);
  return {
    kind: "backtesting",
    symbol,
    timeframe,
    series: cutBars(bars).series,
    features: readModelFeatures(model),
    scales: model.scales,
    shape: parse(shapeSchema, model.shape),
    weights: engine.store.models.weights(model),
    rules: readModelStrategy(model).decisions,
    initialCapital,
    commission,
    slippage,
    startTime,
    endTime,
    resume,
    note: { ...describeBacktest(request).parameters, symbol, timeframe },
  };
}

function describeBacktest(request: BacktestRequest): MetadataRecord {
  return {
    symbol: request.symbol,
    timeframe: request.timeframe,
    mode: "backtesting",
    start_date: toZonelessText(request.startTime),
    end_date: toZonelessText(request.endTime),
    parameters: {
      strategy_name: request.strategyName,
      initial_capital: request.initialCapital,
      commission: request.commission,
      slippage: request.slippage,
      model_path: request.modelPath,
      model_id: request.modelId,
    },
  };
}
