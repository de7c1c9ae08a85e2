import { areNumbers, type BarFormat, isEpoch, pricesFrom } from "./bar_format.ts";

/** Klines of Binance and its archive: opening time, prices, volume, closing time and five more. */
export const binance: BarFormat = {
  name: "binance",
  title: "Binance klines",
  header: ["opentime", "open", "high", "low", "close", "volume", "closetime"],
  shape: (row) => {
    const isShape = (row.length === 12 || row.length === 11) && isEpoch(row[0]) && isEpoch(row[6]) &&
      areNumbers(row.slice(1, 11));
    return isShape ? { time: 0, ...pricesFrom(1) } : undefined;
  },
};
