/**
 * Whether there are bars enough for the indicators, asked before an operation is made.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import { computeFeatures } from "../../domain/features.ts";
import type { TimeframeFeatureSpec } from "../../domain/features/timeframe_features.ts";
import type { SymbolBars } from "../../domain/samples/make_samples.ts";
import { detailError } from "../service_error.ts";

/** With more bars than this, every indicator and label has what it needs. */
const fewBars = 3_000;

/** Whether there may be too few bars for an indicator or a label. */
export function isShort({ time }: Bars): boolean {
  return time.length <= fewBars;
}

/** Bars of one symbol, and the features to be computed on them. */
interface FeatureBars extends SymbolBars {
  readonly specs: readonly TimeframeFeatureSpec[];
}

/**
 * Computes the features of the timeframes with few bars. Throws a 400 that names the bars and says that they cannot be
 * `used`, such as "backtested".
 */
export function requireFeatures({ symbol, series, specs }: FeatureBars, used: string): void {
  for (const [timeframe, bars] of series) {
    if (!isShort(bars)) continue;
    try {
      computeFeatures(bars, specs.filter((spec) => spec.timeframe === timeframe));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw detailError(
        400,
        `The ${bars.time.length} bars of ${symbol} ${timeframe} cannot be ${used}: ${error.message}`,
      );
    }
  }
}
