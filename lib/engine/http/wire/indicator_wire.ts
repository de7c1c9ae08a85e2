/**
 * Indicators as the API writes them.
 * @module
 */
import type { CalculatedIndicators } from "../../services/indicators/calculate_indicators.ts";
import type { CategoryListing } from "../../services/indicators/indicator_categories.ts";
import type { IndicatorListing, ListedParameter } from "../../services/indicators/indicator_listings.ts";
import { toZonelessText } from "../../services/iso_date.ts";
import { toFinite } from "../../services/to_finite.ts";
import { openPage, type PageChoice, toPageMetadata } from "../value_page.ts";

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

/** One page of `POST /indicators/calculate`. */
export function toValuesWire(found: CalculatedIndicators, choice: PageChoice): object {
  const { bars: { time }, columns } = found;
  const page = openPage(time.length, choice);
  return {
    success: true,
    dates: page.cut(time).map(toSpacedText),
    indicators: Object.fromEntries(
      [...columns].map(([name, values]) => [name, page.cut(values).map(toFinite)]),
    ),
    metadata: toPageMetadata(found, { page, formatTime: toSpacedText }),
  };
}

/** `2015-01-01 00:00:00`: UTC, without saying so. */
export function toSpacedText(time: number): string {
  return toZonelessText(time).replace("T", " ");
}
