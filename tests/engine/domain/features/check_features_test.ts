import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Bars } from "../../../../lib/engine/domain/bars.ts";
import {
  checkFeatures,
  type CheckFeaturesOptions,
  type FeatureFindings,
} from "../../../../lib/engine/domain/features/check_features.ts";
import { compareColumns } from "../../../../lib/engine/domain/features/compare_columns.ts";

const hour = 3_600_000;

/** Bars of a wave, whose prices are in some unit. */
function wave(count: number, length: number, unit = 1): Bars {
  const time = Float64Array.from({ length: count }, (_, bar) => bar * length);
  const close = time.map((at) => unit * (100 + 10 * Math.sin(at / hour / 9) + 4 * Math.sin(at / hour / 2.3)));
  return {
    time,
    open: close,
    high: close.map((price) => price + unit),
    low: close.map((price) => price - unit),
    close,
    volume: close.map((_, bar) => 100 + bar % 7),
  };
}

/** What a check finds in the end, and how many times it stops before. */
function runCheck(
  series: ReadonlyMap<string, Bars>,
  options: CheckFeaturesOptions,
): FeatureFindings & { readonly stops: number } {
  const passes = checkFeatures(series, options);
  for (let stops = 0;; stops++) {
    const { done, value } = passes.next();
    if (done) return { ...value, stops };
  }
}

function spec(type: string, parameters: Record<string, number | string>, timeframe = "1h") {
  return { id: `${timeframe}_${type}`, timeframe, indicator: { type, parameters }, output: "value" };
}

const sma = spec("simplemovingaverage", { period: 10, source: "close" });
const zigzag = spec("zigzag", { threshold: 0.05, source: "close" });
const obv = spec("obv", {});

Deno.test("checkFeatures() tells a mean, a zigzag and a sum over everything apart", () => {
  const series = new Map([["1h", wave(600, hour)]]);
  const found = runCheck(series, { base: "1h", specs: [sma, zigzag, obv], warmUp: 50 });
  assertEquals([found.rows, found.cuts, found.starts], [600, 20, 3]);
  const [mean, turns, volume] = found.features;
  assertEquals(mean, {
    id: "1h_simplemovingaverage",
    changedCuts: 0,
    lookAheadBars: null,
    firstChange: null,
    warmUpBars: 9,
    differenceAfterWarmUp: 0,
    dependsOnStart: false,
  });
  assert(turns.changedCuts > 5 && (turns.lookAheadBars ?? 0) > 0 && (turns.firstChange ?? 0) > 250);
  assertEquals([volume.changedCuts, volume.warmUpBars, volume.dependsOnStart], [0, null, true]);
});

Deno.test("checkFeatures() looks at bars of other timeframes as they were: those that had ended", () => {
  const series = new Map([["1h", wave(960, hour)], ["4h", wave(240, 4 * hour)]]);
  const specs = [{ ...sma, timeframe: "4h" }, { ...zigzag, timeframe: "4h" }];
  const [mean, turns] = runCheck(series, { base: "1h", specs, warmUp: 50 }).features;
  assertEquals([mean.changedCuts, mean.dependsOnStart], [0, false]);
  // Nine bars of four hours, and up to four hours until the last of them has ended.
  assert((mean.warmUpBars ?? 0) >= 36 && (mean.warmUpBars ?? 0) <= 44);
  assert(turns.changedCuts > 0);
});

Deno.test("checkFeatures() stops after every pass over the bars", () => {
  const { cuts, starts, stops } = runCheck(new Map([["1h", wave(200, hour)]]), {
    base: "1h",
    specs: [sma],
    warmUp: 50,
  });
  assertEquals(stops, 1 + cuts + starts);
});

Deno.test("checkFeatures() finds the same whatever the unit of the prices is", () => {
  const check = (unit: number) =>
    runCheck(new Map([["1h", wave(600, hour, unit)]]), { base: "1h", specs: [sma, zigzag], warmUp: 50 });
  const [mean, turns] = check(1).features;
  for (const unit of [1e-12, 1e-6, 1e6]) {
    const [otherMean, otherTurns] = check(unit).features;
    assertEquals([otherMean.changedCuts, otherMean.warmUpBars, otherMean.dependsOnStart], [0, 9, false]);
    assert(turns.changedCuts > 5);
    assertEquals(
      [otherTurns.changedCuts, otherTurns.lookAheadBars, otherTurns.firstChange],
      [turns.changedCuts, turns.lookAheadBars, turns.firstChange],
    );
    assertEquals(otherMean.warmUpBars, mean.warmUpBars);
  }
});

Deno.test("checkFeatures() refuses too few bars, and cuts many of them fewer times", () => {
  const check = (count: number) =>
    runCheck(new Map([["1h", wave(count, hour)]]), { base: "1h", specs: [sma], warmUp: 50 });
  assertThrows(() => check(50), RangeError, "A check needs at least 51 bars, got 50");
  // As few as a backtest takes.
  const few = check(51);
  assertEquals([few.cuts > 3, few.features.map(({ changedCuts }) => changedCuts)], [true, [0]]);
  assertEquals([check(100).cuts, check(40_000).cuts], [20, 10]);
});

Deno.test("compareColumns() counts what is no number, and looks over rounding", () => {
  const whole = Float64Array.of(9, 1, NaN, 3, 1e12, NaN);
  const part = Float64Array.of(1 + 1e-12, NaN, 3, 1e12 + 1, 5);
  assertEquals(compareColumns(whole, part, { offset: 1 }), { first: 4, last: 4, largest: Infinity });
  assertEquals(compareColumns(whole, part.with(4, NaN), { offset: 1 }), {
    first: null,
    last: null,
    largest: 0,
  });
  assertEquals(compareColumns(Float64Array.of(1, 200), Float64Array.of(2, 100), { offset: 0 }), {
    first: 0,
    last: 1,
    largest: 0.5,
  });
  assertEquals(
    compareColumns(Float64Array.of(1, 200), Float64Array.of(2, 200), { offset: 0, from: 1 }).last,
    null,
  );
});

Deno.test("compareColumns() measures a difference by the magnitude of the column", () => {
  const small = Float64Array.of(1e-6, 2e-6, 3e-6, -2e-6);
  assertEquals(compareColumns(small, small.with(2, 3.0001e-6), { offset: 0 }).first, 2);
  assertEquals(compareColumns(small, small.with(2, 3e-6 + 1e-21), { offset: 0 }).first, null);
  // What is left of a million after rounding looks large beside a value that is all but 0.
  const large = Float64Array.of(1e6, -1e6, 1e-10, 2e6);
  assertEquals(compareColumns(large, large.with(2, 3e-10), { offset: 0 }).first, null);
  assertEquals(compareColumns(large, large.with(2, 1), { offset: 0 }).first, 2);
});
