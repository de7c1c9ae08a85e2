import { assertEquals } from "@std/assert";
import { findCloseStep } from "../../../../lib/engine/domain/bar_csv/find_close_step.ts";

const hour = 3_600_000;

/** The answer for bars that start at these hours. */
function stepOf(timeframe: string, ...hours: number[]): number | null {
  const time = Float64Array.from(hours, (start) => start * hour);
  const column = new Float64Array(hours.length);
  return findCloseStep(
    { time, open: column, high: column, low: column, close: column, volume: column },
    timeframe,
  );
}

Deno.test("findCloseStep() tells the most frequent step where most are shorter than the timeframe", () => {
  assertEquals(stepOf("1d", 0, 1, 2, 3, 24), hour);
  assertEquals(stepOf("4h", 0, 2, 3, 5), 2 * hour);
  assertEquals(stepOf("1h", 0, 0.25), hour / 4);
  assertEquals(stepOf("1M", 0, 7 * 24, 14 * 24), 7 * 24 * hour);
});

Deno.test("findCloseStep() is null where half of the steps or more are long enough", () => {
  assertEquals(stepOf("1d", 0, 24, 48), null);
  assertEquals(stepOf("1d", 0, 23, 47), null);
  assertEquals(stepOf("1M", 0, 28 * 24, 59 * 24), null);
  assertEquals(stepOf("1d"), null);
  assertEquals(stepOf("1d", 5), null);
});
