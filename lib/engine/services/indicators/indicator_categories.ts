/**
 * The groups of indicators, and what each is for.
 * @module
 */
import { type IndicatorCategoryName, indicatorCategoryNames } from "../../../contract/indicator.ts";
import { listIndicators } from "./indicator_listings.ts";
import { codedDetailError } from "../service_error.ts";

/** A group of indicators. */
export interface CategoryListing {
  readonly name: IndicatorCategoryName;
  readonly title: string;
  readonly description: string;
  readonly purpose: string;
  readonly usage: string;
  readonly timeframes: readonly string[];
  /** Ids of the indicators in it. */
  readonly indicators: readonly string[];
}

const texts: Readonly<Record<IndicatorCategoryName, Omit<CategoryListing, "name" | "indicators">>> = {
  trend: {
    title: "Trend Indicators",
    description: "Which way prices move, and how firmly",
    purpose: "Tell rising, falling and sideways markets apart",
    usage: "Direction of a trade, confirmation of a trend",
    timeframes: ["1h", "4h", "1d", "1w"],
  },
  momentum: {
    title: "Momentum Indicators",
    description: "How fast prices move",
    purpose: "Find markets that have moved too far, and turns",
    usage: "Overbought and oversold levels, divergences",
    timeframes: ["15m", "1h", "4h", "1d"],
  },
  volatility: {
    title: "Volatility Indicators",
    description: "How widely prices swing",
    purpose: "Measure uncertainty, foresee breakouts",
    usage: "Distance of stops, size of positions, breakouts",
    timeframes: ["1h", "4h", "1d"],
  },
  volume: {
    title: "Volume Indicators",
    description: "How much is traded while prices move",
    purpose: "Tell whether volume backs a move",
    usage: "Confirmation of a trend, accumulation and distribution",
    timeframes: ["1h", "4h", "1d"],
  },
  support_resistance: {
    title: "Support & Resistance",
    description: "Prices at which markets have turned",
    purpose: "Find levels where a move may end",
    usage: "Entries, exits, targets",
    timeframes: ["4h", "1d", "1w"],
  },
  multi_purpose: {
    title: "Multi-Purpose Indicators",
    description: "Indicators of more than one use",
    purpose: "Complete the other groups",
    usage: "Filters, inputs of a model",
    timeframes: ["1h", "4h", "1d"],
  },
};

/** Every group, also those without an indicator. */
export function listCategories(): CategoryListing[] {
  const indicators = Map.groupBy(listIndicators(), ({ category }) => category);
  return indicatorCategoryNames.map((name) => ({
    name,
    ...texts[name],
    indicators: (indicators.get(name) ?? []).map(({ id }) => id),
  }));
}

/** The group of that name, in any case. Throws a 404. */
export function findCategory(name: string): CategoryListing {
  const found = listCategories().find((category) => category.name === name.toLowerCase());
  if (found !== undefined) return found;
  throw codedDetailError(404, {
    code: "CATEGORY_NOT_FOUND",
    message: `Category '${name}' not found`,
    details: { available_categories: indicatorCategoryNames },
  });
}
