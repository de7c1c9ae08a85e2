import { assert, assertEquals } from "@std/assert";
import { cusumEvents } from "../../../../lib/engine/domain/labels/cusum_events.ts";
import { type LabelSpec, makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { uniquenessWeights } from "../../../../lib/engine/domain/labels/uniqueness_weights.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

function barrierSpec(cusumThreshold: number | null): LabelSpec {
  return {
    source: "triple_barrier",
    ptMultiplier: 2,
    slMultiplier: 1.5,
    maxHoldingPeriod: 50,
    volSpan: 50,
    volMethod: "atr",
    computeWeights: false,
    cusumThreshold,
    cusumMultiplier: 0.5,
  };
}

Deno.test("cusumEvents() fires when the drift beyond the allowance exceeds the threshold, then starts again", () => {
  const close = Float64Array.from([0, 0.03, 0.06, 0.06, 0.01, -0.04], Math.exp);
  const events = cusumEvents(close, { threshold: 0.0199, multiplier: 0.5, volSpan: 10 });
  // Rises of 0.03 leave 0.0101, then 0.0202 > 0.0199; falls of 0.05 leave 0.0301 at once.
  assertEquals([...events], [2, 4, 5]);
});

Deno.test("uniquenessWeights() gives labels that overlap less weight and averages 1", () => {
  assertEquals([...uniquenessWeights(Int32Array.of(1, 1, 1))], [1, 1, 1]);
  // Shares: label 0 owns 1, ½; label 1 owns ½; label 2 owns 1 alone.
  const [first, second, third] = uniquenessWeights(Int32Array.of(2, 1, 1));
  assertEquals([first, second, third], [1, 2 / 3, 4 / 3].map(Math.fround));
});

Deno.test("makeLabels() keeps the label, holding period and bar of each CUSUM event", () => {
  const bars = readGoldenSeries("synth_1h");
  const all = makeLabels(bars, barrierSpec(null));
  const kept = makeLabels(bars, barrierSpec(0.002));
  assert(kept.bars.length < all.bars.length);
  assertEquals([...kept.values], Array.from(kept.bars, (bar) => all.values[bar]));
  assertEquals([...kept.holding ?? []], Array.from(kept.bars, (bar) => all.holding?.[bar]));
  assertEquals(kept.weights, undefined);
});
