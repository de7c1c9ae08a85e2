/**
 * Membership degrees of values, of a column of bars, and of indicators over bars.
 * @module
 */
import type { Bars, PriceColumn } from "../../domain/bars.ts";
import { computeFeatures, type FeatureSpec } from "../../domain/features.ts";
import { fuzzify, type MembershipFunction } from "../../domain/fuzzy.ts";
import type { KnownFuzzySet } from "./known_fuzzy_sets.ts";
import { refuseImpossible } from "../indicators/refuse_impossible.ts";
import { codedDetailError } from "../service_error.ts";

/** Degrees, 0 to 1, by the name of the membership function; NaN where a value is missing. */
export type Memberships = ReadonlyMap<string, Float64Array>;

/** A membership function and its name. */
export interface NamedMembership extends MembershipFunction {
  readonly name: string;
}

/** The degrees of values. */
export function fuzzifyValues(
  values: Float64Array,
  memberships: readonly NamedMembership[],
): Memberships {
  return new Map(memberships.map((membership) => [membership.name, fuzzify(values, membership)]));
}

/** An output of an indicator, and its degrees. */
export interface FuzzifiedIndicator {
  readonly values: Float64Array;
  readonly memberships: Memberships;
}

/** What to calculate and fuzzify. */
interface FuzzifyRequest extends Pick<FeatureSpec, "indicator" | "output"> {
  readonly memberships: readonly NamedMembership[];
  /** The first bar that is answered. Default: the first one there is. */
  readonly first?: number;
}

/** Calculates an indicator on all bars, and the degrees from `first` on. Throws a 400 where the bars are too few. */
export function fuzzifyIndicator(bars: Bars, request: FuzzifyRequest): FuzzifiedIndicator {
  const { memberships, first = 0, ...indicator } = request;
  const [column] = refuseImpossible(() => computeFeatures(bars, [{ id: "", ...indicator }])).columns;
  // A copy: a view of the newest values would keep all others in memory.
  const values = first === 0 ? column : column.slice(first);
  return { values, memberships: fuzzifyValues(values, memberships) };
}

/** A known fuzzy set over bars. */
interface FuzzifyKnownOptions {
  readonly found: KnownFuzzySet;
  /** The first bar that is answered. Default: the first one there is. */
  readonly first?: number;
}

/** The degrees of a known fuzzy set's indicator. Throws a 400 for an indicator that is not one of bars. */
export function fuzzifyKnownSet(
  bars: Bars,
  { found: { set, indicator, id }, first = 0 }: FuzzifyKnownOptions,
): Memberships {
  const { type, parameters, dataSource } = indicator;
  if (dataSource !== null) {
    throw codedDetailError(400, {
      code: "CONFIG-ContextData",
      message:
        `The fuzzy set "${id}" looks at context data "${dataSource}", which the embedded engine has not`,
      details: { indicator: id, data_source: dataSource },
    });
  }
  const { output, memberships } = set;
  return fuzzifyIndicator(bars, { indicator: { type, parameters }, output, memberships, first }).memberships;
}

const priceColumns: readonly PriceColumn[] = ["open", "high", "low", "close", "volume"];

/** A column of bars by its name. Throws a 400 for any other name. */
export function findPriceColumn(bars: Bars, name: string): Float64Array {
  const column = priceColumns.find((known) => known === name);
  if (column !== undefined) return bars[column];
  throw codedDetailError(400, {
    code: "CONFIG-UnknownColumn",
    message: `Unknown source column "${name}", expected one of ${priceColumns.join(", ")}; without one the ` +
      "fuzzy set's own indicator is calculated",
    details: { source_column: name },
  });
}
