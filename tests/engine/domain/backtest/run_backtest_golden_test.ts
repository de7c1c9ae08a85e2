import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Bars } from "../../../../lib/engine/domain/bars.ts";
import {
  type BacktestOptions,
  type BacktestResult,
  runBacktest,
} from "../../../../lib/engine/domain/backtest/run_backtest.ts";
import { filterSignal, proposeSignals } from "../../../../lib/engine/domain/backtest/decide.ts";
import {
  assertClose,
  assertTrade,
  barsBetween,
  type Case,
  letters,
  outputsOf,
  readGolden,
  readSeries,
  rulesOf,
} from "./golden.ts";

const abortedCase = "raw outputs that happen to sum to 1 with one above 1: the run aborts";

function optionsOf(golden: Case): BacktestOptions {
  return {
    symbol: golden.series === "sp500" ? "SP500" : "SYNTH",
    initialCapital: golden.initial_capital,
    commission: golden.commission,
    slippage: golden.slippage,
    startTime: Date.parse(golden.start_date),
    endTime: Date.parse(golden.end_date),
    rules: rulesOf(golden.decisions),
  };
}

function assertResult(result: BacktestResult, golden: Case): number {
  const { equity, trades, metrics } = result;
  assertEquals([...equity.position].map((side) => letters.position[side + 1]).join(""), golden.positions);
  const rows = golden.equity_rows === "all" ? golden.equity.map((_, row) => row) : golden.equity_rows;
  const errors = rows.map((row, k) =>
    assertClose(equity.value[row], golden.equity[k], `equity ${row}`, true)
  );
  for (const row of golden.trades) {
    errors.push(assertTrade(trades[row[0] as number - 1], row, `trade ${row[0]}`));
  }
  assertEquals(Object.keys(metrics).sort(), Object.keys(golden.metrics).sort());
  const money = /^(total_return|max_drawdown|avg_win|avg_loss|largest_win|largest_loss)$/;
  for (const [name, value] of Object.entries(metrics)) {
    errors.push(assertClose(value, golden.metrics[name], name, money.test(name)));
  }
  errors.push(assertClose(result.state.account.cash, golden.final_cash, "cash", true));
  return Math.max(0, ...errors);
}

/** The signals after the filters, from the recorded positions and the fills of the run. */
function filteredSignals(golden: Case, run: { bars: Bars; result: BacktestResult }): string {
  const { bars, result } = run;
  const rules = rulesOf(golden.decisions);
  const { outputs, outputCount } = outputsOf(golden, bars.time.length);
  const proposals = proposeSignals(outputs, { outputCount, rules });
  golden.confidences?.forEach((confidence, k) => {
    assert(Math.abs(proposals.confidence[50 + k] - confidence) <= 1e-5, `confidence ${k}`);
  });
  const fills = result.trades.flatMap((trade) =>
    trade.forced ? [trade.entryTime] : [trade.entryTime, trade.exitTime]
  );
  let next = 0;
  return [...golden.positions].map((position, k) => {
    const time = bars.time[50 + k];
    while (fills[next] <= time) next++;
    const hoursSinceFill = next === 0 ? Infinity : (time - fills[next - 1]) / 3_600_000;
    const proposed = proposals.signal[50 + k];
    const side = letters.position.indexOf(position) - 1;
    const signal = proposed === 0 ? 0 : filterSignal(proposed, { rules, position: side, hoursSinceFill });
    return letters.signal[signal + 1];
  }).join("");
}

const families = [
  "sp500_classification",
  "synth_1h_classification",
  "regression",
  "sp500_long_window",
  "small_cases",
];

for (const family of families) {
  Deno.test(`runBacktest() gives the recorded signals, trades, equity and figures: ${family}`, () => {
    const series = new Map<string, Bars>();
    let largest = 0;
    for (const golden of readGolden<{ cases: Case[] }>(family).cases) {
      if (golden.name === abortedCase) continue;
      const all = series.get(golden.series) ?? readSeries(golden.series);
      series.set(golden.series, all);
      const bars = barsBetween(all, golden);
      const input = { bars, ...outputsOf(golden, bars.time.length) };
      if (golden.error !== undefined) {
        assertThrows(
          () => runBacktest(input, optionsOf(golden)),
          RangeError,
          "needs at least 51 bars, got 50",
        );
        continue;
      }
      const result = runBacktest(input, optionsOf(golden));
      largest = Math.max(largest, assertResult(result, golden));
      assertEquals(filteredSignals(golden, { bars, result }), golden.final_signals, golden.name);
    }
    assert(largest <= 1e-9, `Largest relative error ${largest}`);
  });
}

Deno.test("runBacktest() goes on where the outputs sum to 1 but are no probabilities", () => {
  const golden = readGolden<{ cases: Case[] }>("small_cases").cases.find((one) => one.name === abortedCase);
  assert(golden !== undefined);
  const bars = barsBetween(readSeries(golden.series), golden);
  const input = { bars, ...outputsOf(golden, bars.time.length) };
  const { signal, confidence } = proposeSignals(input.outputs, {
    ...input,
    rules: rulesOf(golden.decisions),
  });
  // Outputs 2, −2, 1: the softmax of the first is e² / (e² + e⁻² + e).
  assert(Math.abs(confidence[53] - Math.E ** 2 / (Math.E ** 2 + Math.E ** -2 + Math.E)) < 1e-6);
  assertEquals(signal[53], 1);
  assert(runBacktest(input, optionsOf(golden)).trades.length > 0);
});

Deno.test("runBacktest() stopped and resumed, again and again, gives the result of one run", () => {
  const golden = readGolden<{ cases: Case[] }>("sp500_long_window").cases[0];
  const bars = barsBetween(readSeries(golden.series), golden);
  const input = { bars, ...outputsOf(golden, bars.time.length) };
  const whole = runBacktest(input, optionsOf(golden));
  let result: BacktestResult | undefined;
  let runs = 0;
  for (; result === undefined || result.stopped; runs++) {
    let asked = 0;
    const shouldStop = () => asked++ === 1;
    const resume = result === undefined ? undefined : structuredClone(result.state);
    result = runBacktest(input, { ...optionsOf(golden), shouldStop, resume });
  }
  assertEquals(runs, 6);
  assertEquals(result, whole);
  assertEquals(runBacktest(input, { ...optionsOf(golden), resume: whole.state }), whole);
});
