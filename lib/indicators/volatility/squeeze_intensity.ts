import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { factor, source, whole } from "../parameter_shapes.ts";
import { bollinger, keltner } from "../columns/bands.ts";
import { numberParameter, sourceColumn, wholeParameter } from "../read_parameters.ts";

/** Bars over which the Keltner channel averages the true range. */
const rangePeriod = 10;

/**
 * Squeeze intensity: the smaller of the two gaps between a Bollinger band and the Keltner band on its side, as a share
 * of the channel's width; 0 where a Bollinger band is outside.
 * Parameters `bb_period`, `bb_multiplier`, `kc_period`, `kc_multiplier`, `source` (of the Bollinger bands only).
 * 0 for the first 9 bars, which have no channel, and where its width is 0; then NaN until bar `bb_period`.
 */
export const squeezeIntensity: Indicator = defineIndicator("SqueezeIntensityIndicator", {
  category: "volatility",
  description: "How far the Bollinger bands lie within the Keltner channels",
  parameters: {
    bb_period: whole(20, [2, 100]),
    bb_multiplier: factor(2, 5),
    kc_period: whole(20, [2, 100]),
    kc_multiplier: factor(2, 5),
    source,
  },
  title: "Squeeze intensity",
  minimumBars: (parameters) =>
    Math.max(
      wholeParameter(parameters, "bb_period"),
      Math.max(wholeParameter(parameters, "kc_period"), rangePeriod) + 1,
    ),
  compute(bars, parameters) {
    const bands = bollinger(sourceColumn(bars, parameters), {
      period: wholeParameter(parameters, "bb_period"),
      multiplier: numberParameter(parameters, "bb_multiplier"),
    });
    const channel = keltner(bars, {
      period: wholeParameter(parameters, "kc_period"),
      rangePeriod,
      multiplier: numberParameter(parameters, "kc_multiplier"),
    });
    return singleOutput(channel.upper.map((upper, i) => {
      const width = upper - channel.lower[i];
      if (!(Math.abs(width) > 1e-10)) return 0;
      return Math.max(
        0,
        Math.min((upper - bands.upper[i]) / width, (bands.lower[i] - channel.lower[i]) / width),
      );
    }));
  },
});
