/**
 * Starting a training: from a request that may be wrong in many ways to an operation.
 * @module
 */
import type * as z from "zod";
import type { trainingStartRequestSchema } from "../../../contract/training.ts";
import type { SplitDefinition, Strategy } from "../../../strategy/strategy.ts";
import { requireBars } from "../../domain/features/timeframe_features.ts";
import type { SymbolBars } from "../../domain/samples/make_samples.ts";
import type { OperationRecord } from "../../store/store.ts";
import { requireSupported } from "../strategies/engine_support.ts";
import type { Engine } from "../engine.ts";
import { toFeatureSpecs } from "../strategies/feature_specs.ts";
import { newOperationId } from "../operations/operation_id.ts";
import { readStrategy } from "../strategies/read_strategy.ts";
import { requireTrainableBars } from "./require_trainable_bars.ts";
import { detailError, valueError } from "../service_error.ts";
import { startOperation } from "../operations/start_operation.ts";
import { readPeriod } from "../bars/stored_bars.ts";
import { cutBars, noteBars, readSymbolBars } from "../bars/symbol_bars.ts";
import { planTraining } from "./plan_training.ts";
import { type TrainingRequest, trainingRequestSchema } from "./training_request.ts";

/** The parsed body of `POST /trainings/start`. */
type TrainingStart = z.output<typeof trainingStartRequestSchema>;

/** A training that was started, or that an earlier request with the same `task_id` had started. */
interface StartedTraining {
  readonly operation: OperationRecord;
  readonly request: TrainingRequest;
}

/**
 * Starts a training. A `task_id` that names a training already is answered with that training, so that a request can be
 * sent again. Throws a 400, 409 or 422 that says what is wrong with the request, the strategy or the bars.
 */
export async function startTraining(engine: Engine, start: TrainingStart): Promise<StartedTraining> {
  const id = start.task_id ?? newOperationId("training", engine.now());
  const earlier = findEarlier(engine, id);
  if (earlier !== null) return earlier;
  const request = await makeRequest(engine, start);
  // The same request may have come again while bars were taken in.
  const meanwhile = findEarlier(engine, id);
  if (meanwhile !== null) return meanwhile;
  return { operation: startOperation(engine, planTraining(engine, request), id), request };
}

function findEarlier({ store }: Engine, id: string): StartedTraining | null {
  if (!/^[\w.:-]{1,100}$/.test(id)) {
    throw valueError(
      "body -> task_id",
      `Task id must be 1 to 100 letters, digits, "_", ".", ":" or "-", got "${id.slice(0, 100)}"`,
    );
  }
  const operation = store.operations.find(id);
  if (operation === null) return null;
  if (operation.operation_type !== "training") {
    throw detailError(409, `Operation ${id} exists already and is not a training`);
  }
  return { operation, request: trainingRequestSchema.parse(operation.request) };
}

async function makeRequest(engine: Engine, start: TrainingStart): Promise<TrainingRequest> {
  const strategyName = start.strategy_name;
  const { text: strategyText, strategy } = readStrategy(engine, strategyName, { status: 400 });
  requireSupported(strategy);
  const { baseTimeframe } = strategy;
  const symbols = chooseSymbols(strategy, start);
  const timeframes = chooseTimeframes(strategy, start);
  const period = readPeriod(start.start_date, start.end_date);
  const split = chooseSplit(strategy.training.split, start.validation_split);
  await engine.served.update(
    symbols.flatMap((symbol) => timeframes.map((timeframe) => ({ symbol, timeframe }))),
  );
  const stored = symbols.map((symbol) => readSymbolBars(engine, { symbol, timeframes, ...period }));
  const cut = stored.map(cutBars);
  for (const bars of cut) requireTrainableBars(bars, { strategy, split });
  return {
    strategyName,
    strategyText,
    symbols,
    timeframes,
    baseTimeframe,
    startDate: start.start_date ?? null,
    endDate: start.end_date ?? null,
    ...spanOf(cut, baseTimeframe),
    series: noteBars(stored),
    split,
    seed: start.seed ?? crypto.getRandomValues(new Uint32Array(1))[0],
  };
}

/** From the first to the last of the bars that are labelled. */
function spanOf(
  symbols: readonly SymbolBars[],
  timeframe: string,
): Pick<TrainingRequest, "firstTime" | "lastTime"> {
  const times = symbols.map(({ series }) => requireBars(series, timeframe).time);
  return {
    firstTime: Math.min(...times.map((time) => time[0])),
    lastTime: Math.max(...times.map((time) => time[time.length - 1])),
  };
}

/** The symbols of the request, else of the strategy. */
function chooseSymbols(strategy: Strategy, start: TrainingStart): string[] {
  const symbols = new Set((start.symbols ?? strategy.symbols).map((symbol) => symbol.toUpperCase()));
  if (symbols.size > 0) return [...symbols];
  throw detailError(400, `Strategy "${strategy.name}" names no symbols, and the request neither`);
}

/** The timeframes of the request, else of the strategy. Throws a 400 unless they are those that the inputs need. */
function chooseTimeframes(strategy: Strategy, start: TrainingStart): string[] {
  const timeframes = [...new Set(start.timeframes ?? strategy.timeframes)];
  const foreign = timeframes.find((timeframe) => !strategy.timeframes.includes(timeframe));
  if (foreign !== undefined) {
    throw detailError(
      400,
      `Timeframe "${foreign}" is not one of the strategy's timeframes (${strategy.timeframes.join(", ")})`,
    );
  }
  const { baseTimeframe } = strategy;
  const needed = [...new Set([baseTimeframe, ...toFeatureSpecs(strategy).map((spec) => spec.timeframe)])];
  const missing = needed.filter((timeframe) => !timeframes.includes(timeframe));
  if (missing.length === 0) return timeframes;
  throw detailError(
    400,
    `Strategy "${strategy.name}" needs bars of ${needed.join(", ")} (base timeframe ${baseTimeframe}), ` +
      `but ${missing.join(", ")} is missing among the timeframes asked for (${timeframes.join(", ")})`,
  );
}

/** The strategy's split; a validation share in the request takes from, or gives to, the training rows. */
function chooseSplit(
  split: SplitDefinition,
  validation: number | null | undefined,
): TrainingRequest["split"] {
  const { train, test } = split;
  if (validation === null || validation === undefined) return { train, validation: split.validation, test };
  // Rounded, so that 1 − 0.2 − 0.15 is 0.65 and not a hair less, which could cost a row.
  const left = Math.round((1 - validation - test) * 1e9) / 1e9;
  if (left > 0) return { train: left, validation, test };
  throw valueError(
    "body -> validation_split",
    `Validation split ${validation} leaves no training rows beside the test share of ${test}`,
  );
}
