/** What ours does with recorded runs beyond giving their numbers. */
import { assert, assertEquals } from "@std/assert";
import { proposeSignals } from "../../../../lib/engine/domain/backtest/decide.ts";
import { type BacktestResult, runBacktest } from "../../../../lib/engine/domain/backtest/run_backtest.ts";
import { abortedBacktest, readRecordedBacktests } from "../../../golden_cases/backtest_cases.ts";
import { inputOf } from "../../../golden_cases/recorded_backtest.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

Deno.test("runBacktest() goes on where the outputs sum to 1 but are no probabilities", () => {
  const recorded = readRecordedBacktests("small_cases").find(({ name }) => name === abortedBacktest);
  assert(recorded !== undefined);
  const [input, options] = inputOf(recorded, readGoldenSeries(recorded.series));
  const { signal, confidence } = proposeSignals(input.outputs, { ...input, rules: options.rules });
  // Outputs 2, −2, 1: the softmax of the first is e² / (e² + e⁻² + e).
  assert(Math.abs(confidence[53] - Math.E ** 2 / (Math.E ** 2 + Math.E ** -2 + Math.E)) < 1e-6);
  assertEquals(signal[53], 1);
  assert(runBacktest(input, options).trades.length > 0);
});

Deno.test("runBacktest() stopped and resumed, again and again, gives the result of one run", () => {
  const [recorded] = readRecordedBacktests("sp500_long_window");
  const [input, options] = inputOf(recorded, readGoldenSeries(recorded.series));
  const whole = runBacktest(input, options);
  let result: BacktestResult | undefined;
  let runs = 0;
  for (; result === undefined || result.stopped; runs++) {
    let asked = 0;
    const shouldStop = () => asked++ === 1;
    const resume = result === undefined ? undefined : structuredClone(result.state);
    result = runBacktest(input, { ...options, shouldStop, resume });
  }
  assertEquals(runs, 6);
  assertEquals(result, whole);
  assertEquals(runBacktest(input, { ...options, resume: whole.state }), whole);
});
