import { indicatorTypes } from "./catalog.ts";
import type { IndicatorOutputs, IndicatorParameters, PriceColumns } from "./indicator.ts";

export type { IndicatorOutputs, IndicatorParameters } from "./indicator.ts";

/** Which indicator to compute. */
export interface IndicatorRequest {
  /** The canonical name of one in the catalogue. */
  readonly type: string;
  /** All parameters of that indicator. */
  readonly parameters: IndicatorParameters;
}

/**
 * The output columns of one indicator, each as long as the bars.
 * Throws RangeError for an unknown name, a missing or impossible parameter, or too few bars.
 */
export function computeIndicator(bars: PriceColumns, request: IndicatorRequest): IndicatorOutputs {
  const { type, parameters } = request;
  const indicator = indicatorTypes.find(({ name }) => name === type);
  if (indicator === undefined) {
    const names = indicatorTypes.map(({ name }) => name).sort();
    throw new RangeError(`Indicator type "${type}" is not supported, expected one of ${names.join(", ")}`);
  }
  const minimum = indicator.minimumBars(parameters);
  if (bars.close.length < minimum) {
    throw new RangeError(`${indicator.title} needs at least ${minimum} bars, got ${bars.close.length}`);
  }
  return indicator.compute(bars, parameters);
}
