/**
 * Typed access to the parameters of an indicator.
 * @module
 */
import type { IndicatorParameters, PriceColumns } from "./indicator.ts";

/** A whole number of at least 1, such as a period in bars; throws RangeError for anything else. */
export function wholeParameter(parameters: IndicatorParameters, name: string): number {
  return requireWhole(parameters[name], { name, minimum: 1 });
}

/** A whole number of at least 0; throws RangeError for anything else. */
export function countParameter(parameters: IndicatorParameters, name: string): number {
  return requireWhole(parameters[name], { name, minimum: 0 });
}

interface WholeOptions {
  readonly name: string;
  readonly minimum: number;
}

function requireWhole(
  value: IndicatorParameters[string] | undefined,
  { name, minimum }: WholeOptions,
): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < minimum) {
    throw new RangeError(`Parameter "${name}" must be a whole number of at least ${minimum}, got "${value}"`);
  }
  return value;
}

/** A finite number; throws RangeError for anything else. */
export function numberParameter(parameters: IndicatorParameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new RangeError(`Parameter "${name}" must be a number, got "${value}"`);
  }
  return value;
}

/** True or false; throws RangeError for anything else. */
export function booleanParameter(parameters: IndicatorParameters, name: string): boolean {
  const value = parameters[name];
  if (typeof value !== "boolean") {
    throw new RangeError(`Parameter "${name}" must be true or false, got "${value}"`);
  }
  return value;
}

/** The column that the parameter `source` names; throws RangeError when there is no such column. */
export function sourceColumn(bars: PriceColumns, parameters: IndicatorParameters): Float64Array {
  const { source } = parameters;
  switch (source) {
    case "open":
    case "high":
    case "low":
    case "close":
    case "volume":
      return bars[source];
    default:
      throw new RangeError(
        `Parameter "source" must be one of open, high, low, close, volume, got "${source}"`,
      );
  }
}
