/**
 * Volume compared with its mean.
 * @module
 */
import { type Indicator, singleOutput } from "./indicator.ts";
import { wholeParameter } from "./parameters.ts";
import { rollingMean } from "./rolling.ts";

/**
 * Volume ratio: volume over its mean of the last `period` bars. 1, an ordinary volume, during the first `period` − 1
 * bars and where the mean is 0: no value is NaN.
 */
export const volumeRatio: Indicator = {
  title: "Volume ratio",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute({ volume }, parameters) {
    const means = rollingMean(volume, { period: wholeParameter(parameters, "period") });
    return singleOutput(means.map((mean, i) => Math.abs(mean) > 1e-10 ? volume[i] / mean : 1));
  },
};
