/**
 * Bars as rows, for programs and for people.
 * @module
 */
import type { BarsData } from "../../lib/contract/data.ts";
import {
  formatCount,
  formatNumber,
  formatPrice,
  formatTimestamp,
  priceDigits,
} from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";

/** One bar under the names that scripts know. */
interface BarRow {
  index: string;
  Open: number;
  High: number;
  Low: number;
  Close: number;
  Volume: number;
}

const prices = ["Open", "High", "Low", "Close"] as const;
/** The titles of the columns; the first one, the time, has none. */
export const barColumns = {
  index: "",
  Open: "Open",
  High: "High",
  Low: "Low",
  Close: "Close",
  Volume: "Volume",
};

/** Bars as rows; `dates` and `ohlcv` have one element a bar. */
export function toBarRows(dates: readonly string[], ohlcv: BarsData["ohlcv"]): BarRow[] {
  return ohlcv.map(([Open, High, Low, Close, Volume], bar) => ({
    index: dates[bar],
    Open,
    High,
    Low,
    Close,
    Volume,
  }));
}

/** Bars as a table; the prices of a column have the decimals that the most exact of them needs. */
export function renderBars(data: readonly BarRow[], style: Style): string {
  const digits = prices.map((price) => priceDigits(data.map((bar) => bar[price])));
  const isWhole = data.every(({ Volume }) => Number.isInteger(Volume));
  return renderTable({
    columns: [
      { title: "DATE" },
      ...[...prices, "VOLUME"].map((title) => ({ title: title.toUpperCase(), align: "right" as const })),
    ],
    rows: data.map((bar) => [
      formatTimestamp(bar.index),
      ...prices.map((price, column) => formatPrice(bar[price], digits[column])),
      isWhole ? formatCount(bar.Volume) : formatNumber(bar.Volume),
    ]),
    style,
  });
}
