/**
 * Which model a backtest trades by.
 * @module
 */
import type * as z from "zod";
import type { backtestStartRequestSchema } from "../../../contract/backtest.ts";
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import type { ModelRecord, Store } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { describeKnown, requireStrategyName } from "../strategies/read_strategy.ts";
import { detailError } from "../service_error.ts";

/** The parsed body of `POST /backtests/start`. */
export type BacktestStart = z.output<typeof backtestStartRequestSchema>;

/** A model, and the bars to trade. */
export interface ChosenModel {
  readonly model: ModelRecord;
  readonly symbol: string;
  readonly timeframe: string;
}

/**
 * The model that the request names by id or folder, else the newest of its strategy and base timeframe that was trained
 * on the symbol. Throws a 400 that says which models there are, and one for a model of another strategy: it would trade
 * by that one's rules.
 */
export function chooseModel(engine: Engine, start: BacktestStart): ChosenModel {
  requireStrategyName(start.strategy_name);
  const named = start.model_path?.trim();
  const chosen = named === undefined || named === ""
    ? chooseNewest(engine, start)
    : chooseNamed(engine, start, named);
  const { model, timeframe } = chosen;
  if (model.timeframe === timeframe) return chosen;
  throw detailError(
    400,
    `Model ${model.id} was trained on ${model.timeframe} bars and cannot trade "${timeframe}"`,
  );
}

function chooseNamed({ store }: Engine, start: BacktestStart, named: string): ChosenModel {
  const model = store.models.find(named);
  if (model === null) {
    throw detailError(400, `Model not found: ${named} (${listModels(store.models.list())})`);
  }
  if (model.strategyName !== start.strategy_name) {
    throw detailError(
      400,
      `Model ${model.id} was trained from strategy "${model.strategyName}", not from "${start.strategy_name}"`,
    );
  }
  return {
    model,
    symbol: (start.symbol ?? model.symbols[0]).toUpperCase(),
    timeframe: start.timeframe ?? model.timeframe,
  };
}

function chooseNewest(engine: Engine, start: BacktestStart): ChosenModel {
  const models = engine.store.models.list().filter((model) => model.strategyName === start.strategy_name);
  const { symbol, timeframe } = chooseSeries(engine, start, { models });
  if (models.length === 0) requireKnown(engine, start.strategy_name);
  const model = models.find((one) => one.symbols.includes(symbol) && one.timeframe === timeframe);
  if (model !== undefined) return { model, symbol, timeframe };
  throw detailError(
    400,
    models.length === 0
      ? `Strategy "${start.strategy_name}" is not trained yet: train it with 'ktrdr model train ${start.strategy_name}'`
      : `Strategy "${start.strategy_name}" has no trained model for ${symbol} ${timeframe} (${
        listModels(models)
      }). ` +
        `Train one with 'ktrdr model train ${start.strategy_name}', or name a model`,
  );
}

/** Throws a 400, which says what may be meant, for a strategy that is neither stored nor trained. */
function requireKnown({ store }: Engine, name: string): void {
  if (store.strategies.read(name) !== null) return;
  throw detailError(400, `There is no strategy "${name}"${describeKnown(name, listKnown(store))}`);
}

/** The names of strategies that are stored or trained. */
function listKnown(store: Store): string[] {
  const trained = store.models.list().map((model) => model.strategyName);
  return [...new Set([...store.strategies.list(), ...trained])];
}

/** The bars that the request names, else the strategy, else the newest of the strategy's models that fits the request. */
function chooseSeries(
  { store }: Engine,
  start: BacktestStart,
  { models }: { readonly models: readonly ModelRecord[] },
): Omit<ChosenModel, "model"> {
  const text = store.strategies.read(start.strategy_name);
  const strategy = text === null ? null : checkStrategy(text).strategy;
  const model = models.find((one) => isFit(one, start));
  const symbol = start.symbol ?? strategy?.symbols[0] ?? model?.symbols[0];
  const timeframe = start.timeframe ?? strategy?.baseTimeframe ?? model?.timeframe;
  if (symbol && timeframe) return { symbol: symbol.toUpperCase(), timeframe };
  const reason = text === null
    ? `strategy "${start.strategy_name}" is not stored${
      describeKnown(start.strategy_name, store.strategies.list())
    }`
    : `strategy "${start.strategy_name}" names none that can be read`;
  throw detailError(
    400,
    `Symbol and timeframe must be provided or defined in strategy config: ${reason}, ` +
      `and no model of it tells them (${listOwnModels(models)})`,
  );
}

/** Whether a model was trained on what the request names. */
function isFit({ symbols, timeframe }: ModelRecord, start: BacktestStart): boolean {
  return symbols.some((symbol) => symbol === (start.symbol ?? symbol).toUpperCase()) &&
    timeframe === (start.timeframe ?? timeframe);
}

function listOwnModels(models: readonly ModelRecord[]): string {
  return models.length === 0 ? "no model of this strategy is stored" : listModels(models);
}

function listModels(models: readonly ModelRecord[]): string {
  if (models.length === 0) return "no models are stored";
  return `trained: ${
    models.slice(0, 20).map((one) => `${one.id} on ${one.symbols.join(" and ")}`).join(", ")
  }`;
}
