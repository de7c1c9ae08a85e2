import { defineIndicator, type Indicator } from "../indicator.ts";
import { factor, whole } from "../parameter_shapes.ts";
import { keltner } from "../columns/bands.ts";
import { numberParameter, wholeParameter } from "../read_parameters.ts";

/** Keltner channels. Parameters `period`, `atr_period`, `multiplier`; outputs `upper`, `middle`, `lower`. */
export const keltnerChannels: Indicator = defineIndicator("KeltnerChannelsIndicator", {
  category: "volatility",
  description: "Keltner channels: moving average ± a multiple of the average true range",
  parameters: { period: whole(20, [2, 500]), atr_period: whole(10, [2, 200]), multiplier: factor(2, 10) },
  outputs: ["upper", "middle", "lower"],
  title: "Keltner channels",
  minimumBars: (parameters) =>
    Math.max(wholeParameter(parameters, "period"), wholeParameter(parameters, "atr_period")) + 1,
  compute(bars, parameters) {
    const { upper, middle, lower } = keltner(bars, {
      period: wholeParameter(parameters, "period"),
      rangePeriod: wholeParameter(parameters, "atr_period"),
      multiplier: numberParameter(parameters, "multiplier"),
    });
    return new Map([["upper", upper], ["middle", middle], ["lower", lower]]);
  },
});
