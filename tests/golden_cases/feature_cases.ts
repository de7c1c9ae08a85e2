import type { Bars } from "../../lib/engine/domain/bars.ts";
import { computeFeatures, toTrainingRows } from "../../lib/engine/domain/features.ts";
import { cutToCommonWindow } from "../../lib/engine/domain/features/common_window.ts";
import {
  computeTimeframeFeatures,
  type TimeframeFeatureSpec,
} from "../../lib/engine/domain/features/timeframe_features.ts";
import { toFeatureSpecs } from "../../lib/engine/services/strategies/feature_specs.ts";
import { parseStrategy } from "../../lib/engine/services/strategies/read_strategy.ts";
import {
  columnTolerance,
  exact,
  type GoldenCase,
  type GoldenComparison,
  type GoldenNumber,
  pick,
} from "../support/golden_errors.ts";
import { barsBetween, type GoldenFiles, readGoldenSeries } from "../support/golden_series.ts";
import { joinByStart, joinFilled, lastStarted } from "./recorded_joins.ts";
import { readRecordedSamples, type RecordedSamples } from "./recorded_samples.ts";

/** The features of one timeframe. */
interface RecordedFeatures {
  readonly ids: string[];
  readonly rows: number;
  readonly nan: Record<string, { nan_count: number; first_valid: number }>;
  readonly values: { rows: number[]; columns: Record<string, GoldenNumber[]> };
  /** As the trainer got them. */
  readonly float32: { rows: number[]; values: number[][] };
}

interface RecordedMatrix {
  readonly timestamps: string[];
  readonly columns: Record<string, GoldenNumber[]>;
}

interface RecordedTimeframes {
  readonly ids: string[];
  readonly bars: Record<string, { n: number; first: string; last: string }>;
  readonly training: RecordedMatrix;
  readonly backtest: RecordedMatrix;
}

type Series = ReadonlyMap<string, Bars>;

const family = "features";
const milliseconds: Record<string, number> = { "1h": 3_600_000, "4h": 14_400_000, "1d": 86_400_000 };

/** Features from the texts of strategies: of one timeframe, of a period of it, of three timeframes. */
export function* featureCases(files: GoldenFiles): Generator<GoldenCase> {
  for (const name of files.list("features")) {
    const compare = name.startsWith("multi") ? compareTimeframes : compareFeatures;
    const recorded = files.read<RecordedFeatures & RecordedTimeframes>(`features/${name}.json`);
    const samples = readRecordedSamples(name, files);
    yield { name: `features of ${name}`, compare: () => compare(recorded, samples) };
  }
}

function* compareFeatures(
  recorded: RecordedFeatures,
  samples: RecordedSamples,
): Generator<GoldenComparison> {
  const specs = toFeatureSpecs(parseStrategy(samples.strategy_yaml, samples.name));
  const matrix = computeFeatures(barsBetween(readGoldenSeries(samples.series), samples), specs);
  const named = { family, tolerance: exact };
  yield { ...named, name: "ids", expected: recorded.ids, actual: matrix.ids };
  yield { ...named, name: "rows", expected: [recorded.rows], actual: [matrix.rows] };
  for (const [index, id] of recorded.ids.entries()) {
    const column = matrix.columns[index];
    const { nan_count, first_valid } = recorded.nan[id];
    yield {
      ...named,
      name: `missing values, first value of ${id}`,
      expected: [nan_count, first_valid],
      actual: [column.filter(Number.isNaN).length, column.findIndex((value) => !Number.isNaN(value))],
    };
    yield compareColumn(id, {
      expected: recorded.values.columns[id],
      actual: pick(column, recorded.values.rows),
    });
  }
  const training = toTrainingRows(matrix);
  const width = specs.length;
  const { rows, values } = recorded.float32;
  yield {
    family: "float32 rows and targets",
    name: "rows for the trainer",
    expected: values.flat(),
    actual: rows.flatMap((row) => [...training.subarray(row * width, (row + 1) * width)]),
    tolerance: { relative: 2e-7, floor: 1e-2 },
  };
}

