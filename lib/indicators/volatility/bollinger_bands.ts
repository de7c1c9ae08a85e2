import { defineIndicator, type Indicator } from "../indicator.ts";
import { factor, source, whole } from "../parameter_shapes.ts";
import { bandsOf } from "../columns/bands.ts";
import { wholeParameter } from "../read_parameters.ts";

/** Bollinger bands. Parameters `period`, `multiplier`, `source`; outputs `upper`, `middle`, `lower`. */
export const bollingerBands: Indicator = defineIndicator("BollingerBandsIndicator", {
  category: "volatility",
  description: "Bollinger bands: moving average ± a multiple of the standard deviation",
  aliases: ["bbands"],
  parameters: { period: whole(20, [2, 200]), multiplier: factor(2, 10), source },
  outputs: ["upper", "middle", "lower"],
  title: "Bollinger bands",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute(bars, parameters) {
    const { upper, middle, lower } = bandsOf(bars, parameters);
    return new Map([["upper", upper], ["middle", middle], ["lower", lower]]);
  },
});
