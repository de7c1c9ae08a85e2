/**
 * `/indicators`.
 * @module
 */
import { indicatorCalculateRequestSchema } from "../../contract/indicator.ts";
import { calculateIndicators } from "../services/indicators/calculate_indicators.ts";
import type { Engine } from "../services/engine.ts";
import { findCategory, listCategories } from "../services/indicators/indicator_categories.ts";
import { listIndicators } from "../services/indicators/indicator_listings.ts";
import { toCategoryWire, toIndicatorWire, toValuesWire } from "./wire/indicator_wire.ts";
import { readBody } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";
import { readPageChoice } from "./value_page.ts";

/** Bars on a page, where the request does not say. */
const usualPage = 1000;

/** The routes of indicators. Symbols are upper case, however they are written. */
export function indicatorRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/indicators", handle: list },
    { method: "POST", path: "/indicators/calculate", handle: (call) => calculate(engine, call) },
    { method: "GET", path: "/indicators/categories", handle: categories },
    { method: "GET", path: "/indicators/categories/:category", handle: category },
    { method: "GET", path: "/indicators/category-names", handle: categoryNames },
  ];
}

function list(): object {
  return { success: true, data: listIndicators().map(toIndicatorWire), error: null };
}

async function calculate(engine: Engine, { request, query }: ApiCall): Promise<object> {
  const choice = readPageChoice(query, usualPage);
  const body = await readBody(request, { schema: indicatorCalculateRequestSchema });
  return toValuesWire(await calculateIndicators(engine, body), choice);
}

function categories(): object {
  const all = listCategories();
  return {
    success: true,
    categories: Object.fromEntries(all.map((one) => [one.name, toCategoryWire(one)])),
    total_categories: all.length,
    total_indicators: all.reduce((total, { indicators }) => total + indicators.length, 0),
  };
}

function category({ parameters }: ApiCall): object {
  const found = findCategory(parameters.category);
  return { success: true, category: { name: found.name, ...toCategoryWire(found) } };
}

function categoryNames(): object {
  const names = listCategories().map(({ name }) => name);
  return { success: true, categories: names, count: names.length };
}
