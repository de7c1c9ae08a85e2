/**
 * Donchian channels.
 * @module
 */
import type { Indicator } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { midpoint, priceRange } from "./price_range.ts";

/**
 * Donchian channels: highest high, lowest low and the price halfway between them over `period` bars, this one
 * included. `include_middle` changes nothing: the middle is always there. Outputs `upper`, `middle`, `lower`, NaN for
 * the first `period` − 1 bars.
 */
export const donchianChannels: Indicator = {
  title: "Donchian channels",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const range = priceRange(bars, wholeParameter(parameters, "period"));
    return new Map([["upper", range.highest], ["middle", midpoint(range)], ["lower", range.lowest]]);
  },
};
