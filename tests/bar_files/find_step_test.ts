import { assertEquals } from "@std/assert";
import {
  describeStep,
  findStep,
  timeframeOf,
  timeframeOfPeriod,
} from "../../lib/bar_files/bars/find_step.ts";

const hour = 3_600_000;

/** The step of bars that start at these hours, in words. */
function stepOf(...hours: number[]): string | null {
  const step = findStep(Float64Array.from(hours, (start) => start * hour));
  return step === null ? null : describeStep(step);
}

Deno.test("findStep() tells the most frequent step, the smallest of equally frequent ones", () => {
  assertEquals(stepOf(0, 1, 2, 24, 48), "1h");
  assertEquals(stepOf(0, 4, 5), "1h");
  assertEquals(stepOf(5, 3, 1), "2h");
  assertEquals(stepOf(0, 0, 0.25, 0.5), "15m");
  assertEquals(stepOf(0, 23, 47, 72), "1d");
  assertEquals(stepOf(0, 31 * 24, 59 * 24), "1M");
});

Deno.test("findStep() is null for fewer than three times", () => {
  assertEquals([stepOf(), stepOf(5), stepOf(0, 1), stepOf(0, 0, 0, 1)], [null, null, null, null]);
});

Deno.test("a step has a timeframe where the API knows one, and so has the period of a row", () => {
  assertEquals([hour, 3 * hour, 168 * hour, 720 * hour].map(timeframeOf), ["1h", undefined, "1w", "1M"]);
  const periods = ["60", "5", "D", "d", "W", "1m", "M", "monthly", "1h", "x"];
  assertEquals(periods.map(timeframeOfPeriod), [
    "1h",
    "5m",
    "1d",
    "1d",
    "1w",
    "1m",
    "1M",
    "1M",
    "1h",
    undefined,
  ]);
});
