import { assertAlmostEquals, assertEquals } from "@std/assert";
import { drawdownOf } from "../../../commands/backtest/drawdown.ts";
import { groupByYear, monthlyReturns } from "../../../commands/backtest/monthly_returns.ts";
import { tradingCosts } from "../../../commands/backtest/trading_costs.ts";
import { backtestResultSchema, tradeSchema } from "../../../lib/contract/backtest.ts";

Deno.test("monthlyReturns() go from the last value of a month to the last of the next, from the capital on", () => {
  const dates = ["2019-12-30", "2019-12-31", "2020-01-02T23:00:00", "2020-01-03T23:00:00Z", "2020-03-01"];
  const equity = { dates, values: [101, 110, 50, 55, 66] };
  const months = monthlyReturns(equity, 100);
  assertEquals(months.map(({ year, month }) => [year, month]), [[2019, 12], [2020, 1], [2020, 3]]);
  months.forEach(({ return_pct }, index) =>
    assertAlmostEquals(return_pct ?? NaN, [0.1, -0.5, 0.2][index], 1e-12)
  );
  assertAlmostEquals(monthlyReturns(equity, null)[0].return_pct ?? NaN, 110 / 101 - 1, 1e-12);
  const years = groupByYear(months);
  assertEquals(years.map(({ year }) => year), [2019, 2020]);
  assertEquals(years[1].months.map((share) => share === null), [
    ...[false, true, false],
    ...new Array(9).fill(true),
  ]);
  assertAlmostEquals(years[1].total ?? NaN, 0.5 * 1.2 - 1, 1e-12);
});

Deno.test("monthlyReturns() of nothing, and of an account that has lost everything", () => {
  assertEquals(monthlyReturns({ dates: [], values: [] }, 100), []);
  const months = monthlyReturns({ dates: ["2020-01-31", "2020-02-03"], values: [-5, -4] }, 100);
  assertEquals(months.map(({ return_pct }) => return_pct), [-1.05, null]);
  assertEquals(groupByYear(months)[0].total, null);
});

Deno.test("drawdownOf() measures from the highest value so far", () => {
  assertEquals(drawdownOf([100, 75, 120, 120, 60, 130]), [0, -0.25, 0, 0, -0.5, 0]);
  assertEquals(drawdownOf([]), []);
  assertEquals(drawdownOf([0, -1]), [0, 0]);
});

Deno.test("tradingCosts() add those of the entries to those of the exits", () => {
  const result = backtestResultSchema.parse({
    config: { initial_capital: 1000, commission: 0.01, slippage: 0.1 },
  });
  const trade = {
    trade_id: 1,
    symbol: "X",
    entry_time: "2020-01-01",
    exit_time: "2020-01-02",
    exit_price: 90,
    quantity: 2,
    gross_pnl: 0,
    net_pnl: 0,
    commission: 1.8,
    slippage: 20,
    holding_period_hours: 24,
    max_favorable_excursion: 0,
    max_adverse_excursion: 0,
  };
  // Bought at a market price of 100, and sold short at one of 100.
  const trades = [{ side: "LONG", entry_price: 110 }, { side: "SHORT", entry_price: 90 }]
    .map((entry) => tradeSchema.parse({ ...trade, ...entry }));
  const costs = tradingCosts(result, trades);
  assertAlmostEquals(costs.commission_paid ?? NaN, 2 * 1.8 + 0.01 * 2 * (110 + 90), 1e-9);
  assertAlmostEquals(costs.slippage_paid ?? NaN, 2 * 20 + 2 * (10 + 10), 1e-9);
  assertEquals(tradingCosts(backtestResultSchema.parse({}), null), {
    initial_capital: null,
    commission_rate: null,
    slippage_rate: null,
    commission_paid: null,
    slippage_paid: null,
  });
});
