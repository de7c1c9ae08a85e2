import { assertEquals, assertThrows } from "@std/assert";
import { makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { zigzagLabels } from "../../../../lib/engine/domain/labels/zigzag_labels.ts";
import { zigzagPivots } from "../../../../lib/indicators/columns/zigzag_pivots.ts";
import { barsFromCloses } from "./bars_from.ts";

Deno.test("zigzagPivots() moves a pivot to the extreme and fixes it on a reversal", () => {
  const prices = Float64Array.of(100, 100.5, 102, 105, 104, 102, 99, 99, 103);
  assertEquals([...zigzagPivots(prices, 0.02)], [0, 3, 6, 8]);
});

Deno.test("zigzagPivots() keeps bar 0 when nothing turns, and gives nothing without bars", () => {
  assertEquals([...zigzagPivots(Float64Array.of(100, 100.1, 99.9), 0.02)], [0]);
  assertEquals([...zigzagPivots(new Float64Array(0), 0.02)], []);
});

Deno.test("zigzagLabels() buys inside up swings, sells inside down swings and holds on pivots and the end", () => {
  const prices = Float64Array.of(100, 103, 106, 103, 100, 100.5, 101);
  // Pivots 0, 2 and 4; the small rise at the end has no pivot.
  assertEquals([...zigzagLabels(prices, 0.02)], [1, 0, 1, 2, 1, 1, 1]);
});

Deno.test("zigzagLabels() refuses a threshold that is not positive", () => {
  assertThrows(() => zigzagLabels(Float64Array.of(1, 2), 0), RangeError, `got "0"`);
  assertThrows(() => zigzagLabels(Float64Array.of(1, 2), NaN), RangeError, `got "NaN"`);
});

Deno.test("makeLabels() gives every bar a zigzag label", () => {
  const labels = makeLabels(barsFromCloses([100, 103, 106, 103]), { source: "zigzag", threshold: 0.02 });
  assertEquals(labels.kind, "class");
  assertEquals(labels.classes, 3);
  assertEquals([...labels.bars], [0, 1, 2, 3]);
  assertThrows(
    () => makeLabels(barsFromCloses([100, 103]), { source: "zigzag", threshold: 0.02 }),
    RangeError,
    `at least 3 bars, got "2"`,
  );
});
