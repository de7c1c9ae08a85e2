import { areNumbers, type BarFormat, pricesFrom } from "./bar_format.ts";

/** Files of the Lean engine: `20240308 10:00`, prices, volume; prices of shares are in ten-thousandths. */
export const lean: BarFormat = {
  name: "lean",
  title: "Lean",
  shape: (row, { separator }) => {
    const isShape = separator === "," && row.length === 6 && /^\d{8} \d{2}:\d{2}$/.test(row[0]) &&
      areNumbers(row.slice(1));
    return isShape ? { time: 0, ...pricesFrom(1) } : undefined;
  },
  priceScale: scaleOfShares,
};

/** The minutes of a day, as Lean keeps them: the date stands in the name of the file only. */
export const leanMinutes: BarFormat = {
  name: "lean-minutes",
  title: "Lean, times since midnight",
  shape: (row, { separator, rows }) => {
    const isShape = separator === "," &&
      [row, ...rows].every((fields) => fields.length === 6 && areNumbers(fields) && isTimeOfDay(fields[0]));
    return isShape ? { time: 0, ...pricesFrom(1) } : undefined;
  },
  hasTimesOfDay: true,
  priceScale: scaleOfShares,
};

/** Whole seconds of a day, in milliseconds. */
function isTimeOfDay(field: string): boolean {
  return /^\d{1,8}$/.test(field) && Number(field) % 1_000 === 0 && Number(field) < 86_400_000;
}

/** Whole numbers of many digits are prices of shares. */
function scaleOfShares(row: readonly string[]): number | undefined {
  return row.slice(1, 5).every((field) => /^\d{4,}$/.test(field)) ? 0.0001 : undefined;
}
