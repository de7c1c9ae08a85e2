import { sliceBars } from "../../lib/engine/domain/bars.ts";
import { computeIndicator, type IndicatorParameters } from "../../lib/indicators/compute_indicator.ts";
import {
  columnTolerance,
  exact,
  type GoldenCase,
  type GoldenComparison,
  type GoldenNumber,
  pick,
  refusal,
} from "../support/golden_errors.ts";
import { type GoldenFiles, openGoldenSeries } from "../support/golden_series.ts";

interface RecordedOutputs {
  readonly series: string;
  readonly parameters: IndicatorParameters;
  readonly length: number;
  readonly rows: number[] | "all";
  readonly columns: Record<string, { nan_count: number; first_valid: number; values: GoldenNumber[] }>;
}

interface RecordedIndicator {
  readonly cases: readonly RecordedOutputs[];
  /** The last row of the first `n` bars; none where that is refused. */
  readonly short_prefix: {
    readonly series: string;
    readonly parameters: IndicatorParameters;
    readonly cases: readonly { n: number; error?: boolean; last_row?: Record<string, GoldenNumber> }[];
  };
  /** Of the accumulation line: what its smoothing should have changed, under the name it should have had. */
  readonly smoothed?: RecordedOutputs;
}

const family = "indicators";

/**
 * Each recorded indicator on each series, with other parameters, and on the first bars only.
 */
export function* indicatorCases(files: GoldenFiles): Generator<GoldenCase> {
  const series = openGoldenSeries();
  for (const type of files.list("indicators")) {
    const { cases, short_prefix: short, smoothed } = files.read<RecordedIndicator>(`indicators/${type}.json`);
    for (const recorded of smoothed === undefined ? cases : [...cases, smoothed]) {
      const { parameters } = recorded;
      yield {
        name: `${type} ${JSON.stringify(parameters)} on ${recorded.series}`,
        *compare() {
          const outputs = computeIndicator(series(recorded.series), { type, parameters });
          const expected = Object.keys(recorded.columns);
          const actual = [...outputs.keys()].slice(0, recorded === smoothed ? 1 : Infinity);
          yield { family, name: "outputs", expected, actual, tolerance: exact };
          yield* compareColumns(outputs, recorded);
        },
      };
    }
    for (const { n, error, last_row = {} } of short.cases) {
      yield {
        name: `${type} on the first ${n} bars`,
        *compare() {
          const bars = sliceBars(series(short.series), 0, n);
          const compute = () => computeIndicator(bars, { type, parameters: short.parameters });
          if (error) yield compareRefusal(compute);
          else yield* compareLastRow(compute(), last_row);
        },
      };
    }
  }
}

function* compareColumns(
  outputs: ReadonlyMap<string, Float64Array>,
  recorded: RecordedOutputs,
): Generator<GoldenComparison> {
  for (const [name, { nan_count, first_valid, values }] of Object.entries(recorded.columns)) {
    const output = outputs.get(name) ?? new Float64Array();
    const first = output.findIndex((value) => !Number.isNaN(value));
    yield {
      family,
      name: `${name}: bars, missing values, first value`,
      expected: [recorded.length, nan_count, first_valid],
      actual: [output.length, output.filter(Number.isNaN).length, first],
      tolerance: exact,
    };
    const actual = recorded.rows === "all" ? output : pick(output, recorded.rows);
    yield { family, name, expected: values, actual, tolerance: columnTolerance(values) };
  }
}

function* compareLastRow(
  outputs: ReadonlyMap<string, Float64Array>,
  recorded: Record<string, GoldenNumber>,
): Generator<GoldenComparison> {
  for (const [name, value] of Object.entries(recorded)) {
    const actual = outputs.get(name)?.subarray(-1) ?? [];
    const tolerance = columnTolerance([value]);
    yield { family, name, expected: [value], actual, tolerance };
  }
}

function compareRefusal(compute: () => unknown): GoldenComparison {
  const text = "needs at least";
  const actual = [refusal(compute, text)];
  return { family, name: "refusal", expected: [text], actual, tolerance: exact };
}
