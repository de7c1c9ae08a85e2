/**
 * `/strategies`.
 * @module
 */
import type { Engine } from "../services/engine.ts";
import {
  findStrategy,
  listFeatures,
  listStrategies,
  saveStrategy,
  type StoredStrategy,
  type Strategy,
  validateStrategy,
} from "../services/strategies/strategies.ts";
import { toTimestamp } from "./wire/operation_wire.ts";
import { bodyLimits, readText } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes of strategies. */
export function strategyRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/strategies", handle: () => list(engine) },
    {
      method: "GET",
      path: "/strategies/:name",
      handle: (call) => toStrategyWire(findStrategy(engine, call.parameters.name)),
    },
    { method: "PUT", path: "/strategies/:name", handle: (call) => upload(engine, call) },
    { method: "GET", path: "/strategies/:name/features", handle: (call) => features(engine, call) },
    { method: "POST", path: "/strategies/validate/:name", handle: (call) => validate(engine, call) },
  ];
}

async function list(engine: Engine): Promise<object> {
  return { success: true, strategies: (await listStrategies(engine)).map(toStrategyWire) };
}

function toStrategyWire({ name, strategy, errorCount, models }: StoredStrategy) {
  const latest = models.at(0);
  const versions = [...new Set(models.map(({ version }) => version))].sort((one, other) => one - other);
  const invalid = errorCount === 0 ? "" : `Not valid: ${errorCount} ${errorCount === 1 ? "error" : "errors"}`;
  return {
    name,
    description: strategy?.description ?? invalid,
    symbol: strategy?.symbols[0] ?? "",
    timeframe: strategy?.baseTimeframe ?? "",
    indicators: strategy?.indicators.map(({ id, type, parameters }) => ({ id, type, ...parameters })) ?? [],
    fuzzy_config: strategy === null ? {} : listFuzzySets(strategy),
    training_status: latest === undefined ? "untrained" : "trained",
    available_versions: versions,
    latest_version: latest?.version ?? null,
    latest_training_date: latest === undefined ? null : toTimestamp(latest.createdAt),
    latest_metrics: latest === undefined ? null : {
      accuracy: latest.metrics.test_accuracy ?? null,
      precision: latest.metrics.precision ?? null,
      recall: latest.metrics.recall ?? null,
      f1_score: latest.metrics.f1_score ?? null,
    },
  };
}

function listFuzzySets({ fuzzySets }: Strategy): object {
  return Object.fromEntries(fuzzySets.map(({ id, reference, memberships }) => [id, {
    indicator: reference,
    ...Object.fromEntries(memberships.map(({ name, type, parameters }) => [name, { type, parameters }])),
  }]));
}

async function upload(engine: Engine, { request, parameters: { name } }: ApiCall): Promise<object> {
  const text = await readText(request, bodyLimits.strategy);
  return { success: true, strategy_name: name, created: await saveStrategy(engine, name, text) };
}

function features(engine: Engine, { parameters: { name } }: ApiCall): object {
  const rows = listFeatures(engine, name);
  return {
    success: true,
    strategy_name: name,
    features: rows.map((feature) => ({
      feature_id: feature.featureId,
      timeframe: feature.timeframe,
      fuzzy_set: feature.fuzzySet,
      membership: feature.membership,
      indicator_id: feature.indicatorId,
      indicator_output: feature.indicatorOutput,
    })),
    count: rows.length,
  };
}

function validate(engine: Engine, { parameters: { name } }: ApiCall): object {
  const issues = validateStrategy(engine, name);
  const errors = issues.filter(({ severity }) => severity === "error").length;
  return {
    success: true,
    valid: errors === 0,
    strategy_name: name,
    issues: issues.map((issue) => ({ ...issue, details: null })),
    available_indicators: [],
    message: errors === 0 ? `Strategy "${name}" is valid` : `Strategy "${name}" has ${errors} errors`,
  };
}
