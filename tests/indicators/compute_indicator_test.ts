import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../lib/engine/domain/bars.ts";
import { computeIndicator, type IndicatorParameters } from "../../lib/indicators/compute_indicator.ts";
import { openGoldenSeries } from "../support/golden_series.ts";
import { outputColumn } from "./output_column.ts";

const bars = openGoldenSeries();

Deno.test("computeIndicator() says how many bars are missing", () => {
  assertThrows(
    () =>
      computeIndicator(sliceBars(bars("edge"), 0, 3), {
        type: "rsi",
        parameters: { period: 14, source: "close" },
      }),
    RangeError,
    "RSI needs at least 15 bars, got 3",
  );
});

Deno.test("computeIndicator() refuses unknown types, parameters and sources by name", () => {
  const compute = (type: string, parameters: IndicatorParameters) => () =>
    computeIndicator(bars("edge"), { type, parameters });
  assertThrows(compute("bogus", {}), RangeError, 'Indicator type "bogus" is not supported');
  assertThrows(compute("constructor", {}), RangeError, "not supported");
  assertThrows(compute("cci", {}), RangeError, 'Parameter "period" must be a whole number');
  assertThrows(compute("cci", { period: 2.5 }), RangeError, 'got "2.5"');
  assertThrows(compute("cci", { period: 0 }), RangeError, "at least 1");
  assertThrows(compute("roc", { period: 5, source: "price" }), RangeError, 'got "price"');
  assertThrows(
    compute("exponentialmovingaverage", { period: 5, source: "close", adjust: 1 }),
    RangeError,
    '"adjust" must be true or false',
  );
  assertThrows(
    compute("vwap", { period: -1, use_typical_price: true }),
    RangeError,
    '"period" must be a whole number of at least 0, got "-1"',
  );
  assertThrows(compute("zigzag", { threshold: 0, source: "close" }), RangeError, 'got "0"');
  assertThrows(
    compute("bollingerbands", { period: 5, source: "close", multiplier: "2" }),
    RangeError,
    '"multiplier" must be a number',
  );
  assertThrows(
    compute("distancefromma", { period: 5, source: "close", ma_type: "sma" }),
    RangeError,
    'must be "SMA" or "EMA", got "sma"',
  );
  assertThrows(
    compute("distancefromma", { period: 1, source: "close", ma_type: "SMA" }),
    RangeError,
    "at least 2",
  );
});

Deno.test("computeIndicator() refuses negative volumes for the money flow index", () => {
  const volume = bars("edge").volume.slice();
  volume[7] = -1;
  assertThrows(
    () => computeIndicator({ ...bars("edge"), volume }, { type: "mfi", parameters: { period: 14 } }),
    RangeError,
    'got "-1" at bar 7',
  );
});

function closes(values: number[]): Bars {
  const column = Float64Array.from(values);
  return { time: column, open: column, high: column, low: column, close: column, volume: column };
}

Deno.test("RSI is 50 where nothing moves and 100 where nothing falls", () => {
  const rsi = (values: number[]) =>
    outputColumn(
      computeIndicator(closes(values), { type: "rsi", parameters: { period: 2, source: "close" } }),
    );
  assertEquals([...rsi([5, 5, 5, 5])], [NaN, NaN, 50, 50]);
  assertEquals([...rsi([1, 2, 3, 4])], [NaN, NaN, 100, 100]);
  assertEquals([...rsi([4, 3, 2, 1])], [NaN, NaN, 0, 0]);
});

Deno.test("the rate of change from 0 is missing", () => {
  const outputs = computeIndicator(closes([0, 1, 2]), {
    type: "roc",
    parameters: { period: 1, source: "close" },
  });
  assertEquals([...outputColumn(outputs)], [NaN, NaN, 100]);
});

Deno.test("the weighted moving average weighs the newest value most", () => {
  const outputs = computeIndicator(closes([1, 5, 2, 8, 3, 9, 4]), {
    type: "weightedmovingaverage",
    parameters: { period: 3, source: "close" },
  });
  const expected = [NaN, NaN, 17 / 6, 33 / 6, 27 / 6, 41 / 6, 33 / 6];
  assertEquals(outputColumn(outputs).length, expected.length);
  outputColumn(outputs).forEach((value, i) => assertAlmostEquals(value, expected[i], 1e-12));
});
