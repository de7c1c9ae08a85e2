/**
 * Indicators as the API writes them.
 * @module
 */
import type { CalculatedIndicators } from "../services/calculate_indicators.ts";
import type { CategoryListing } from "../services/indicator_categories.ts";
import type { IndicatorListing, ListedParameter } from "../services/indicator_listings.ts";
import { toZonelessText } from "../services/iso_date.ts";
import { toFinite } from "../services/to_finite.ts";

const typeWords = { integer: "int", number: "float", boolean: "bool", choice: "str" } as const;

/** One row of `GET /indicators/`. */
export function toIndicatorWire({ id, name, category, type, parameters }: IndicatorListing): object {
  return {
    id,
    name,
    description: type.description,
    type: category,
    parameters: parameters.map(toParameterWire),
    resources: {},
    strategy_type: type.name,
    outputs: type.outputs,
  };
}

function toParameterWire(parameter: ListedParameter): object {
  const { name, kind, expected } = parameter;
  const words = name.replaceAll("_", " ");
  return {
    name,
    type: typeWords[kind],
    description: `${words[0].toUpperCase()}${words.slice(1)}: ${expected}`,
    default: parameter.default,
    min_value: parameter.minimum ?? parameter.exclusiveMinimum ?? null,
    max_value: parameter.maximum ?? parameter.exclusiveMaximum ?? null,
    options: parameter.choices ?? null,
  };
}

/** One value of `GET /indicators/categories`. */
export function toCategoryWire(category: CategoryListing): object {
  return {
    info: {
      name: category.title,
      description: category.description,
      purpose: category.purpose,
      typical_usage: category.usage,
      common_timeframes: category.timeframes,
    },
    indicators: category.indicators,
    count: category.indicators.length,
  };
}

/** Which part of the values is asked for. */
export interface PageChoice {
  /** The first one is 1 and has the oldest bars; one beyond the end stands for the last one. */
  readonly page: number;
  /** Most bars on it. */
  readonly pageSize: number;
}

/** One page of `POST /indicators/calculate`. */
export function toValuesWire(found: CalculatedIndicators, { page, pageSize }: PageChoice): object {
  const { symbol, timeframe, bars: { time }, columns, warnings } = found;
  const pages = Math.ceil(time.length / pageSize);
  const current = Math.min(page, pages);
  const first = (current - 1) * pageSize;
  const cut = (values: Float64Array) => [...values.subarray(first, first + pageSize)];
  return {
    success: true,
    dates: cut(time).map(toSpacedText),
    indicators: Object.fromEntries([...columns].map(([name, values]) => [name, cut(values).map(toFinite)])),
    metadata: {
      symbol,
      timeframe,
      start_date: toSpacedText(time[0]),
      end_date: toSpacedText(time[time.length - 1]),
      points: time.length,
      total_items: time.length,
      total_pages: pages,
      current_page: current,
      page_size: pageSize,
      has_next: current < pages,
      has_prev: current > 1,
      ...(warnings.length === 0 ? {} : { warnings }),
    },
  };
}

/** `2015-01-01 00:00:00`: UTC, without saying so. */
export function toSpacedText(time: number): string {
  return toZonelessText(time).replace("T", " ");
}
