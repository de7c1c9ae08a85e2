import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/**
 * Volume ratio: volume over its mean of the last `period` bars. 1, an ordinary volume, during the first `period` − 1
 * bars and where the mean is 0: no value is NaN.
 */
export const volumeRatio: Indicator = defineIndicator("VolumeRatioIndicator", {
  category: "volume",
  description: "Volume relative to its moving average",
  parameters: { period: whole(20, [2, 100]) },
  title: "Volume ratio",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute({ volume }, parameters) {
    const means = rollingMean(volume, { period: wholeParameter(parameters, "period") });
    return singleOutput(means.map((mean, i) => Math.abs(mean) > 1e-10 ? volume[i] / mean : 1));
  },
});
