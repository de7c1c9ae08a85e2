import { assertEquals, assertThrows } from "@std/assert";
import { sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { contextLabels } from "../../../../lib/engine/domain/labels/context_labels.ts";
import { makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { readGolden, readGoldenSeries } from "../../../support/golden_series.ts";
import { barsFromCloses } from "./bars_from.ts";

interface ContextCase {
  series: string;
  window: [number, number];
  params: { horizon?: number; bullish_threshold?: number; bearish_threshold?: number };
  /** A digit a bar; a dot for none. */
  labels: string;
}

function specOf(
  { horizon = 5, bullish_threshold = 0.005, bearish_threshold = -0.005 }: ContextCase["params"],
) {
  return {
    source: "context" as const,
    horizon,
    bullishThreshold: bullish_threshold,
    bearishThreshold: bearish_threshold,
  };
}

Deno.test("contextLabels() calls a return beyond a threshold bullish or bearish, one on it neutral", () => {
  const close = Float64Array.of(100, 150, 150, 75, 37.5);
  const options = { horizon: 1, bullishThreshold: 0.4, bearishThreshold: -0.5 };
  assertEquals([...contextLabels(close, options)], [0, 2, 2, 2]);
  assertEquals([...contextLabels(close, { ...options, bearishThreshold: -0.4 })], [0, 2, 1, 1]);
});

Deno.test("makeLabels() ties each context class to its bar and leaves out the bars without a future", () => {
  const labels = makeLabels(barsFromCloses([100, 110, 90, 90]), specOf({ horizon: 2 }));
  assertEquals(labels.kind, "class");
  assertEquals(labels.classes, 3);
  assertEquals([...labels.values], [1, 1]);
  assertEquals([...labels.bars], [0, 1]);
});

for (const recorded of readGolden<{ cases: ContextCase[] }>("labels/context.json").cases) {
  const { series, window, params } = recorded;
  Deno.test(`context labels of ${series} ${window} ${JSON.stringify(params)} are KTRDR's`, () => {
    const bars = sliceBars(readGoldenSeries(series), ...window);
    const spec = specOf(params);
    if (/^\.*$/.test(recorded.labels)) {
      assertThrows(() => makeLabels(bars, spec), RangeError, `got "${window[1] - window[0]}"`);
      return;
    }
    const labels = makeLabels(bars, spec);
    assertEquals(labels.values.join(""), recorded.labels.replace(/\.+$/, ""));
  });
}
