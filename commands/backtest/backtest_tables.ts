/**
 * The tables of a backtest: the same cells for the terminal and for a page.
 * @module
 */
import type { TradeRow } from "../../lib/contract/backtest.ts";
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPrice,
  formatRate,
  formatSignedMoney,
  formatTimestamp,
  priceDigits,
} from "../../lib/output/format.ts";
import { formatHours } from "../operation/results/render_backtest.ts";
import { groupByYear, type MonthlyReturn } from "./monthly_returns.ts";
import type { TradingCosts } from "./trading_costs.ts";

/** A table as text. */
export interface TextTable {
  columns: { title: string; align?: "left" | "right" }[];
  rows: string[][];
}

const monthNames = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** Returns by year and month, in percent. */
export function monthTable(months: readonly MonthlyReturn[]): TextTable {
  const format = (share: number | null) => share === null ? "" : formatNumber(share * 100, 1);
  return {
    columns: [
      { title: "Year" },
      ...[...monthNames, "Total"].map((title) => ({ title, align: "right" as const })),
    ],
    rows: groupByYear(months).map((
      { year, months: own, total },
    ) => [String(year), ...own.map(format), format(total)]),
  };
}

/** Every trade, in the order in which they were closed. */
export function tradeTable(trades: readonly TradeRow[]): TextTable {
  const digits = priceDigits(trades.flatMap(({ entry_price, exit_price }) => [entry_price, exit_price]));
  const right = (title: string) => ({ title, align: "right" as const });
  return {
    columns: [
      right("Trade"),
      { title: "Side" },
      { title: "Entry" },
      right("Entry price"),
      { title: "Exit" },
      right("Exit price"),
      right("Quantity"),
      right("Net profit"),
      right("Held"),
      { title: "Closed by" },
    ],
    rows: trades.map((trade) => [
      String(trade.trade_id),
      trade.side,
      formatTimestamp(trade.entry_time),
      formatPrice(trade.entry_price, digits),
      formatTimestamp(trade.exit_time),
      formatPrice(trade.exit_price, digits),
      formatCount(trade.quantity),
      formatSignedMoney(trade.net_pnl),
      formatHours(trade.holding_period_hours),
      trade.forced ? "end of the bars" : "signal",
    ]),
  };
}

/** What trading cost, as fields. */
export function costFields(costs: TradingCosts): [string, string][] {
  return [
    ["Initial capital", formatMoney(costs.initial_capital)],
    ["Commission", `${formatRate(costs.commission_rate)} a fill${paid(costs.commission_paid)}`],
    ["Slippage", `${formatRate(costs.slippage_rate)} a fill${paid(costs.slippage_paid)}`],
  ];
}

function paid(amount: number | null): string {
  return amount === null ? "" : `, ${formatMoney(amount)} in all`;
}
