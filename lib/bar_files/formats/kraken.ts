import { areNumbers, type BarFormat, isEpoch, pricesFrom } from "./bar_format.ts";

/** The archive of Kraken: seconds, prices, volume, and the number of trades. */
export const kraken: BarFormat = {
  name: "kraken",
  title: "Kraken OHLCVT",
  shape: (row) =>
    row.length === 7 && isEpoch(row[0]) && areNumbers(row) ? { time: 0, ...pricesFrom(1) } : undefined,
};
