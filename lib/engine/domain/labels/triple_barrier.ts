import type { Bars } from "../bars.ts";
import { barVolatility, type VolatilityOptions } from "./volatility.ts";

/** Where the three barriers stand. */
export interface TripleBarrierOptions extends VolatilityOptions {
  /** Distance of the upper barrier from the close, in volatilities. */
  readonly ptMultiplier: number;
  /** Distance of the lower barrier from the close, in volatilities. */
  readonly slMultiplier: number;
  /** The time barrier: bars until a label is decided at the latest. */
  readonly maxHoldingPeriod: number;
}

/** Which barrier came first, one entry for each bar but the last `maxHoldingPeriod`. */
interface TripleBarrierOutcome {
  /** +1 upper barrier or a clear rise at expiry, −1 lower barrier or a clear fall, 0 neither. */
  readonly sides: Int8Array;
  /** Bars until the label was decided, 1 … `maxHoldingPeriod`. */
  readonly holding: Int32Array;
}

interface Entry {
  readonly bar: number;
  readonly volatility: number;
}

/**
 * The triple barrier method (López de Prado, Advances in Financial Machine Learning, chapter 3).
 *
 * From each bar's close the highs and lows of the following bars are compared with an upper and a lower barrier. When
 * one bar touches both, its close decides. When none is touched in time the return at expiry decides, and counts
 * as neither when it is below half the volatility scaled to the holding time, `½ · v · √maxHoldingPeriod`.
 *
 * @throws {RangeError} when the periods are not whole numbers from 1 up, or with fewer than
 * `maxHoldingPeriod + volSpan` bars.
 */
export function tripleBarrier(bars: Bars, options: TripleBarrierOptions): TripleBarrierOutcome {
  const { maxHoldingPeriod, volSpan } = options;
  requirePeriod("Maximum holding period", maxHoldingPeriod);
  requirePeriod("Volatility span", volSpan);
  const count = bars.close.length;
  if (count < maxHoldingPeriod + volSpan) {
    throw new RangeError(
      `Triple barrier labels need at least ${maxHoldingPeriod + volSpan} bars ` +
        `(holding period ${maxHoldingPeriod} + volatility span ${volSpan}), got "${count}"`,
    );
  }
  const volatility = barVolatility(bars, options);
  const sides = new Int8Array(count - maxHoldingPeriod);
  const holding = new Int32Array(sides.length);
  for (let bar = 0; bar < sides.length; bar++) {
    const entry = { bar, volatility: volatility[bar] };
    const touched = firstTouch(bars, entry, options);
    holding[bar] = touched.bars;
    sides[bar] = touched.side === 0 ? sideAtExpiry(bars.close, entry, maxHoldingPeriod) : touched.side;
  }
  return { sides, holding };
}

function requirePeriod(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} must be a whole number of bars from 1 up, got "${value}"`);
  }
}

function firstTouch(bars: Bars, entry: Entry, options: TripleBarrierOptions): { side: number; bars: number } {
  const price = bars.close[entry.bar];
  const upper = price * (1 + options.ptMultiplier * entry.volatility);
  const lower = price * (1 - options.slMultiplier * entry.volatility);
  for (let held = 1; held <= options.maxHoldingPeriod; held++) {
    const bar = entry.bar + held;
    const hitsUpper = bars.high[bar] >= upper;
    const hitsLower = bars.low[bar] <= lower;
    if (hitsUpper && hitsLower) return { side: bars.close[bar] >= price ? 1 : -1, bars: held };
    if (hitsUpper) return { side: 1, bars: held };
    if (hitsLower) return { side: -1, bars: held };
  }
  return { side: 0, bars: options.maxHoldingPeriod };
}

function sideAtExpiry(close: Float64Array, entry: Entry, maxHoldingPeriod: number): number {
  const price = close[entry.bar];
  const change = (close[entry.bar + maxHoldingPeriod] - price) / price;
  const isSmall = Math.abs(change) < 0.5 * entry.volatility * Math.sqrt(maxHoldingPeriod);
  return isSmall ? 0 : Math.sign(change);
}
