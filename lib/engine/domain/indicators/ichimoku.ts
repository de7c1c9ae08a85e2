/**
 * Ichimoku cloud.
 * @module
 */
import type { Indicator } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { midpoint, priceRange } from "./price_range.ts";

/**
 * Ichimoku (Hosoda, 1969). tenkan, kijun and senkou_b are the middle of the price range over `tenkan_period`,
 * `kijun_period` and `senkou_b_period` bars, senkou_a is the mean of tenkan and kijun, chikou the close. No line is
 * moved in time: `displacement` belongs to the chart, where it moves lines to other bars, and changes nothing here.
 * Outputs `tenkan`, `kijun`, `senkou_a`, `senkou_b`, `chikou`, NaN until their periods are full.
 */
export const ichimoku: Indicator = {
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
};
