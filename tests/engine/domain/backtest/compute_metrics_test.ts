import { assertEquals } from "@std/assert";
import { computeMetrics, yearsBetween } from "../../../../lib/engine/domain/backtest/compute_metrics.ts";
import { assertClose, readGolden } from "./golden.ts";

interface MetricsCase {
  curve: number;
  trade_net_pnl: number[];
  holding_hours: number[];
  initial_capital: number;
  start_date: string | null;
  end_date: string | null;
  metrics: Record<string, number>;
}

Deno.test("computeMetrics() gives the recorded figures", () => {
  const { curves, cases } = readGolden<{ curves: number[][]; cases: MetricsCase[] }>("performance");
  for (const golden of cases) {
    const equity = Float64Array.from(curves[golden.curve]);
    // Without dates the recorded figures count 6.5 hourly bars a day.
    const years = golden.start_date === null || golden.end_date === null
      ? equity.length / (252 * 6.5)
      : yearsBetween(Date.parse(golden.start_date), Date.parse(golden.end_date));
    const trades = golden.trade_net_pnl.map((netPnl, k) => ({
      netPnl,
      holdingPeriodHours: golden.holding_hours[k],
    }));
    const metrics = computeMetrics(equity, { trades, years, initialCapital: golden.initial_capital });
    assertEquals(Object.keys(metrics).sort(), Object.keys(golden.metrics).sort());
    for (const [name, value] of Object.entries(metrics)) assertClose(value, golden.metrics[name], name);
  }
});

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
