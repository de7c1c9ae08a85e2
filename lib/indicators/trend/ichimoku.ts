import { defineIndicator, type Indicator } from "../indicator.ts";
import { unused, whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { midpoint, priceRange } from "../columns/price_range.ts";

/**
 * Ichimoku (Hosoda, 1969). tenkan, kijun and senkou_b are the middle of the price range over `tenkan_period`,
 * `kijun_period` and `senkou_b_period` bars, senkou_a is the mean of tenkan and kijun, chikou the close. No line is
 * moved in time: `displacement` belongs to the chart, where it moves lines to other bars, and changes nothing here.
 * Outputs `tenkan`, `kijun`, `senkou_a`, `senkou_b`, `chikou`, NaN until their periods are full.
 */
export const ichimoku: Indicator = defineIndicator("IchimokuIndicator", {
  category: "trend",
  description: "Ichimoku cloud",
  parameters: {
    tenkan_period: whole(9, [1, 50]),
    kijun_period: whole(26, [1, 100]),
    senkou_b_period: whole(52, [1, 200]),
    displacement: unused(whole(26, [1, 100]), "it only moves lines on a chart"),
  },
  outputs: ["tenkan", "kijun", "senkou_a", "senkou_b", "chikou"],
  title: "Ichimoku",
  minimumBars: (parameters) =>
    Math.max(
      wholeParameter(parameters, "tenkan_period"),
      wholeParameter(parameters, "kijun_period"),
      wholeParameter(parameters, "senkou_b_period"),
    ),
  compute(bars, parameters) {
    const middle = (name: string) => midpoint(priceRange(bars, wholeParameter(parameters, name)));
    const tenkan = middle("tenkan_period");
    const kijun = middle("kijun_period");
    return new Map([
      ["tenkan", tenkan],
      ["kijun", kijun],
      ["senkou_a", tenkan.map((value, i) => (value + kijun[i]) / 2)],
      ["senkou_b", middle("senkou_b_period")],
      ["chikou", bars.close.slice()],
    ]);
  },
});
