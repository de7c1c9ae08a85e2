import { defineIndicator, type Indicator } from "../indicator.ts";
import { whole } from "../parameter_shapes.ts";
import { wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/** The smoothing looks back this many bars. */
const smoothingLag = 3;

/**
 * Relative vigor index (Ehlers, 2002): mean of close − open over mean of high − low, both smoothed with the weights
 * 1, 2, 2, 1 first and then averaged over `period` bars. NaN for the first `period` + 2 bars and where the mean range
 * is 0. Parameters also `signal_period`, the length of the signal's simple mean; outputs `rvi`, `signal`.
 */
export const relativeVigorIndex: Indicator = defineIndicator("RVIIndicator", {
  category: "momentum",
  description: "Relative vigor index",
  parameters: { period: whole(10, [4, 100]), signal_period: whole(4, [1, 50]) },
  outputs: ["rvi", "signal"],
  title: "RVI",
  minimumBars: (parameters) => wholeParameter(parameters, "period") + smoothingLag,
  compute({ open, high, low, close }, parameters) {
    const period = wholeParameter(parameters, "period");
    const range = rollingMean(smooth(high.map((value, i) => value - low[i])), { period });
    const rvi = rollingMean(smooth(close.map((value, i) => value - open[i])), { period })
      .map((body, i) => range[i] === 0 ? NaN : body / range[i]);
    const signal = rollingMean(rvi, { period: wholeParameter(parameters, "signal_period") });
    return new Map([["rvi", rvi], ["signal", signal]]);
  },
});

/** Mean of four values with weights 1, 2, 2, 1; the first three are NaN. */
function smooth(values: Float64Array): Float64Array {
  return values.map((value, i) =>
    i < smoothingLag ? NaN : (values[i - 3] + 2 * values[i - 2] + 2 * values[i - 1] + value) / 6
  );
}