/**
 * The recorded training joined timeframes by the starts of their bars, the recorded backtest filled forward and, at the
 * beginning, backward: there ours are joined like that. And ours joined as they are, where recorded values of the same
 * bars are known.
 */
function* compareTimeframes(
  recorded: RecordedTimeframes,
  samples: RecordedSamples,
): Generator<GoldenComparison> {
  const specs = toFeatureSpecs(parseStrategy(samples.strategy_yaml, "multi"));
  const series = cutToCommonWindow(
    new Map(Object.keys(recorded.bars).map((name) => [name, readGoldenSeries(`synth_${name}`)])),
  );
  for (const [timeframe, { n, first, last }] of Object.entries(recorded.bars)) {
    const { time } = barsOf(series, timeframe);
    const expected = [n, Date.parse(first), Date.parse(last)];
    yield {
      family,
      name: `bars ${timeframe}`,
      expected,
      actual: [time.length, time[0], time[n - 1]],
      tolerance: exact,
    };
  }
  const joined = computeTimeframeFeatures(series, { base: "1h", specs });
  yield { family, name: "ids", expected: recorded.ids, actual: joined.ids, tolerance: exact };
  for (const [index, spec] of specs.entries()) {
    const bars = barsOf(series, spec.timeframe);
    const [values] = computeFeatures(bars, [spec]).columns;
    const own = { time: bars.time, values };
    const joinBacktest = spec.timeframe === "1h" ? joinByStart : joinFilled;
    for (const [part, join] of [["training", joinByStart], ["backtest", joinBacktest]] as const) {
      const { timestamps, columns } = recorded[part];
      const actual = join(own, Float64Array.from(timestamps, (stamp) => Date.parse(stamp)));
      yield compareColumn(`${part} ${spec.id}`, { expected: columns[spec.id], actual });
    }
    yield compareJoined(joined.columns[index], { spec, recorded, series });
  }
}

function compareColumn(
  name: string,
  { expected, actual }: { expected: readonly GoldenNumber[]; actual: ArrayLike<number> },
): GoldenComparison {
  return { family, name, expected, actual, tolerance: columnTolerance(expected) };
}

function barsOf(series: Series, timeframe: string): Bars {
  const bars = series.get(timeframe);
  if (bars === undefined) throw new Error(`no bars of ${timeframe}`);
  return bars;
}

interface Joined {
  readonly spec: TimeframeFeatureSpec;
  readonly recorded: RecordedTimeframes;
  readonly series: Series;
}

/** A column of ours beside the recorded values of the bars that have ended by the end of each row. */
function compareJoined(column: Float64Array, { spec, recorded, series }: Joined): GoldenComparison {
  const { id, timeframe } = spec;
  const starts = [...barsOf(series, timeframe).time];
  const values = valuesByStart(recorded, { id, starts });
  const expected: GoldenNumber[] = [];
  const actual: number[] = [];
  barsOf(series, "1h").time.forEach((time, row) => {
    const end = time + milliseconds["1h"];
    const value = values.get(starts[lastStarted(starts, end - milliseconds[timeframe])]);
    if (value === undefined) return;
    expected.push(value);
    actual.push(column[row]);
  });
  return compareColumn(`joined ${id}`, { expected, actual });
}

/** Recorded values by the start of the bar that they belong to. */
function valuesByStart(
  { training, backtest }: RecordedTimeframes,
  { id, starts }: { id: string; starts: readonly number[] },
): ReadonlyMap<number, GoldenNumber> {
  const values = new Map<number, GoldenNumber>();
  backtest.timestamps.forEach((stamp, row) => {
    const bar = lastStarted(starts, Date.parse(stamp));
    // The values of the first bars are those of later ones, filled backward.
    if (bar >= 40) values.set(starts[bar], backtest.columns[id][row]);
  });
  const known = new Set(starts);
  training.timestamps.forEach((stamp, row) => {
    const start = Date.parse(stamp);
    if (known.has(start)) values.set(start, training.columns[id][row]);
  });
  return values;
}
