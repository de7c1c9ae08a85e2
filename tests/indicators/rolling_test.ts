import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  rollingDeviation,
  rollingMaximum,
  rollingMean,
  rollingMinimum,
  rollingSum,
} from "../../lib/indicators/columns/rolling.ts";

function values(count: number): Float64Array {
  let state = 7;
  return Float64Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return 100 + state / 2147483648;
  });
}

function windows(column: Float64Array, period: number): number[][] {
  return [...column].map((_, i) => i < period - 1 ? [] : [...column.subarray(i - period + 1, i + 1)]);
}

Deno.test("rolling statistics equal a direct computation of each window", () => {
  const column = values(203);
  for (const period of [1, 2, 3, 20, 203, 500]) {
    const sums = rollingSum(column, { period });
    const means = rollingMean(column, { period });
    const deviations = rollingDeviation(column, period);
    const maxima = rollingMaximum(column, period);
    const minima = rollingMinimum(column, period);
    windows(column, period).forEach((window, i) => {
      if (window.length === 0) {
        assertEquals([sums[i], means[i], deviations[i], maxima[i], minima[i]], Array(5).fill(NaN));
        return;
      }
      const sum = window.reduce((total, value) => total + value, 0);
      const squares = window.reduce((total, value) => total + (value - sum / period) ** 2, 0);
      assertAlmostEquals(sums[i], sum, 1e-9);
      assertAlmostEquals(means[i], sum / period, 1e-11);
      if (period > 1) assertAlmostEquals(deviations[i], Math.sqrt(squares / (period - 1)), 1e-12);
      assertEquals(maxima[i], Math.max(...window));
      assertEquals(minima[i], Math.min(...window));
    });
  }
});

Deno.test("a window of identical values has exactly that mean and no deviation", () => {
  const column = Float64Array.from([1e9, 3.7, ...Array(60).fill(0.1), 1e9]);
  assertEquals([...rollingMean(column, { period: 7 })].slice(8, -1), Array(54).fill(0.1));
  assertEquals([...rollingDeviation(column, 7)].slice(8, -1), Array(54).fill(0));
  assertEquals([...rollingSum(column, { period: 7 })].slice(8, -1), Array(54).fill(0.1 * 7));
});

Deno.test("a large value leaves no trace once it is out of the window", () => {
  const column = Float64Array.from([1e15, 0.3, 0.1, 0.2, 0.4]);
  assertEquals([...rollingSum(column, { period: 2 })].slice(2), [0.3 + 0.1, 0.1 + 0.2, 0.2 + 0.4]);
});

Deno.test("a missing value takes out the windows that hold it and no others", () => {
  const column = Float64Array.from([1, NaN, 3, 5, 4, 6, 2]);
  const holes = [NaN, NaN, NaN, 4, 4.5, 5, 4];
  assertEquals([...rollingMean(column, { period: 2 })], holes);
  assertEquals([...rollingSum(column, { period: 2 })], holes.map((mean) => mean * 2));
  assertEquals([...rollingMaximum(column, 2)], [NaN, NaN, NaN, 5, 5, 6, 6]);
  assertEquals([...rollingMinimum(column, 2)], [NaN, NaN, NaN, 3, 4, 4, 2]);
  assertEquals([...rollingDeviation(column, 2)].map(Number.isNaN), holes.map(Number.isNaN));
});

Deno.test("rollingMean() with a minimum averages what is present", () => {
  const column = Float64Array.from([2, NaN, 4, Infinity, NaN, NaN, 1]);
  assertEquals([...rollingMean(column, { period: 3, minimum: 1 })], [2, 2, 3, 4, 4, NaN, 1]);
});
