import { assertEquals } from "@std/assert";
import { proposeSignals } from "../../../../lib/engine/domain/backtest/decide.ts";
import { rulesOf } from "../../../golden_cases/recorded_backtest.ts";

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
