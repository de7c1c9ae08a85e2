/**
 * Volume set against the direction of the price: on-balance volume and money flow index.
 * @module
 */
import { typicalPrice } from "./bar_prices.ts";
import { type Indicator, singleOutput } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { replaceEach } from "./replace_each.ts";
import { rollingSum } from "./rolling.ts";

/** On-balance volume: starts at 0, plus the volume of a bar that closes higher, minus that of one that closes lower. */
export const onBalanceVolume: Indicator = {
  title: "OBV",
  minimumBars: () => 2,
  compute({ close, volume }) {
    const result = new Float64Array(close.length);
    for (let i = 1; i < close.length; i++) {
      let flow = 0;
      if (close[i] > close[i - 1]) flow = volume[i];
      else if (close[i] < close[i - 1]) flow = -volume[i];
      result[i] = result[i - 1] + flow;
    }
    return singleOutput(result);
  },
};

/**
 * Money flow index, 0 to 100: 100 − 100 / (1 + rising / falling), each the sum of typical price × volume over the
 * bars of the last `period` whose typical price rose or fell. 100 where nothing fell (also where nothing moved), else
 * 0 where nothing rose. Parameter `period`. The first `period` values are NaN. Throws RangeError for a negative volume.
 */
export const moneyFlowIndex: Indicator = {
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
};

function flowIndex(positive: number, negative: number): number {
  if (negative === 0) return 100;
  return positive === 0 ? 0 : 100 - 100 / (1 + positive / negative);
}
