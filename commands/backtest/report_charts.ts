/**
 * The pictures of a report.
 * @module
 */
import type { TradeRow } from "../../lib/contract/backtest.ts";
import type { BarsData } from "../../lib/contract/data.ts";
import {
  formatCount,
  formatPercent,
  formatPrice,
  formatTimestamp,
  parseTime,
  priceDigits,
} from "../../lib/output/format.ts";
import type { ChartMarker, LineChartSvgOptions } from "../../lib/output/html/line_chart.ts";

/** The equity over time. */
export function equityChart({ dates, values }: { dates: string[]; values: number[] }): LineChartSvgOptions {
  return {
    label: "Equity at the close of each bar",
    x: { kind: "time", values: dates },
    series: [{ name: "Equity", values }],
    formatValue: (value) => `$${formatCount(value)}`,
  };
}

/** How far the equity lies below its peak. */
export function drawdownChart(dates: string[], drawdown: number[]): LineChartSvgOptions {
  return {
    label: "Drawdown: how far the equity lies below its peak",
    x: { kind: "time", values: dates },
    series: [{ name: "Drawdown", values: drawdown, fill: true }],
    height: 200,
    formatValue: (share) => formatPercent(share, 1),
  };
}

/** The closes, with a mark at every fill whose bar is there. */
export function priceChart({ dates, ohlcv }: BarsData, trades: readonly TradeRow[]): LineChartSvgOptions {
  const closes = ohlcv.map(([, , , close]) => close);
  const digits = priceDigits(closes);
  const places = new Map(dates.map((date, index) => [parseTime(date), index]));
  return {
    label: "Close of each bar, with the fills of the trades",
    x: { kind: "time", values: dates },
    series: [{ name: "Close", values: closes }],
    markers: trades.flatMap((trade) => fillsOf(trade, { places, digits })),
    height: 400,
  };
}

interface FillOptions {
  /** Which bar starts when. */
  places: ReadonlyMap<number, number>;
  /** Decimals of a price. */
  digits: number;
}

/** The fills of a trade whose bars are there. */
function fillsOf(trade: TradeRow, { places, digits }: FillOptions): ChartMarker[] {
  const isLong = trade.side === "LONG";
  const fills = [
    { time: trade.entry_time, value: trade.entry_price, isBuy: isLong, what: "entry" },
    { time: trade.exit_time, value: trade.exit_price, isBuy: !isLong, what: "exit" },
  ];
  return fills.flatMap(({ time, value, isBuy, what }): ChartMarker[] => {
    const index = places.get(parseTime(time));
    if (index === undefined) return [];
    const label = `Trade ${trade.trade_id}, ${trade.side} ${what}: ${formatCount(trade.quantity)} at ` +
      `${formatPrice(value, digits)}, ${formatTimestamp(time)}`;
    return [{ index, value, kind: isBuy ? "buy" : "sell", label }];
  });
}
