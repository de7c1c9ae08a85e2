import { areNumbers, type BarFormat, pricesFrom, startsWithDateAndClock } from "./bar_format.ts";

/** MetaTrader 4, which writes no header: date, time, prices, ticks. */
export const metatrader4: BarFormat = {
  name: "metatrader4",
  title: "MetaTrader 4",
  shape: (row) => {
    const isShape = (row.length === 6 || row.length === 7 || row.length === 8) &&
      startsWithDateAndClock(row) &&
      areNumbers(row.slice(2));
    if (!isShape) return undefined;
    const { volume, ...prices } = pricesFrom(2);
    return {
      time: 0,
      timeOfDay: 1,
      ...prices,
      ...(row.length > 6 && volume !== undefined ? { volume } : {}),
    };
  },
};

/** MetaTrader 5: names in angle brackets, ticks beside the volume that brokers of currencies leave at 0. */
export const metatrader5: BarFormat = {
  name: "metatrader5",
  title: "MetaTrader 5",
  header: ["date", "open", "high", "low", "close", "tickvol", "vol", "spread"],
};
