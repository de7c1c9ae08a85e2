/**
 * Fuzzy sets and memberships as the API writes them.
 * @module
 */
import type { FuzzyCalculationResult } from "../../services/fuzzy/calculate_fuzzy.ts";
import type { Memberships } from "../../services/fuzzy/compute_memberships.ts";
import type { FuzzifiedBars } from "../../services/fuzzy/fuzzify_known_sets.ts";
import { toUtcText, toZonelessText } from "../../services/iso_date.ts";
import type { KnownFuzzySet } from "../../services/fuzzy/known_fuzzy_sets.ts";
import { toFinite } from "../../services/to_finite.ts";
import { toSpacedText } from "./indicator_wire.ts";
import { openPage, type PageChoice, toPageMetadata } from "../value_page.ts";

/** One row of `GET /fuzzy/indicators`. */
export function toFuzzyIndicatorWire({ id, strategyName, set, indicator }: KnownFuzzySet): object {
  const names = set.memberships.map(({ name }) => name);
  return {
    id,
    name: set.id.toUpperCase(),
    fuzzy_sets: names,
    output_columns: names.map((name) => `${id}_${name}`),
    strategy: strategyName,
    fuzzy_set: set.id,
    indicator: {
      id: indicator.id,
      type: indicator.type,
      parameters: indicator.parameters,
      output: set.output,
    },
  };
}

/** `data` of `GET /fuzzy/sets/{indicator}`. */
export function toFuzzySetsWire({ set }: KnownFuzzySet): object {
  return Object.fromEntries(
    set.memberships.map(({ name, type, parameters }) => [name, { type, parameters }]),
  );
}

/** Columns of degrees, by the name of the indicator and the membership function. */
export function toColumnsWire(indicator: string, memberships: Memberships): object {
  return Object.fromEntries(
    [...memberships].map(([name, degrees]) => [`${indicator}_${name}`, toNumbers(degrees)]),
  );
}

/** `data` of `POST /fuzzy/data`. */
export function toFuzzyDataWire({ symbol, timeframe, bars: { time }, memberships }: FuzzifiedBars): object {
  const dates = [...time].map(toSpacedText);
  return {
    symbol,
    timeframe,
    dates,
    indicators: Object.fromEntries(
      [...memberships].map(([name, columns]) => [name, toColumnsWire(name, columns)]),
    ),
    metadata: { start_date: dates[0], end_date: dates[dates.length - 1], points: dates.length },
  };
}

/** `GET /fuzzy/data`. */
export function toOverlayWire(found: FuzzifiedBars): object {
  const { symbol, timeframe, bars: { time }, memberships, warnings } = found;
  const stamps = [...time].map((moment) => toUtcText(moment).replace("Z", "+00:00"));
  const points = (degrees: Float64Array) =>
    stamps.map((timestamp, bar) => ({ timestamp, value: toFinite(degrees[bar]) }));
  const sets = (columns: Memberships) =>
    [...columns].map(([set, degrees]) => ({ set, membership: points(degrees) }));
  return {
    symbol,
    timeframe,
    data: Object.fromEntries([...memberships].map(([name, columns]) => [name, sets(columns)])),
    warnings: warnings.length === 0 ? null : warnings,
  };
}

/** One page of `POST /fuzzy/calculate`. */
export function toCalculationWire(result: FuzzyCalculationResult, choice: PageChoice): object {
  const { symbol, timeframe, bars: { time }, indicator, parameters, output } = result;
  const page = openPage(time.length, choice);
  return {
    success: true,
    symbol,
    timeframe,
    indicator: { id: indicator.id, type: indicator.type.name, parameters, output },
    dates: page.cut(time).map(toZonelessText),
    values: page.cut(result.values).map(toFinite),
    memberships: Object.fromEntries(
      [...result.memberships].map(([name, degrees]) => [name, page.cut(degrees).map(toFinite)]),
    ),
    metadata: toPageMetadata(result, { page, formatTime: toZonelessText }),
  };
}

function toNumbers(values: Float64Array): (number | null)[] {
  return [...values].map(toFinite);
}
