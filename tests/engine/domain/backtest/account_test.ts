import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Account } from "../../../../lib/engine/domain/backtest/account.ts";

Deno.test("Account buys a quarter of its cash in whole units and pays slippage and commission", () => {
  const account = new Account({ symbol: "X", initialCapital: 10_000, commission: 0.01, slippage: 0.1 });
  // 10000 × 0.25 / 1.01 / 100 = 24.75 units; they fill at 110 and cost 24 × 110 × 1.01.
  assertEquals(account.fill(1, { price: 100, time: 0 }), true);
  assertAlmostEquals(account.takeState().cash, 10_000 - 2_666.4);
  account.mark(0, 120);
  assertAlmostEquals(account.value(120), 7_333.6 + 24 * 120);
  // Sold at 120 × 0.9 = 108: a loss of 2 a unit and a commission of 1.08 a unit.
  assertEquals(account.fill(-1, { price: 120, time: 7_200_000 }), true);
  const { cash, trades: [trade] } = account.takeState();
  assertAlmostEquals(trade.netPnl, -24 * 3.08);
  assertAlmostEquals(trade.slippage, 24 * 12);
  assertAlmostEquals(trade.maxFavorableExcursion, 24 * 10);
  assertEquals([trade.exitTime - trade.entryTime, trade.holdingPeriodHours], [7_200_000, 0]);
  assertAlmostEquals(cash, 7_333.6 + 24 * 108 * 0.99);
});

Deno.test("Account cuts an order that slippage makes dearer than its cash", () => {
  const account = new Account({ symbol: "X", initialCapital: 1_000, commission: 0, slippage: 4 });
  assertEquals(account.fill(1, { price: 10, time: 0 }), true);
  // 25 units would cost 25 × 50 = 1250; 1000 buys 20.
  assertEquals([account.takeState().quantity, account.takeState().cash], [20, 0]);
});
