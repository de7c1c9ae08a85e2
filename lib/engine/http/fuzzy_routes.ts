/**
 * `/fuzzy`.
 * @module
 */
import {
  fuzzyCalculateRequestSchema,
  fuzzyDataRequestSchema,
  fuzzyEvaluateRequestSchema,
} from "../../contract/fuzzy.ts";
import { timeframeNames } from "../../contract/words/timeframe.ts";
import { calculateFuzzy } from "../services/fuzzy/calculate_fuzzy.ts";
import { fuzzifyValues } from "../services/fuzzy/compute_memberships.ts";
import type { Engine } from "../services/engine.ts";
import { fuzzifyData, fuzzifyOverlay } from "../services/fuzzy/fuzzify_known_sets.ts";
import { KnownFuzzySets } from "../services/fuzzy/known_fuzzy_sets.ts";
import { valueError } from "../services/service_error.ts";
import {
  toCalculationWire,
  toColumnsWire,
  toFuzzyDataWire,
  toFuzzyIndicatorWire,
  toFuzzySetsWire,
  toOverlayWire,
} from "./wire/fuzzy_wire.ts";
import { readBody } from "./read_body.ts";
import { readRequired, requireChoice } from "./read_query.ts";
import type { ApiCall, Route } from "./route.ts";
import { readPageChoice } from "./value_page.ts";

/** The routes of fuzzy sets. Symbols are upper case, however they are written. */
export function fuzzyRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/fuzzy/indicators", handle: () => list(engine) },
    { method: "GET", path: "/fuzzy/sets/:indicator", handle: (call) => sets(engine, call) },
    { method: "GET", path: "/fuzzy/data", handle: (call) => overlay(engine, call) },
    { method: "POST", path: "/fuzzy/data", handle: (call) => data(engine, call) },
    { method: "POST", path: "/fuzzy/evaluate", handle: (call) => evaluate(engine, call) },
    { method: "POST", path: "/fuzzy/calculate", handle: (call) => calculate(engine, call) },
  ];
}

function list(engine: Engine): object {
  return { success: true, data: new KnownFuzzySets(engine).list().map(toFuzzyIndicatorWire) };
}

function sets(engine: Engine, { parameters }: ApiCall): object {
  return {
    success: true,
    data: toFuzzySetsWire(new KnownFuzzySets(engine).require(parameters.indicator)),
  };
}

async function overlay(engine: Engine, { query }: ApiCall): Promise<object> {
  const names = query.getAll("indicators");
  return toOverlayWire(
    await fuzzifyOverlay(engine, {
      symbol: readRequired(query, "symbol"),
      timeframe: requireChoice(query, { name: "timeframe", choices: timeframeNames }),
      names: names.length === 0 ? null : names,
      start_date: query.get("start_date"),
      end_date: query.get("end_date"),
    }),
  );
}

async function data(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: fuzzyDataRequestSchema });
  return { success: true, data: toFuzzyDataWire(await fuzzifyData(engine, body)) };
}

async function evaluate(engine: Engine, { request }: ApiCall): Promise<object> {
  const { indicator, values, dates } = await readBody(request, { schema: fuzzyEvaluateRequestSchema });
  if (dates && dates.length !== values.length) {
    throw valueError(
      "body -> dates",
      `Expected a date for each of ${values.length} values, got ${dates.length}`,
    );
  }
  const { set } = new KnownFuzzySets(engine).require(indicator);
  const degrees = fuzzifyValues(Float64Array.from(values, (value) => value ?? NaN), set.memberships);
  return {
    success: true,
    data: {
      indicator,
      fuzzy_sets: [...degrees.keys()],
      values: toColumnsWire(indicator, degrees),
      points: values.length,
      ...(dates ? { dates } : {}),
    },
  };
}

async function calculate(engine: Engine, { request, query }: ApiCall): Promise<object> {
  // All bars are one page, where the request does not say.
  const choice = readPageChoice(query, Infinity);
  const body = await readBody(request, { schema: fuzzyCalculateRequestSchema });
  return toCalculationWire(await calculateFuzzy(engine, body), choice);
}
