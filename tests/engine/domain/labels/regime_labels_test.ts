import { assertEquals, assertThrows } from "@std/assert";
import { regimeLabels } from "../../../../lib/engine/domain/labels/regime_labels.ts";
import { isProgressive } from "../../../../lib/engine/domain/labels/swing_progression.ts";
import { swingPivots } from "../../../../lib/engine/domain/labels/swing_pivots.ts";
import { volatileBars } from "../../../../lib/engine/domain/labels/volatile_bars.ts";
import { barsFrom, barsFromCloses } from "./bars_from.ts";

Deno.test("swingPivots() makes an extreme a pivot when the price has turned, and the last one at the end", () => {
  const pivots = (...prices: number[]) => [...swingPivots(Float64Array.from(prices), 0.1)];
  assertEquals(pivots(), []);
  assertEquals(pivots(100, 105, 95, 104), [0]);
  assertEquals(pivots(100, 105, 111, 120, 112, 119, 107, 90, 95), [0, 3, 7]);
  assertEquals(pivots(100, 89, 80, 88, 91, 91), [0, 2, 4]);
  assertEquals(pivots(100, 110, 99, 109), [0, 1, 2, 3]);
  assertThrows(() => swingPivots(Float64Array.of(1), 0), RangeError, `got "0"`);
});

Deno.test("isProgressive() looks at the lows of a rise and the highs of a fall", () => {
  const answer = (direction: number, tolerance: number, ...prices: number[]) =>
    isProgressive({ direction, tolerance, prices: Float64Array.from(prices) });
  assertEquals(answer(1, 1, 1, 3, 2, 4, 3, 5), true);
  assertEquals(answer(1, 0.6, 1, 3, 2, 4, 1.5, 5), false);
  assertEquals(answer(1, 0.5, 1, 3, 2, 4, 1.5, 5), true);
  assertEquals(answer(-1, 1, 5, 3, 4, 2, 3, 1), true);
  assertEquals(answer(-1, 1, 5, 3, 4, 2, 4, 1), false);
  // Three pivots say nothing, nor does a single low.
  assertEquals(answer(1, 0, 1, 3, 2), false);
  assertEquals(answer(1, 0, 4, 4, 4, 4), false);
});

Deno.test("volatileBars() compares the returns ahead with those before", () => {
  const close = Float64Array.of(100, 101, 100, 101, 100, 101, 130, 80, 81, 80, 81);
  const options = { ahead: 2, lookback: 4, threshold: 2 };
  // The jumps of bars 6 and 7 come after bars 4, 5 and 6, but before bar 6 there is one as well.
  assertEquals([...volatileBars(close, options)], [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
  // Before bar 4 the price stood still, before bar 5 it did not.
  assertEquals([...volatileBars(Float64Array.of(1, 1, 1, 1, 1, 2, 1, 2), options)], [0, 0, 0, 0, 0, 1, 0, 0]);
});

Deno.test("regimeLabels() refuses too few bars, prices that stand still or make no swing, and wrong options", () => {
  const options = {
    macroAtrMultiplier: 3,
    microAtrMultiplier: 1,
    atrPeriod: 2,
    volLookback: 120,
    volCrisisThreshold: 2,
    progressionTolerance: 0.5,
  };
  const refuses = (closes: number[], message: string, changes: Partial<typeof options> = {}) =>
    assertThrows(
      () => regimeLabels(barsFromCloses(closes), { ...options, ...changes }),
      RangeError,
      message,
    );
  refuses([1, 2, 1], `at least 4 bars, got "3"`);
  refuses([1, 1, 1, 1, 1], `got an average true range of "0"`);
  refuses([1, 2, 1, 2], `must be a positive number, got "0"`, { macroAtrMultiplier: 0 });
  refuses([1, 2, 1, 2], `must be a positive number, got "NaN"`, { microAtrMultiplier: NaN });
  refuses([1, 2, 1, 2], `whole number of bars from 2 up, got "1"`, { atrPeriod: 1 });
  refuses([1, 2, 1, 2], `whole number of bars from 2 up, got "2.5"`, { volLookback: 2.5 });
  const steady = barsFrom(new Array(6).fill([100, 101, 99, 100]));
  assertThrows(
    () => regimeLabels(steady, options),
    RangeError,
    `at least 3 average true ranges (6.00 %), found none in "6" bars`,
  );
});
