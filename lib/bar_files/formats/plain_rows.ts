import {
  areNumbers,
  type BarFormat,
  isDate,
  isEpoch,
  pricesFrom,
  startsWithDateAndClock,
} from "./bar_format.ts";

/** Rows of a time, prices and perhaps a volume, without a header. */
export const plainRows: BarFormat = {
  name: "rows",
  title: "rows without a header",
  shape: (row) => {
    if (!isDate(row[0]) && !isEpoch(row[0])) return undefined;
    const timeOfDay = startsWithDateAndClock(row) ? 1 : undefined;
    const prices = timeOfDay === undefined ? 1 : 2;
    const numbers = row.slice(prices);
    if (!areNumbers(numbers) || numbers.length < 4 || numbers.length > 5) return undefined;
    const { volume, ...places } = pricesFrom(prices);
    return {
      time: 0,
      ...(timeOfDay === undefined ? {} : { timeOfDay }),
      ...places,
      ...(numbers.length === 5 && volume !== undefined ? { volume } : {}),
    };
  },
};
