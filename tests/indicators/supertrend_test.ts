import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../lib/engine/domain/bars.ts";
import { computeIndicator } from "../../lib/indicators/compute_indicator.ts";
import { readGoldenSeries } from "../support/golden_series.ts";
import { barsFrom } from "../engine/domain/labels/bars_from.ts";
import { outputColumn } from "./output_column.ts";

function superTrend(bars: Bars, [period, multiplier]: [number, number]) {
  const outputs = computeIndicator(bars, { type: "supertrend", parameters: { period, multiplier } });
  return { trend: outputColumn(outputs, "trend"), direction: outputColumn(outputs, "direction") };
}

const turning = barsFrom([
  [10, 11, 9, 10],
  [10, 12, 10, 11],
  [11, 13, 11, 12],
  [11, 11, 7, 8],
  [8, 9, 7, 8],
  [8, 14, 8, 13],
  [13, 14, 12, 13],
]);

Deno.test("SuperTrend trails the price and changes sides when the close reaches it", () => {
  // Mean ranges from bar 1 on: 2, 2, 3.5, 3.5, 4, 4.
  const { trend, direction } = superTrend(turning, [2, 1]);
  assertEquals([...trend], [NaN, 9, 10, 12.5, 11.5, 7, 9]);
  assertEquals([...direction], [NaN, 1, 1, -1, -1, 1, 1]);
});

Deno.test("SuperTrend starts above the price when the first close is not above the lower band", () => {
  const falling = barsFrom([[10, 11, 9, 9], [9, 10, 8, 8], [8, 10, 8, 9]]);
  const { trend, direction } = superTrend(falling, [2, 0.5]);
  assertEquals([...trend], [NaN, 10, 10]);
  assertEquals([...direction], [NaN, -1, -1]);
});

for (const name of ["sp500", "synth_1h", "edge"]) {
  Deno.test(`SuperTrend on ${name} lies on its side of the price and never steps back from it`, () => {
    const bars = readGoldenSeries(name);
    const { trend, direction } = superTrend(bars, [10, 1.5]);
    assertEquals(trend.findIndex((value) => !Number.isNaN(value)), 9);
    assertEquals(direction.subarray(0, 9).every(Number.isNaN), true);
    let turns = 0;
    for (let i = 9; i < trend.length; i++) {
      // Equal only where prices stand still and the bands are one line.
      assert(direction[i] * (bars.close[i] - trend[i]) >= 0, `${name}, bar ${i}`);
      if (i === 9) continue;
      if (direction[i] !== direction[i - 1]) turns++;
      else assert(direction[i] * (trend[i] - trend[i - 1]) >= 0, `${name}, bar ${i}`);
    }
    assert(turns >= 4, `${name}: ${turns} turns`);
  });
}

Deno.test("SuperTrend does not know the future", () => {
  const bars = readGoldenSeries("sp500");
  const whole = superTrend(bars, [10, 3]);
  const part = superTrend(sliceBars(bars, 0, 700), [10, 3]);
  assertEquals(part.trend, whole.trend.slice(0, 700));
  assertEquals(part.direction, whole.direction.slice(0, 700));
});

Deno.test("SuperTrend needs one bar more than its period", () => {
  assertThrows(() => superTrend(turning, [7, 3]), RangeError, "SuperTrend needs at least 8 bars, got 7");
});
