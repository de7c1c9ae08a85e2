import { assertEquals } from "@std/assert";
import { toFeatureSpecs } from "../../../../lib/engine/services/strategies/feature_specs.ts";
import { parseStrategy } from "../../../../lib/engine/services/strategies/read_strategy.ts";
import { seriesStrategy } from "../../http/synthetic_engine.ts";

Deno.test("toFeatureSpecs() names the timeframe that each input is computed on", () => {
  const text = seriesStrategy({ name: "several", timeframes: ["1h", "4h", "1d"], inputs: ["4h", "1h"] });
  const specs = toFeatureSpecs(parseStrategy(text, "several"));
  assertEquals(specs.map(({ id, timeframe }) => [id, timeframe]), [
    ["4h_rsi_state_oversold", "4h"],
    ["4h_rsi_state_overbought", "4h"],
    ["1h_rsi_state_oversold", "1h"],
    ["1h_rsi_state_overbought", "1h"],
    ["4h_atr_5_raw", "4h"],
    ["1h_atr_5_raw", "1h"],
  ]);
});
