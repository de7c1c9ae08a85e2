import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { type Bars, sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { computeFeatures } from "../../../../lib/engine/domain/features.ts";
import { cutToCommonWindow } from "../../../../lib/engine/domain/features/common_window.ts";
import {
  computeTimeframeFeatures,
  type TimeframeFeatureSpec,
} from "../../../../lib/engine/domain/features/timeframe_features.ts";
import {
  assertColumn,
  type GoldenNumber,
  readGolden,
  readGoldenSeries,
} from "../../../support/golden_series.ts";

interface RecordedMatrix {
  timestamps: string[];
  columns: Record<string, GoldenNumber[]>;
}

interface Recorded {
  ids: string[];
  bars: Record<string, { n: number; first: string; last: string }>;
  training: RecordedMatrix;
  backtest: RecordedMatrix;
}

const hour = 3_600_000;
const hours: Record<string, number> = { "1h": 1, "4h": 4, "1d": 24 };
const timeframes = Object.keys(hours);
const recorded = readGolden<Recorded>("features/multi_1h_4h_1d.json");
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

/** Values that were recorded for bars of a timeframe, by the bar's start. */
function nativeValues(id: string, timeframe: string): Map<number, GoldenNumber> {
  const starts = [...barsOf(timeframe).time];
  const values = new Map<number, GoldenNumber>();
  recorded.backtest.timestamps.forEach((stamp, row) => {
    // The recording fills forward from the bar's start, and backward at the beginning.
    const start = starts.findLast((time) => time <= Date.parse(stamp)) ?? NaN;
    if (starts.indexOf(start) >= 40) values.set(start, recorded.backtest.columns[id][row]);
  });
  recorded.training.timestamps.forEach((stamp, row) => {
    const start = Date.parse(stamp);
    if (starts.includes(start)) values.set(start, recorded.training.columns[id][row]);
  });
  return values;
}

Deno.test("cutToCommonWindow() leaves the bars that KTRDR trains on", () => {
  for (const timeframe of timeframes) {
    const { time } = barsOf(timeframe);
    const { n, first, last } = recorded.bars[timeframe];
    assertEquals([time.length, time[0], time[n - 1]], [n, Date.parse(first), Date.parse(last)]);
  }
});

Deno.test("computeTimeframeFeatures() gives KTRDR's features of the base timeframe", () => {
  const matrix = computeTimeframeFeatures(series, options);
  assertEquals([...matrix.ids], recorded.ids);
  assertEquals(matrix.rows, 2998);
  const times = [...barsOf("1h").time];
  const rows = recorded.backtest.timestamps.map((stamp) => times.indexOf(Date.parse(stamp)));
  recorded.ids.filter((id) => id.startsWith("1h_")).forEach((id) => {
    const column = matrix.columns[recorded.ids.indexOf(id)];
    const expected = recorded.backtest.columns[id];
    assertColumn(column, { expected, rows, relative: 1e-9, absolute: 1e-9, label: id });
  });
});

Deno.test("computeTimeframeFeatures() has KTRDR's values of other bars from the row on in which they are complete", () => {
  const matrix = computeTimeframeFeatures(series, options);
  const times = [...barsOf("1h").time];
  for (const { id, timeframe } of specs.filter((item) => item.timeframe !== "1h")) {
    const values = nativeValues(id, timeframe);
    const starts = [...barsOf(timeframe).time];
    const rows: number[] = [];
    const expected: GoldenNumber[] = [];
    times.forEach((time, row) => {
      const seen = starts.findLast((start) => start + hours[timeframe] * hour <= time + hour);
      const value = seen === undefined ? null : values.get(seen);
      if (value === undefined) return;
      rows.push(row);
      expected.push(value);
    });
    assert(rows.length > 300, `${id}: ${rows.length} rows`);
    assert(expected.filter((value) => value !== null).length > 250);
    const column = matrix.columns[recorded.ids.indexOf(id)];
    assertColumn(column, { expected, rows, relative: 1e-9, absolute: 1e-9, label: id });
  }
});

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
