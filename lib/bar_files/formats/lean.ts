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
  priceScale: (row) => row.slice(1, 5).every((field) => /^\d{4,}$/.test(field)) ? 0.0001 : undefined,
};
