/**
 * Regime labels: whether the market trends, goes sideways or is in turmoil.
 * @module
 */
import type { Bars } from "../bars.ts";
import { trueRange } from "../../../indicators/columns/bar_prices.ts";
import { rollingMean } from "../../../indicators/columns/rolling.ts";
import { isProgressive } from "./swing_progression.ts";
import { swingPivots } from "./swing_pivots.ts";
import { volatileBars } from "./volatile_bars.ts";

/** What tells one regime from another. */
interface RegimeOptions {
  /** Size of a large swing, in average true ranges. */
  readonly macroAtrMultiplier: number;
  /** Size of the small swings within it, in average true ranges. */
  readonly microAtrMultiplier: number;
  /** Bars of the average true range, and of the volatility ahead; at least 2. */
  readonly atrPeriod: number;
  /** Bars of the volatility before; at least 2. */
  readonly volLookback: number;
  /** How many times the volatility before the one ahead must be for turmoil. */
  readonly volCrisisThreshold: number;
  /** Share of the small swings, 0 to 1, that must go with the large one for a trend. */
  readonly progressionTolerance: number;
}

const trendingUp = 0;
const trendingDown = 1;
const ranging = 2;
const volatile = 3;

/**
 * One class a bar, from bar 0 to the last pivot of the large swings: 3 (volatile) on {@link volatileBars}; else 0
 * (trending up) or 1 (trending down) on the bars of a large swing whose small swings are progressive
 * ({@link isProgressive}), else 2 (ranging). Later bars have no label, for their swing is not known to be over.
 *
 * The size of a swing is a multiple of the median average true range, as a fraction of the median close.
 *
 * @throws {RangeError} when an option makes no sense, with fewer than `atrPeriod + 2` bars, and when the prices make no
 * large swing.
 */
export function regimeLabels(bars: Bars, options: RegimeOptions): Float32Array {
  requireOptions(options);
  const { close } = bars;
  if (close.length < options.atrPeriod + 2) {
    throw new RangeError(
      `Regime labels need at least ${options.atrPeriod + 2} bars, got "${close.length}"`,
    );
  }
  const range = typicalRange(bars, options.atrPeriod);
  const macro = swingPivots(close, options.macroAtrMultiplier * range);
  if (macro.length < 2) {
    throw new RangeError(
      `Regime labels need a swing of at least ${options.macroAtrMultiplier} average true ranges ` +
        `(${
          (100 * options.macroAtrMultiplier * range).toPrecision(3)
        } %), found none in "${close.length}" bars`,
    );
  }
  const micro = swingPivots(close, options.microAtrMultiplier * range);
  const labels = labelSwings(close, { macro, micro, tolerance: options.progressionTolerance });
  const turmoil = volatileBars(close, {
    ahead: options.atrPeriod,
    lookback: options.volLookback,
    threshold: options.volCrisisThreshold,
  });
  for (let bar = 0; bar < labels.length; bar++) {
    if (turmoil[bar] === 1) labels[bar] = volatile;
  }
  return labels;
}

interface Swings {
  readonly macro: Int32Array;
  readonly micro: Int32Array;
  readonly tolerance: number;
}

function labelSwings(close: Float64Array, { macro, micro, tolerance }: Swings): Float32Array {
  const labels = new Float32Array(macro[macro.length - 1] + 1);
  let first = 0;
  for (let index = 1; index < macro.length; index++) {
    const start = macro[index - 1];
    const end = macro[index];
    while (first < micro.length && micro[first] < start) first++;
    let after = first;
    while (after < micro.length && micro[after] <= end) after++;
    const prices = Float64Array.from(micro.subarray(first, after), (bar) => close[bar]);
    const direction = close[end] > close[start] ? 1 : -1;
    const trend = direction > 0 ? trendingUp : trendingDown;
    // The bar that two swings share belongs to the later one.
    labels.fill(isProgressive({ prices, direction, tolerance }) ? trend : ranging, start, end + 1);
  }
  return labels;
}

/** Median average true range as a fraction of the median close. */
function typicalRange(bars: Bars, period: number): number {
  const averages = rollingMean(trueRange(bars), { period }).filter((value) => !Number.isNaN(value));
  const range = median(averages) / median(bars.close);
  if (range > 0) return range;
  throw new RangeError(`Regime labels need prices that move, got an average true range of "${range}"`);
}

/** The value in the middle, or the mean of the two in the middle. */
function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function requireOptions(options: RegimeOptions): void {
  const { macroAtrMultiplier, microAtrMultiplier, atrPeriod, volLookback } = options;
  requirePositive("Macro swing multiplier", macroAtrMultiplier);
  requirePositive("Micro swing multiplier", microAtrMultiplier);
  requirePeriod("Average true range period", atrPeriod);
  requirePeriod("Volatility lookback", volLookback);
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be a positive number, got "${value}"`);
}

function requirePeriod(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 2) {
    throw new RangeError(`${name} must be a whole number of bars from 2 up, got "${value}"`);
  }
}
