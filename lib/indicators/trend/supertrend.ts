import { defineIndicator, type Indicator, type PriceColumns } from "../indicator.ts";
import { factor, whole } from "../parameter_shapes.ts";
import { trueRange } from "../columns/bar_prices.ts";
import type { Bands } from "../columns/bands.ts";
import { numberParameter, wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * SuperTrend (Seban): a stop that trails the price and changes sides when the close reaches it.
 *
 * Around (high + low) / 2 lie bands at `multiplier` times the simple mean of the true range over `period` bars. A band
 * moves only towards the price, or anywhere once the close before was beyond it. The direction starts at 1, or at −1
 * when the close is not above the lower band; it turns to −1 when the close is not above the lower band and to 1
 * when the close is not below the upper one. trend is the lower band while the direction is 1, else the upper band.
 * Outputs `trend`, `direction`, NaN for the first `period` − 1 bars, which have no mean range.
 */
export const superTrend: Indicator = defineIndicator("SuperTrendIndicator", {
  category: "trend",
  description: "SuperTrend: a trailing stop at a multiple of the average true range",
  parameters: { period: whole(10, [2, 200]), multiplier: factor(3, 10) },
  outputs: ["trend", "direction"],
  title: "SuperTrend",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const period = wholeParameter(parameters, "period");
    const range = rollingMean(trueRange(bars), { period });
    const multiplier = numberParameter(parameters, "multiplier");
    const middle = bars.high.map((high, i) => (high + bars.low[i]) / 2);
    const upper = middle.map((price, i) => price + multiplier * range[i]);
    const lower = middle.map((price, i) => price - multiplier * range[i]);
    return followTrend(bars, { upper, middle, lower, first: period - 1 });
  },
});

interface TrendOptions extends Bands {
  /** The first bar with bands. */
  readonly first: number;
}

function followTrend({ close }: PriceColumns, bands: TrendOptions): Map<string, Float64Array> {
  const { first } = bands;
  const trend = new Float64Array(close.length).fill(NaN);
  const direction = new Float64Array(close.length).fill(NaN);
  let upper = bands.upper[first];
  let lower = bands.lower[first];
  let rising = true;
  for (let i = first; i < close.length; i++) {
    if (bands.upper[i] < upper || close[i - 1] > upper) upper = bands.upper[i];
    if (bands.lower[i] > lower || close[i - 1] < lower) lower = bands.lower[i];
    rising = rising ? close[i] > lower : close[i] >= upper;
    trend[i] = rising ? lower : upper;
    direction[i] = rising ? 1 : -1;
  }
  return new Map([["trend", trend], ["direction", direction]]);
}
