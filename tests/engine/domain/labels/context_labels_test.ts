import { assertEquals } from "@std/assert";
import { contextLabels } from "../../../../lib/engine/domain/labels/context_labels.ts";
import { makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { barsFromCloses } from "./bars_from.ts";

Deno.test("contextLabels() calls a return beyond a threshold bullish or bearish, one on it neutral", () => {
  const close = Float64Array.of(100, 150, 150, 75, 37.5);
  const options = { horizon: 1, bullishThreshold: 0.4, bearishThreshold: -0.5 };
  assertEquals([...contextLabels(close, options)], [0, 2, 2, 2]);
  assertEquals([...contextLabels(close, { ...options, bearishThreshold: -0.4 })], [0, 2, 1, 1]);
});

Deno.test("makeLabels() ties each context class to its bar and leaves out the bars without a future", () => {
  const labels = makeLabels(barsFromCloses([100, 110, 90, 90]), {
    source: "context",
    horizon: 2,
    bullishThreshold: 0.005,
    bearishThreshold: -0.005,
  });
  assertEquals(labels.kind, "class");
  assertEquals(labels.classes, 3);
  assertEquals([...labels.values], [1, 1]);
  assertEquals([...labels.bars], [0, 1]);
});
