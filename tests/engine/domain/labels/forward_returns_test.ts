import { assertEquals, assertThrows } from "@std/assert";
import { forwardReturns } from "../../../../lib/engine/domain/labels/forward_returns.ts";
import { makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { barsFromCloses } from "./bars_from.ts";

Deno.test("forwardReturns() looks a horizon ahead and leaves out the bars without a future", () => {
  assertEquals([...forwardReturns(Float64Array.of(100, 110, 121, 60.5), 1)], [0.1, 0.1, -0.5]);
  assertEquals([...forwardReturns(Float64Array.of(100, 50), 0)], [0, 0]);
});

Deno.test("forwardReturns() refuses too few bars, a zero close and an impossible horizon", () => {
  assertThrows(() => forwardReturns(Float64Array.of(1, 2), 2), RangeError, `at least 3 bars, got "2"`);
  assertThrows(() => forwardReturns(Float64Array.of(1, 0, 2), 1), RangeError, "bar 1");
  assertThrows(() => forwardReturns(Float64Array.of(1, 2), 1.5), RangeError, `got "1.5"`);
  assertThrows(() => forwardReturns(Float64Array.of(1, 2), -1), RangeError, `got "-1"`);
});

Deno.test("makeLabels() ties each forward return to its bar", () => {
  const labels = makeLabels(barsFromCloses([100, 110, 121]), { source: "forward_return", horizon: 1 });
  assertEquals(labels.kind, "value");
  assertEquals(labels.classes, 1);
  assertEquals([...labels.bars], [0, 1]);
  assertEquals([...labels.values], [Math.fround(0.1), Math.fround(0.1)]);
});
