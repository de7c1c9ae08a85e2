import { sliceBars } from "../../lib/engine/domain/bars.ts";
import { forwardReturns } from "../../lib/engine/domain/labels/forward_returns.ts";
import { type Labels, type LabelSpec, makeLabels } from "../../lib/engine/domain/labels/make_labels.ts";
import { exact, type GoldenCase, type GoldenComparison, pick, refusal } from "../support/golden_errors.ts";
import { type GoldenFiles, openGoldenSeries } from "../support/golden_series.ts";

interface RecordedZigzag {
  readonly series: string;
  readonly threshold: number;
  /** A digit a bar. */
  readonly labels: string;
}

interface RecordedReturns {
  readonly series: string;
  readonly window: [number, number];
  readonly horizon: number;
  readonly error?: boolean;
  readonly n: number;
  readonly rows: number[];
  readonly labels: number[];
}

interface RecordedClasses {
  readonly series: string;
  readonly window: [number, number];
  readonly params: Record<string, number | undefined>;
  /** A digit a bar; a dot for none. */
  readonly labels: string;
}

const labelled = { family: "labels", tolerance: exact };

/** Labels of every source but the triple barrier. */
export function* labelCases(files: GoldenFiles): Generator<GoldenCase> {
  const series = openGoldenSeries();
  for (const { labels, threshold, ...recorded } of readCases<RecordedZigzag>("zigzag", files)) {
    yield {
      name: `zigzag ${threshold} of ${recorded.series}`,
      *compare() {
        const made = makeLabels(series(recorded.series), { source: "zigzag", threshold });
        yield { ...labelled, name: "classes", expected: labels, actual: made.values.join("") };
      },
    };
  }
  for (const recorded of readCases<RecordedReturns>("forward_return", files)) {
    const close = series(recorded.series).close.subarray(...recorded.window);
    yield {
      name: `returns over ${recorded.horizon} bars of ${recorded.series} ${recorded.window}`,
      compare: () => compareReturns(recorded, close),
    };
  }
  for (const [source, specOf] of [["context", contextSpec], ["regime", regimeSpec]] as const) {
    for (const { window, params, labels, ...recorded } of readCases<RecordedClasses>(source, files)) {
      const bars = sliceBars(series(recorded.series), ...window);
      yield {
        name: `${source} ${JSON.stringify(params)} of ${recorded.series} ${window}`,
        *compare() {
          yield compareClasses(labels, () => makeLabels(bars, specOf(params)));
        },
      };
    }
  }
}

function readCases<T>(source: string, files: GoldenFiles): readonly T[] {
  return files.read<{ cases: T[] }>(`labels/${source}.json`).cases;
}

function* compareReturns(
  { error, horizon, n, rows, labels }: RecordedReturns,
  close: Float64Array,
): Generator<GoldenComparison> {
  if (error) {
    const actual = [refusal(() => forwardReturns(close, horizon), "need at least")];
    yield { ...labelled, name: "refusal", expected: ["need at least"], actual };
    return;
  }
  const returns = forwardReturns(close, horizon);
  yield { ...labelled, name: "number", expected: [n], actual: [returns.length] };
  const tolerance = { relative: 1e-9, floor: 0 };
  yield { family: "labels", name: "returns", expected: labels, actual: pick(returns, rows), tolerance };
}

/** All bars without a class were refused; without one at the end they have no future. */
function compareClasses(recorded: string, make: () => Labels): GoldenComparison {
  const expected = recorded.replace(/\.+$/, "");
  if (expected === "") {
    return { ...labelled, name: "refusal", expected: ["at least"], actual: [refusal(make, "at least")] };
  }
  const { values, bars } = make();
  const actual = values.join("");
  const isInOrder = bars.every((bar, index) => bar === index);
  return { ...labelled, name: "classes", expected, actual: isInOrder ? actual : `other bars: ${bars}` };
}

function contextSpec(params: RecordedClasses["params"]): LabelSpec {
  return {
    source: "context",
    horizon: params.horizon ?? 5,
    bullishThreshold: params.bullish_threshold ?? 0.005,
    bearishThreshold: params.bearish_threshold ?? -0.005,
  };
}

function regimeSpec(params: RecordedClasses["params"]): LabelSpec {
  return {
    source: "regime",
    macroAtrMultiplier: params.macro_atr_mult ?? 3,
    microAtrMultiplier: params.micro_atr_mult ?? 1,
    atrPeriod: params.atr_period ?? 14,
    volLookback: params.vol_lookback ?? 120,
    volCrisisThreshold: params.vol_crisis_threshold ?? 2,
    progressionTolerance: params.progression_tolerance ?? 0.5,
  };
}
