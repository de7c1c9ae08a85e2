import { assertEquals } from "@std/assert";
import { computeMetrics, yearsBetween } from "../../../../lib/engine/domain/backtest/compute_metrics.ts";

Deno.test("computeMetrics() calls a lost capital −100 % a year, not 0", () => {
  const metrics = computeMetrics(Float64Array.of(100, -5), { trades: [], years: 2, initialCapital: 100 });
  assertEquals([metrics.annualized_return, metrics.max_drawdown_pct], [-1, 1.05]);
});

Deno.test("computeMetrics() bounds what JSON cannot carry", () => {
  const metrics = computeMetrics(Float64Array.of(1, 1e300), { trades: [], years: 0.002, initialCapital: 1 });
  assertEquals(metrics.annualized_return, 999_999);
});

Deno.test("yearsBetween() counts whole days", () => {
  assertEquals(yearsBetween(Date.parse("2022-01-01"), Date.parse("2023-01-01T23:59")), 365 / 365.25);
});
