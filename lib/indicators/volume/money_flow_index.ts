import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { typicalPrice } from "../columns/bar_prices.ts";
import { wholeParameter } from "../read_parameters.ts";
import { replaceEach } from "../columns/replace_each.ts";
import { rollingSum } from "../columns/rolling.ts";

/**
 * Money flow index, 0 to 100: 100 − 100 / (1 + rising / falling), each the sum of typical price × volume over the
 * bars of the last `period` whose typical price rose or fell. 100 where nothing fell (also where nothing moved), else
 * 0 where nothing rose. Parameter `period`. The first `period` values are NaN. Throws RangeError for a negative volume.
 */
export const moneyFlowIndex: Indicator = defineIndicator("MFIIndicator", {
  category: "volume",
  description: "Money flow index",
  dividesByPrices: true,
  parameters: { period: whole(14, [1, 100]) },
  title: "MFI",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + 1,
  compute(bars, parameters) {
    const period = wholeParameter(parameters, "period");
    const negative = bars.volume.findIndex((volume) => volume < 0);
    if (negative >= 0) {
      throw new RangeError(
        `MFI needs volumes of at least 0, got "${bars.volume[negative]}" at bar ${negative}`,
      );
    }
    const prices = typicalPrice(bars);
    const rising = new Float64Array(prices.length);
    const falling = new Float64Array(prices.length);
    for (let i = 1; i < prices.length; i++) {
      const flow = prices[i] * bars.volume[i];
      if (prices[i] > prices[i - 1]) rising[i] = flow;
      else if (prices[i] < prices[i - 1]) falling[i] = flow;
    }
    const positive = rollingSum(rising, { period });
    const result = replaceEach(rollingSum(falling, { period }), (fall, i) => flowIndex(positive[i], fall));
    // The first bar has no direction, so the window that starts with it holds one change too few.
    result[period - 1] = NaN;
    return singleOutput(result);
  },
});

function flowIndex(positive: number, negative: number): number {
  if (negative === 0) return 100;
  return positive === 0 ? 0 : 100 - 100 / (1 + positive / negative);
}
