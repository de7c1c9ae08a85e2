import { assert, assertEquals } from "@std/assert";
import { filterSignal, proposeSignals } from "../../../../lib/engine/domain/backtest/decide.ts";
import { type Decisions, letters, readGolden, rulesOf } from "./golden.ts";

interface DecisionCase {
  decisions: Decisions;
  outputs: (number | null)[];
  position: string;
  bar_time: string;
  last_trade_time: string | null;
  signal: string;
  confidence: number;
  raw_signal: string | null;
}

Deno.test("proposeSignals() and filterSignal() give the recorded decisions", () => {
  for (const golden of readGolden<{ cases: DecisionCase[] }>("decisions").cases) {
    const rules = rulesOf(golden.decisions);
    const outputs = Float32Array.from(golden.outputs, (value) => value ?? NaN);
    const proposal = proposeSignals(outputs, { outputCount: outputs.length, rules });
    assert(Math.abs(proposal.confidence[0] - golden.confidence) <= 1e-5, JSON.stringify(golden));
    const hoursSinceFill = golden.last_trade_time === null
      ? Infinity
      : (Date.parse(golden.bar_time) - Date.parse(golden.last_trade_time)) / 3_600_000;
    const position = letters.position.indexOf(golden.position) - 1;
    const signal = filterSignal(proposal.signal[0], { rules, position, hoursSinceFill });
    assertEquals(["SELL", "HOLD", "BUY"][signal + 1], golden.signal, JSON.stringify(golden));
  }
});

Deno.test("proposeSignals() takes a fourth class as HOLD and the first of equal outputs", () => {
  const rules = rulesOf({ output_format: "classification", confidence_threshold: 0.3 });
  const outputs = Float32Array.of(0, 0, 0, 5, 3, 0, 3, 0, 0, 0, 5, 0);
  assertEquals([...proposeSignals(outputs, { outputCount: 4, rules }).signal], [0, 1, -1]);
});

Deno.test("proposeSignals() holds where an output is not a finite number", () => {
  const classification = rulesOf({ output_format: "classification" });
  const outputs = Float32Array.of(NaN, NaN, NaN, 1, NaN, 0, Infinity, 0, 0, 0, 0, -Infinity);
  const proposals = proposeSignals(outputs, { outputCount: 3, rules: classification });
  assertEquals([...proposals.signal], [0, 0, 0, 1]);
  assertEquals([...proposals.confidence], [0, 0, 0, 0.5]);
  const regression = proposeSignals(Float32Array.of(NaN, Infinity, -Infinity), {
    outputCount: 1,
    rules: rulesOf({ output_format: "regression" }),
  });
  assertEquals([...regression.signal], [0, 0, 0]);
});
