import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { typicalPrice } from "../columns/bar_prices.ts";
import { wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * CCI (Lambert, Commodity Channel Index, 1980): distance of the typical price from its mean over `period` bars, in
 * units of 0.015 × mean absolute deviation from that mean. Parameter `period`.
 * NaN for the first `period` − 1 bars and where the deviation is 0.
 */
export const cci: Indicator = defineIndicator("CCIIndicator", {
  category: "momentum",
  description: "Commodity channel index",
  parameters: { period: whole(20, [2, 100]) },
  title: "CCI",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const period = wholeParameter(parameters, "period");
    const prices = typicalPrice(bars);
    const means = rollingMean(prices, { period });
    const result = new Float64Array(prices.length).fill(NaN);
    for (let i = period - 1; i < prices.length; i++) {
      let deviation = 0;
      for (let j = i - period + 1; j <= i; j++) deviation += Math.abs(prices[j] - means[i]);
      if (deviation !== 0) result[i] = (prices[i] - means[i]) / (0.015 * (deviation / period));
    }
    return singleOutput(result);
  },
});
