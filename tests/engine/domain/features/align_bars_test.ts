import { assertEquals, assertThrows } from "@std/assert";
import { lastCompletedBars, pickValues } from "../../../../lib/engine/domain/features/align_bars.ts";

const hour = 3_600_000;

/** Bars that start at the given hours. */
function starting(timeframe: string, ...hours: number[]) {
  return { timeframe, time: Float64Array.from(hours, (value) => value * hour) };
}

Deno.test("lastCompletedBars() shows a bar from the base bar on that ends with it", () => {
  const base = starting("1h", 0, 1, 2, 3, 4, 5, 6, 7, 8);
  assertEquals([...lastCompletedBars(base, starting("4h", 0, 4, 8))], [-1, -1, -1, 0, 0, 0, 0, 1, 1]);
});

Deno.test("lastCompletedBars() goes on showing the last bar over gaps on either side", () => {
  const base = starting("1h", 2, 3, 10, 11, 12, 40);
  assertEquals([...lastCompletedBars(base, starting("4h", -4, 4, 8, 36))], [0, 0, 1, 2, 2, 3]);
  assertEquals([...lastCompletedBars(starting("1h"), starting("4h", 0))], []);
  assertEquals([...lastCompletedBars(starting("1h", 0), starting("4h"))], [-1]);
});

Deno.test("lastCompletedBars() knows when a bar shorter than the base ends", () => {
  const base = starting("4h", 0, 4);
  assertEquals([...lastCompletedBars(base, starting("1h", 0, 1, 2, 3, 4, 5))], [3, 5]);
});

Deno.test("lastCompletedBars() ends months by the calendar", () => {
  const days = Array.from({ length: 60 }, (_, day) => Date.UTC(2023, 0, 1 + day));
  const base = { timeframe: "1d", time: Float64Array.from(days) };
  const other = { timeframe: "1M", time: Float64Array.of(Date.UTC(2023, 0, 1), Date.UTC(2023, 1, 1)) };
  const seen = lastCompletedBars(base, other);
  // 31 January ends the first month, 28 February the second.
  assertEquals([seen.indexOf(0), seen.indexOf(1)], [30, 30 + 28]);
});

Deno.test("lastCompletedBars() refuses an unknown timeframe", () => {
  assertThrows(() => lastCompletedBars(starting("1x", 0), starting("1h", 0)), RangeError, `got "1x"`);
  assertThrows(() => lastCompletedBars(starting("1h", 0), starting("1x", 0)), RangeError, `got "1x"`);
});

Deno.test("pickValues() has NaN where there is no bar", () => {
  assertEquals([...pickValues(Float64Array.of(5, 6), Int32Array.of(-1, 1, 0, 1))], [NaN, 6, 5, 6]);
});
