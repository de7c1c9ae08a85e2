import { defineIndicator, type Indicator, type PriceColumns, singleOutput } from "../indicator.ts";
import { decimal } from "../parameter_shapes.ts";
import { numberParameter } from "../read_parameters.ts";

/**
 * Parabolic SAR (Wilder, New Concepts in Technical Trading Systems, 1978): a stop that gains on the price by a growing
 * share of its distance from the farthest price of the trend, and changes sides when the price touches it.
 * Parameters `initial_af`, `step_af`, `max_af`: the share at first, its growth at each new extreme, and its limit.
 * The first value is NaN; the first trend is that from the first close to the second, down when they are equal.
 */
export const parabolicStop: Indicator = defineIndicator("ParabolicSARIndicator", {
  category: "trend",
  description: "Parabolic stop and reverse",
  parameters: {
    initial_af: decimal(0.02, [0.001, 0.1]),
    step_af: decimal(0.02, [0.001, 0.1]),
    max_af: decimal(0.2, [0.01, 1]),
  },
  title: "Parabolic SAR",
  minimumBars: () => 2,
  compute: (bars, parameters) =>
    singleOutput(stopAndReverse(bars, {
      initial: numberParameter(parameters, "initial_af"),
      step: numberParameter(parameters, "step_af"),
      maximum: numberParameter(parameters, "max_af"),
    })),
});

interface Acceleration {
  readonly initial: number;
  readonly step: number;
  readonly maximum: number;
}

function stopAndReverse(
  { high, low, close }: PriceColumns,
  { initial, step, maximum }: Acceleration,
): Float64Array {
  const result = new Float64Array(close.length).fill(NaN);
  let rising = close[1] > close[0];
  let extreme = rising ? high[1] : low[1];
  let stop = rising ? low[0] : high[0];
  let acceleration = initial;
  result[1] = stop;
  for (let i = 2; i < result.length; i++) {
    stop += acceleration * (extreme - stop);
    if (rising ? low[i] <= stop : high[i] >= stop) {
      stop = extreme;
      extreme = rising ? low[i] : high[i];
      rising = !rising;
      acceleration = initial;
    } else {
      // The stop keeps out of the range of the two bars before, but was tested where it would have been.
      stop = rising ? Math.min(stop, low[i - 1], low[i - 2]) : Math.max(stop, high[i - 1], high[i - 2]);
      if (rising ? high[i] > extreme : low[i] < extreme) {
        extreme = rising ? high[i] : low[i];
        acceleration = Math.min(acceleration + step, maximum);
      }
    }
    result[i] = stop;
  }
  return result;
}
