import { defineIndicator, type Indicator, type PriceColumns } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { trueRange } from "../columns/bar_prices.ts";
import { exponentialMean } from "../columns/exponential_mean.ts";
import { wholeParameter } from "../read_parameters.ts";
import { replaceEach } from "../columns/replace_each.ts";

/**
 * ADX with its directional indicators (Wilder, New Concepts in Technical Trading Systems, 1978), each 0 to 100.
 * Smoothing is exponential with alpha = 1 / `period`, seeded by the first bar, so every bar has a value.
 * An indicator whose divisor is 0 is 0. Parameter `period`; outputs `adx`, `plus_di`, `minus_di`.
 */
export const adx: Indicator = defineIndicator("ADXIndicator", {
  category: "trend",
  description: "Average directional index: strength of a trend, with both directional indicators",
  parameters: { period: whole(14, [2, 200]) },
  outputs: ["adx", "plus_di", "minus_di"],
  title: "ADX",
  minimumBars: (parameters) => 2 * wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const alpha = 1 / wholeParameter(parameters, "period");
    const smooth = (column: Float64Array) => exponentialMean(column, { alpha, out: column });
    const range = smooth(trueRange(bars));
    const moves = directionalMoves(bars);
    const share = (move: number, i: number) => range[i] === 0 ? 0 : 100 * move / range[i];
    const plus = replaceEach(smooth(moves.plus), share);
    const minus = replaceEach(smooth(moves.minus), share);
    const direction = replaceEach(range, (_, i) => {
      const total = plus[i] + minus[i];
      return total === 0 ? 0 : 100 * Math.abs(plus[i] - minus[i]) / total;
    });
    return new Map([["adx", smooth(direction)], ["plus_di", plus], ["minus_di", minus]]);
  },
});

interface DirectionalMoves {
  readonly plus: Float64Array;
  readonly minus: Float64Array;
}

/** Rise of the high where it exceeds the fall of the low, and the other way round; 0 on the first bar. */
function directionalMoves({ high, low }: PriceColumns): DirectionalMoves {
  const plus = new Float64Array(high.length);
  const minus = new Float64Array(high.length);
  for (let i = 1; i < high.length; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    if (up > down && up > 0) plus[i] = up;
    if (down > up && down > 0) minus[i] = down;
  }
  return { plus, minus };
}
