import { defineIndicator, type Indicator } from "../indicator.ts";
import { flag, unused, whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { midpoint, priceRange } from "../columns/price_range.ts";

/**
 * Donchian channels: highest high, lowest low and the price halfway between them over `period` bars, this one
 * included. `include_middle` changes nothing: the middle is always there. Outputs `upper`, `middle`, `lower`, NaN for
 * the first `period` − 1 bars.
 */
export const donchianChannels: Indicator = defineIndicator("DonchianChannelsIndicator", {
  category: "volatility",
  description: "Donchian channels: highest high and lowest low",
  parameters: {
    period: whole(20, [2, 500]),
    include_middle: unused(flag(true), "the middle is always there"),
  },
  outputs: ["upper", "middle", "lower"],
  title: "Donchian channels",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const range = priceRange(bars, wholeParameter(parameters, "period"));
    return new Map([["upper", range.highest], ["middle", midpoint(range)], ["lower", range.lowest]]);
  },
});
