import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { computeFeatures } from "../../../../lib/engine/domain/features.ts";
import { cutToCommonWindow } from "../../../../lib/engine/domain/features/common_window.ts";
import {
  computeTimeframeFeatures,
  type TimeframeFeatureSpec,
} from "../../../../lib/engine/domain/features/timeframe_features.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

const hour = 3_600_000;
const hours: Record<string, number> = { "1h": 1, "4h": 4, "1d": 24 };
const timeframes = Object.keys(hours);
const series = cutToCommonWindow(
  new Map(timeframes.map((name) => [name, readGoldenSeries(`synth_${name}`)])),
);

const rsi = { indicator: { type: "rsi", parameters: { period: 9, source: "close" } }, output: "value" };
const adx = { indicator: { type: "adx", parameters: { period: 7 } }, output: "adx" };
const sma = {
  indicator: { type: "simplemovingaverage", parameters: { period: 5, source: "close" } },
  output: "value",
};
const triangular = "triangular" as const;
const trapezoidal = "trapezoidal" as const;
const specs: TimeframeFeatureSpec[] = [
  ...timeframes.flatMap((timeframe) => [
    spec(timeframe, "rsi_z_low", { ...rsi, membership: { type: triangular, parameters: [0, 20, 50] } }),
    spec(timeframe, "rsi_z_high", { ...rsi, membership: { type: triangular, parameters: [50, 80, 100] } }),
  ]),
  ...["4h", "1h"].flatMap((timeframe) => [
    spec(timeframe, "adx_z_weak", { ...adx, membership: { type: trapezoidal, parameters: [0, 0, 15, 25] } }),
    spec(timeframe, "adx_z_strong", {
      ...adx,
      membership: { type: trapezoidal, parameters: [20, 35, 100, 100] },
    }),
  ]),
  spec("1d", "sma_5_raw", sma),
];
const options = { base: "1h", specs };

function spec(timeframe: string, name: string, rest: Omit<TimeframeFeatureSpec, "id" | "timeframe">) {
  return { id: `${timeframe}_${name}`, timeframe, ...rest };
}

function barsOf(timeframe: string): Bars {
  const bars = series.get(timeframe);
  assert(bars !== undefined);
  return bars;
}

Deno.test("computeTimeframeFeatures() knows nothing of bars that are not complete or yet to come", () => {
  const whole = computeTimeframeFeatures(series, options);
  const { time } = barsOf("1h");
  for (const rows of [260, 401, 604, 1_000, 1_999, 2_997]) {
    const now = time[rows - 1] + hour;
    const known = new Map(timeframes.map((timeframe) => {
      const bars = barsOf(timeframe);
      const started = bars.time.findLastIndex((start) => start < now) + 1;
      const kept = sliceBars(bars, 0, started);
      // A bar that has begun and not ended holds whatever it holds.
      const running = bars.time.map((start) => start + hours[timeframe] * hour > now ? 1 : 0);
      const spoil = (column: Float64Array) => column.map((value, bar) => running[bar] ? 7 * value : value);
      const spoilt: Bars = {
        ...kept,
        high: spoil(kept.high),
        low: spoil(kept.low),
        close: spoil(kept.close),
      };
      return [timeframe, spoilt];
    }));
    const part = computeTimeframeFeatures(known, options);
    assertEquals(part.rows, rows);
    part.columns.forEach((column, index) => assertEquals(column, whole.columns[index].subarray(0, rows)));
  }
});

Deno.test("computeTimeframeFeatures() of one timeframe is computeFeatures()", () => {
  const own = specs.filter(({ timeframe }) => timeframe === "4h");
  const matrix = computeTimeframeFeatures(series, { base: "4h", specs: own });
  assertEquals(matrix, computeFeatures(barsOf("4h"), own));
});

Deno.test("computeTimeframeFeatures() refuses a timeframe without bars", () => {
  const refuses = (known: Map<string, Bars>, message: string) =>
    assertThrows(() => computeTimeframeFeatures(known, options), RangeError, message);
  refuses(new Map([["1h", barsOf("1h")]]), `no bars of timeframe "4h", only of 1h`);
  refuses(new Map([["1h", sliceBars(barsOf("1h"), 0, 0)]]), `no bars of timeframe "1h", only of none`);
  const short = new Map([...series, ["1d", sliceBars(barsOf("1d"), 0, 5)] as const]);
  refuses(short, "Timeframe 1d: RSI needs at least 10 bars, got 5");
});

Deno.test("cutToCommonWindow() keeps the bars on the borders and leaves a single timeframe alone", () => {
  const cut = cutToCommonWindow(
    new Map([["1h", barsOf("1h")], ["4h", sliceBars(barsOf("4h"), 10, 200)]]),
  );
  const { time } = cut.get("1h") ?? barsOf("4h");
  const { time: other } = cut.get("4h") ?? barsOf("1h");
  assertEquals([time[0], time[time.length - 1]], [other[0], other[189]]);
  const few = sliceBars(barsOf("1h"), 0, 3);
  assertStrictEquals(cutToCommonWindow(new Map([["1h", few]])).get("1h"), few);
});

Deno.test("cutToCommonWindow() refuses periods too short to learn from", () => {
  const refuses = (first: Bars, second: Bars, message: string) =>
    assertThrows(() => cutToCommonWindow(new Map([["1h", first], ["1d", second]])), RangeError, message);
  const bars = barsOf("1h");
  const days = barsOf("1d");
  refuses(bars, sliceBars(days, 0, 0), `no bars of timeframe "1d"`);
  refuses(sliceBars(bars, 0, 100), sliceBars(days, 60, 150), "at least 7 days in common, they have none");
  refuses(sliceBars(bars, 0, 110), days, `at least 7 days in common, got "`);
  refuses(bars, sliceBars(days, 0, 40), `Timeframe 1d must have at least 50 bars`);
  const far = { ...days, time: days.time.map((time, bar) => bar < 60 ? time - 1e11 : time + 1e11) };
  refuses(bars, far, `got "0"`);
});
