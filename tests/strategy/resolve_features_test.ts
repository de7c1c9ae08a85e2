import { assert, assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { resolveFeatures, type StrategyFeature } from "../../lib/strategy/resolve_features.ts";
import { changeBase, readFixture } from "./problem_table.ts";

function featuresOf(text: string): StrategyFeature[] {
  const { strategy, problems } = checkStrategy(text);
  assert(strategy !== null, JSON.stringify(problems));
  return resolveFeatures(strategy);
}

Deno.test("resolveFeatures() tells what each feature is made of", () => {
  const features = featuresOf(readFixture("base.yaml"));
  assertEquals(features.length, 6);
  assertEquals(features[0], {
    featureId: "1h_momentum_low",
    timeframe: "1h",
    fuzzySet: "momentum",
    membership: "low",
    indicatorId: "rsi_14",
    indicatorOutput: null,
    indicator: { type: "rsi", parameters: { period: 14, source: "close" } },
    output: "value",
    membershipFunction: { type: "triangular", parameters: [0, 25, 40] },
    normalization: null,
  });
  assertEquals(features[5], {
    featureId: "1h_bb.lower_raw",
    timeframe: "1h",
    fuzzySet: "__raw__",
    membership: "raw",
    indicatorId: "bb",
    indicatorOutput: "lower",
    indicator: { type: "bollingerbands", parameters: { period: 20, multiplier: 2, source: "close" } },
    output: "lower",
    membershipFunction: null,
    normalization: "zscore",
  });
});

Deno.test("resolveFeatures() takes the primary output where none is named", () => {
  const features = featuresOf(changeBase("macd_std.histogram", "macd_std"));
  const impulse = features.find((feature) => feature.fuzzySet === "impulse");
  assertEquals([impulse?.output, impulse?.indicatorOutput], ["line", null]);
});

Deno.test("resolveFeatures() gives the features of an input twice if it is written twice", () => {
  const features = featuresOf(changeBase("fuzzy_set: impulse", "fuzzy_set: momentum"));
  assertEquals(features.filter((feature) => feature.featureId === "4h_momentum_low").length, 2);
});
