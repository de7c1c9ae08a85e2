import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";
import { rollingMean } from "../columns/rolling.ts";

/** Mean of the last `period` values. Parameters `period`, `source`. The first `period` − 1 values are NaN. */
export const simpleMovingAverage: Indicator = defineIndicator("SimpleMovingAverage", {
  category: "trend",
  description: "Simple moving average",
  aliases: ["sma"],
  parameters: { period: whole(20, [2, 500]), source },
  title: "Simple moving average",
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute: (bars, parameters) =>
    singleOutput(
      rollingMean(sourceColumn(bars, parameters), { period: wholeParameter(parameters, "period") }),
    ),
});
