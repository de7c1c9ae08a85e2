/**
 * Models that trainings tell of, for servers whose list of models names none.
 * @module
 */
import type { ApiClient } from "../../client/api_client.ts";
import type { RequestOptions } from "../../client/client_options.ts";
import type { Model } from "../../contract/model.ts";
import { type TrainingResult, trainingResultSchema } from "../../contract/training.ts";
import { ApiError, ContractError } from "../../errors.ts";
import { timeOf } from "./time_of.ts";

/** A model, as the training that made it tells of it. */
interface TrainedModel {
  /** Its folder, as the server knows it. */
  path: string;
  strategy: string;
  symbols: readonly string[];
  timeframes: readonly string[];
  operationId: string;
  /** RFC 3339, or as the server writes it; null where it does not tell. */
  startedAt: string | null;
  completedAt: string | null;
  testAccuracy: number | null;
  trainingAccuracy: number | null;
}

/** Which model is looked for. */
interface TrainedModelQuery {
  strategy: string;
  symbol?: string | undefined;
  timeframe?: string | undefined;
  request?: RequestOptions | undefined;
}

/** What was found; `strategies` are those of the trainings that were looked at. */
interface TrainedModelAnswer {
  model: TrainedModel | undefined;
  strategies: ReadonlySet<string>;
}

/** So many trainings are looked at, the newest ones. */
const mostTrainings = 100;
/** So many are read at a time. */
const atOnce = 8;

/** The model of the newest completed training of a strategy; none where the server knows of none. */
export async function findTrainedModel(
  client: ApiClient,
  { strategy, symbol, timeframe, request = {} }: TrainedModelQuery,
): Promise<TrainedModelAnswer> {
  const strategies = new Set<string>();
  for await (const model of trainedModels(client, request)) {
    strategies.add(model.strategy);
    const isMeant = model.strategy === strategy && includes(model.symbols, symbol) &&
      includes(model.timeframes, timeframe);
    if (isMeant) return { model, strategies };
  }
  return { model: undefined, strategies };
}

/**
 * Models, with the ids and names that a server leaves empty taken from the trainings that made them. The id is then what
 * `--model-path` takes.
 */
export async function nameModels(
  client: ApiClient,
  models: readonly Model[],
  request: RequestOptions = {},
): Promise<Model[]> {
  if (models.every(({ model_id }) => model_id !== "")) return [...models];
  const trained = await Array.fromAsync(trainedModels(client, request));
  const free = new Set(trained);
  return models.map((model) => {
    if (model.model_id !== "") return model;
    const made = [...free].find((one) => hasMade(one, model));
    if (made === undefined) return model;
    free.delete(made);
    return nameModel(model, made);
  });
}

/** The models of completed trainings, the newest first; none where the server does not list any. */
async function* trainedModels(client: ApiClient, request: RequestOptions): AsyncGenerator<TrainedModel> {
  const filter = { operation_type: "training", status: "completed", limit: mostTrainings } as const;
  const { data = [] } = await client.operations.list(filter, request).catch(ignoreRefusal) ?? {};
  for (let first = 0; first < data.length; first += atOnce) {
    const ids = data.slice(first, first + atOnce).map(({ operation_id }) => operation_id);
    const models = await Promise.all(ids.map((id) => readModel(client, id, request)));
    for (const model of models) if (model !== undefined) yield model;
  }
}

async function readModel(
  client: ApiClient,
  operationId: string,
  request: RequestOptions,
): Promise<TrainedModel | undefined> {
  const operation = await client.operations.get(operationId, request).catch(ignoreRefusal);
  const result = trainingResultSchema.safeParse(operation?.result_summary).data;
  const strategy = result?.session_info?.strategy_name;
  if (operation === undefined || typeof strategy !== "string" || typeof result?.model_path !== "string") {
    return undefined;
  }
  return {
    path: result.model_path,
    strategy,
    ...barsOf(result),
    operationId,
    startedAt: operation.started_at,
    completedAt: operation.completed_at,
    testAccuracy: result.test_metrics?.test_accuracy ?? null,
    trainingAccuracy: result.training_metrics?.final_train_accuracy ?? null,
  };
}

function barsOf({ data_summary: data, session_info: session }: TrainingResult) {
  return {
    symbols: data?.symbols ?? session?.symbols ?? [],
    timeframes: data?.timeframes ?? session?.timeframes ?? [],
  };
}

function includes(names: readonly string[], name: string | undefined): boolean {
  return name === undefined || names.includes(name);
}

/** Between the end of a training and the moment at which its model was stored. Milliseconds. */
const longestSaving = 60_000;

/** Whether a model appeared while a training ran, of what it ran on. */
function hasMade(training: TrainedModel, { symbol, timeframe, created_at }: Model): boolean {
  const saved = timeOf(created_at);
  return includes(training.symbols, symbol ?? undefined) &&
    includes(training.timeframes, timeframe ?? undefined) &&
    saved >= timeOf(training.startedAt) && saved <= timeOf(training.completedAt) + longestSaving;
}

function nameModel(model: Model, made: TrainedModel): Model {
  return {
    ...model,
    model_id: made.path,
    model_name: model.model_name || made.strategy,
    strategy_name: made.strategy,
    model_path: made.path,
    operation_id: made.operationId,
    // A server that names no model tells an accuracy of 0 of each.
    test_accuracy: made.testAccuracy ?? model.test_accuracy,
    training_accuracy: made.trainingAccuracy ?? model.training_accuracy,
  };
}

/** The server may answer such a question or not. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof ApiError || error instanceof ContractError)) throw error;
}
