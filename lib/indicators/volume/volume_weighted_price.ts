import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { flag, whole } from "../parameter_shapes.ts";
import { typicalPrice } from "../columns/bar_prices.ts";
import { booleanParameter, countParameter } from "../read_parameters.ts";
import { rollingSum } from "../columns/rolling.ts";
import { runningSum } from "../columns/running_sum.ts";

/**
 * VWAP: sum of price × volume over sum of volume, of the last `period` bars (or as many as there are), or of all bars
 * so far when `period` is 0. The price is (high + low + close) / 3, the close when `use_typical_price` is false.
 * Has a value from the first bar; NaN where no volume was traded.
 */
export const volumeWeightedPrice: Indicator = defineIndicator("VWAPIndicator", {
  category: "volume",
  description: "Volume-weighted average price; period 0 accumulates from the first bar",
  parameters: { period: whole(20, [0, 200]), use_typical_price: flag(true) },
  title: "VWAP",
  minimumBars: (parameters) => Math.max(1, countParameter(parameters, "period")),
  compute(bars, parameters) {
    const period = countParameter(parameters, "period");
    const prices = booleanParameter(parameters, "use_typical_price") ? typicalPrice(bars) : bars.close;
    const sum = (values: Float64Array) =>
      period === 0 ? runningSum(values) : rollingSum(values, { period, minimum: 1 });
    const volume = sum(bars.volume);
    return singleOutput(
      sum(prices.map((price, i) => price * bars.volume[i])).map((turnover, i) => turnover / volume[i]),
    );
  },
});
