import { assertEquals, assertThrows } from "@std/assert";
import type { Bars } from "../../../../lib/engine/domain/bars.ts";
import { runBacktest } from "../../../../lib/engine/domain/backtest/run_backtest.ts";
import type {
  BacktestInput,
  BacktestOptions,
  BacktestState,
} from "../../../../lib/engine/domain/backtest/backtest_input.ts";
import { rulesOf } from "../../../golden_cases/recorded_backtest.ts";

const hour = 3_600_000;

/** Hourly bars: open 100 + bar, close half above. */
function makeBars(count: number): Bars {
  const column = (value: (bar: number) => number) =>
    Float64Array.from({ length: count }, (_, bar) => value(bar));
  return {
    time: column((bar) => bar * hour),
    open: column((bar) => 100 + bar),
    high: column((bar) => 101 + bar),
    low: column((bar) => 99 + bar),
    close: column((bar) => 100.5 + bar),
    volume: column(() => 0),
  };
}

/** A certain BUY or SELL at some bars, a certain HOLD at all others. */
function makeInput(count: number, signals: Record<number, "buy" | "sell">): BacktestInput {
  const outputs = new Float32Array(count * 3);
  for (let bar = 0; bar < count; bar++) {
    outputs[bar * 3 + (signals[bar] === "buy" ? 0 : signals[bar] === "sell" ? 2 : 1)] = 1;
  }
  return { bars: makeBars(count), outputs, outputCount: 3 };
}

const options: BacktestOptions = {
  symbol: "X",
  initialCapital: 10_000,
  commission: 0,
  slippage: 0,
  startTime: 0,
  endTime: 60 * hour,
  rules: rulesOf({ output_format: "classification", allow_short_from_flat: true }),
};

Deno.test("runBacktest() fills at the open of the next bar and values at the close", () => {
  const { trades, equity } = runBacktest(makeInput(60, { 51: "buy", 57: "sell" }), options);
  const [{ entryTime, entryPrice, exitTime, exitPrice, quantity, holdingPeriodHours }] = trades;
  assertEquals([entryTime / hour, entryPrice, exitTime / hour, exitPrice], [52, 152, 58, 158]);
  // 10000 × 0.25 / 152 = 16.4 units.
  assertEquals([quantity, holdingPeriodHours], [16, 5]);
  assertEquals([...equity.value.slice(0, 4)], [10_000, 10_000, 10_008, 10_024]);
  assertEquals([...equity.position], [0, 0, 1, 1, 1, 1, 1, 1, 0, 0]);
  assertEquals(equity.time[0], 50 * hour);
});

Deno.test("runBacktest() passes over signals of the warm-up, the last bar, and too soon after a fill", () => {
  assertEquals(runBacktest(makeInput(60, { 49: "buy", 59: "buy" }), options).trades, []);
  // Filled at 52; the default separation of 4 hours makes 56 the first bar that may decide.
  for (const [bar, exit] of [[55, 59], [56, 57]]) {
    const { trades } = runBacktest(makeInput(60, { 51: "buy", [bar]: "sell" }), options);
    assertEquals(trades.map((trade) => trade.exitTime / hour), [exit]);
  }
});

Deno.test("runBacktest() closes at the end in the trades, not in the equity", () => {
  const costs = { ...options, slippage: 0.01 };
  const { trades: [trade], equity, metrics, state } = runBacktest(makeInput(60, { 51: "sell" }), costs);
  assertEquals([trade.side, trade.forced, trade.exitPrice], ["SHORT", true, 159.5 * 1.01]);
  assertEquals([metrics.total_trades, state.account.side, equity.position[9]], [1, 0, -1]);
  assertEquals(metrics.total_return, equity.value[9] - 10_000);
});

Deno.test("runBacktest() reports, asks and offers checkpoints about every 1,000 bars", () => {
  const heard: number[] = [];
  const states: BacktestState[] = [];
  let asked = 0;
  runBacktest(makeInput(2_500, {}), {
    ...options,
    onProgress: (bar, bars) => heard.push(bar, bars),
    shouldStop: () => asked++ < 0,
    onCheckpoint: (takeState) => states.push(takeState()),
  });
  assertEquals(heard, [1_000, 2_500, 2_000, 2_500, 2_500, 2_500]);
  assertEquals(asked, 3);
  assertEquals(states.map((state) => [state.nextBar, state.equity.value.length]), [[1_000, 950], [
    2_000,
    1_950,
  ], [
    2_500,
    2_450,
  ]]);
});

Deno.test("runBacktest() goes on from a checkpoint with a signal still to be filled", () => {
  const input = makeInput(1_100, { 980: "buy", 999: "sell", 1_050: "sell" });
  const states: BacktestState[] = [];
  const whole = runBacktest(input, { ...options, onCheckpoint: (takeState) => states.push(takeState()) });
  assertEquals([states[0].pendingSignal, states[0].account.side, states[0].lastFillTime], [
    -1,
    1,
    981 * hour,
  ]);
  assertEquals(runBacktest(input, { ...options, resume: structuredClone(states[0]) }), whole);
});

Deno.test("runBacktest() stopped before its first bar has no result yet", () => {
  const { stopped, trades, equity, metrics } = runBacktest(makeInput(60, { 51: "buy" }), {
    ...options,
    shouldStop: () => true,
  });
  assertEquals([stopped, trades.length, equity.value.length, metrics.total_return], [true, 0, 0, 0]);
});

Deno.test("runBacktest() refuses what it cannot trade, and says why", () => {
  const input = makeInput(60, {});
  const holey = makeBars(60);
  holey.close[7] = NaN;
  const refusals: [BacktestInput, Partial<BacktestOptions>, string][] = [
    [makeInput(50, {}), {}, "at least 51 bars, got 50"],
    [{ ...input, outputs: new Float32Array(9) }, {}, "9 network outputs, expected 60 bars × 3"],
    [{ ...input, outputCount: 2 }, {}, 'has "2" outputs, expected at least 3'],
    [input, { rules: rulesOf({ output_format: "regression" }) }, 'has "3" outputs, expected 1'],
    [{ ...input, bars: holey }, {}, 'Bar 7 has open "107" and close "NaN"'],
    [{ ...input, bars: { ...input.bars, open: new Float64Array(3) } }, {}, "time 60, open 3, close 60"],
    [input, { initialCapital: 0 }, 'Initial capital "0"'],
    [input, { commission: -0.1 }, 'Commission "-0.1"'],
    [input, { slippage: NaN }, 'Slippage "NaN"'],
    [input, { startTime: 5, endTime: 4 }, 'Period "5" to "4"'],
    [
      input,
      { rules: rulesOf({ output_format: "classification", confidence_threshold: NaN }) },
      'confidence_threshold "NaN"',
    ],
    [
      input,
      { resume: runBacktest(makeInput(70, {}), options).state },
      "at bar 70 of 70, but this run has 60",
    ],
  ];
  for (const [refused, change, message] of refusals) {
    assertThrows(() => runBacktest(refused, { ...options, ...change }), RangeError, message);
  }
  const later = makeBars(60);
  later.time.forEach((time, bar) => later.time[bar] = time + 1);
  const resume = runBacktest(input, options).state;
  assertThrows(
    () => runBacktest({ ...input, bars: later }, { ...options, resume }),
    RangeError,
    "from other bars",
  );
});
