import { areNumbers, type BarFormat, pricesFrom } from "./bar_format.ts";

/** HistData and NinjaTrader, which write the same rows: date and time with a blank between, prices, volume. */
export const histdata: BarFormat = {
  name: "histdata",
  title: "HistData or NinjaTrader",
  shape: (row, { separator }) => {
    const isShape = separator === ";" && (row.length === 6 || row.length === 5) &&
      /^\d{8}(?: \d{6})?$/.test(row[0]) &&
      areNumbers(row.slice(1));
    if (!isShape) return undefined;
    const { volume, ...prices } = pricesFrom(1);
    return { time: 0, ...prices, ...(row.length === 6 && volume !== undefined ? { volume } : {}) };
  },
};
