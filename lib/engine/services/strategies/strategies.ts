/**
 * Listing, checking and storing strategies.
 * @module
 */
import { KtrdrError } from "../../../errors.ts";
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import { resolveFeatures, type StrategyFeature } from "../../../strategy/resolve_features.ts";
import type { Strategy } from "../../../strategy/strategy.ts";
import type { ModelRecord, StrategyStore } from "../../store/store.ts";
import { findUnsupported } from "./engine_support.ts";
import type { Engine } from "../engine.ts";
import { invalidStrategy, readStrategy, readStrategyText, requireStrategyName } from "./read_strategy.ts";
import { detailError } from "../service_error.ts";
import { nextTurn } from "../../jobs/next_turn.ts";

/** Characters of a strategy that is read so fast that nobody has to wait for it. */
const longestOfTurn = 4096;

export type { Strategy } from "../../../strategy/strategy.ts";

/** A stored strategy and the models trained from it. */
export interface StoredStrategy {
  readonly name: string;
  /** Null for a file with errors. */
  readonly strategy: Strategy | null;
  readonly errorCount: number;
  /** Newest first. */
  readonly models: readonly ModelRecord[];
}

/** One thing to know about a strategy. */
interface StrategyIssue {
  readonly severity: "error" | "warning";
  readonly category: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** Every stored strategy, by name; those with errors too. Others are answered between two of them. */
export async function listStrategies({ store }: Engine): Promise<StoredStrategy[]> {
  const models = store.models.list();
  const strategies: StoredStrategy[] = [];
  for (const name of store.strategies.list()) {
    const text = readForList(store.strategies, name);
    if (text === null) continue;
    strategies.push(describe(name, text, models));
    if (text.length > longestOfTurn) await nextTurn();
  }
  return strategies;
}

/** One that cannot be read is listed as an empty one, which is in error, and hides no other. */
function readForList(strategies: StrategyStore, name: string): string | null {
  try {
    return strategies.read(name);
  } catch (error) {
    if (!(error instanceof KtrdrError)) throw error;
    return "";
  }
}

/** One stored strategy. Throws a 404. */
export function findStrategy({ store }: Engine, name: string): StoredStrategy {
  requireStrategyName(name);
  const text = store.strategies.read(name);
  if (text === null) throw detailError(404, `Strategy '${name}' not found`);
  return describe(name, text, store.models.list());
}

function describe(name: string, text: string, models: readonly ModelRecord[]): StoredStrategy {
  const { strategy, problems } = checkStrategy(text);
  return {
    name,
    strategy,
    errorCount: problems.filter((problem) => problem.severity === "error").length,
    models: models.filter((model) => model.strategyName === name),
  };
}

/**
 * What is wrong with a stored strategy, and, as warnings, what this engine cannot do for it. Throws a 404.
 */
export function validateStrategy(engine: Engine, name: string): StrategyIssue[] {
  const { strategy, problems } = checkStrategy(readStrategyText(engine, name, { status: 404 }));
  const unsupported = strategy === null ? [] : findUnsupported(strategy);
  return [
    ...problems.map(({ severity, category, message, hint, line, column }) => ({
      severity,
      category,
      message: hint === undefined ? message : `${message}. ${hint}`,
      line,
      column,
    })),
    ...unsupported.map((part) => ({ severity: "warning" as const, ...part })),
  ];
}

/** The inputs of the network, in their order. Throws a 404, and a 400 for a strategy with errors. */
export function listFeatures(engine: Engine, name: string): StrategyFeature[] {
  return resolveFeatures(readStrategy(engine, name, { status: 404 }).strategy);
}

/**
 * Stores a strategy; true if the name is new. Throws a 400, and writes nothing, when it has errors, and a 409 where the
 * folder that is served has another text under this name: that one counts, whatever is stored.
 */
export async function saveStrategy(
  { store, uploads }: Engine,
  name: string,
  text: string,
): Promise<boolean> {
  requireStrategyName(name);
  const errors = await uploads.listErrors(text);
  if (errors.length > 0) throw invalidStrategy(name, errors);
  const file = store.strategies.fileOf(name);
  if (file === null) return store.strategies.write(name, text);
  if (store.strategies.read(name) === text) return false;
  throw detailError(
    409,
    `Strategy "${name}" is the file "${file}" of the folder that is served: change that file, or use another name`,
  );
}
