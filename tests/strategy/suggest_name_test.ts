import { assertEquals } from "@std/assert";
import { suggestionHint, suggestName } from "../../lib/strategy/suggest_name.ts";

Deno.test("suggestName() finds a near spelling", () => {
  assertEquals(suggestName("perod", ["period", "source"]), "period");
  assertEquals(suggestName("williams_r", ["rsi", "williamsr"]), "williamsr");
  assertEquals(suggestName("rsi_41", ["rsi_14", "macd_std"]), "rsi_14");
  assertEquals(suggestName("ReLU", ["relu", "tanh"]), "relu");
});

Deno.test("suggestName() finds the one name that a word is a part of", () => {
  assertEquals(suggestName("fast", ["fast_period", "slow_period"]), "fast_period");
  assertEquals(suggestName("atr", ["macro_atr_mult", "micro_atr_mult"]), undefined);
});

Deno.test("suggestName() stays silent when nothing is near", () => {
  assertEquals(suggestName("stochastic", ["rsi", "macd"]), undefined);
  assertEquals(suggestName("x".repeat(1000), ["x".repeat(999)]), undefined);
});

Deno.test("suggestionHint() lists what there is when nothing is near", () => {
  assertEquals(suggestionHint("perod", ["period"]), 'Did you mean "period"?');
  assertEquals(suggestionHint("zzz", ["rsi", "macd"]), "Known: rsi, macd");
  assertEquals(suggestionHint("zzz", []), undefined);
});
