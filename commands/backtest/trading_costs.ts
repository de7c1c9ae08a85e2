import type { BacktestResult, TradeRow } from "../../lib/contract/backtest.ts";

/** What trading cost, in the account's currency; rates are fractions of a trade's value. Null where it is not told. */
export interface TradingCosts {
  initial_capital: number | null;
  commission_rate: number | null;
  slippage_rate: number | null;
  commission_paid: number | null;
  slippage_paid: number | null;
}

/**
 * The costs of a backtest: those of the exits stand in the trades, those of the entries follow from the rates. An entry
 * was filled at `price · (1 ± slippage)`.
 */
export function tradingCosts(result: BacktestResult, trades: readonly TradeRow[] | null): TradingCosts {
  const [initial_capital, commission_rate, slippage_rate] = ["initial_capital", "commission", "slippage"].map(
    (name) => readNumber(result.config?.[name]),
  );
  const sum = (cost: (trade: TradeRow) => number) =>
    trades?.reduce((total, trade) => total + cost(trade), 0) ?? null;
  const value = (trade: TradeRow) => trade.entry_price * trade.quantity;
  return {
    initial_capital,
    commission_rate,
    slippage_rate,
    commission_paid: commission_rate === null
      ? null
      : sum((trade) => trade.commission + value(trade) * commission_rate),
    slippage_paid: slippage_rate === null ? null : sum((trade) => {
      const signed = trade.side === "LONG" ? slippage_rate : -slippage_rate;
      return trade.slippage + value(trade) * slippage_rate / (1 + signed);
    }),
  };
}

function readNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
