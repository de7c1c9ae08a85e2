import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";

/** On-balance volume: starts at 0, plus the volume of a bar that closes higher, minus that of one that closes lower. */
export const onBalanceVolume: Indicator = defineIndicator("OBVIndicator", {
  category: "volume",
  description: "On-balance volume",
  title: "OBV",
  minimumBars: () => 2,
  compute({ close, volume }) {
    const result = new Float64Array(close.length);
    for (let i = 1; i < close.length; i++) {
      let flow = 0;
      if (close[i] > close[i - 1]) flow = volume[i];
      else if (close[i] < close[i - 1]) flow = -volume[i];
      result[i] = result[i - 1] + flow;
    }
    return singleOutput(result);
  },
});
