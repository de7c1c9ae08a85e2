import { sliceBars } from "../../lib/engine/domain/bars.ts";
import {
  computeIndicator,
  type IndicatorParameters,
} from "../../lib/engine/domain/indicators/compute_indicator.ts";
import { indicatorTypes } from "../../lib/strategy/indicator_types.ts";
import {
  exact,
  type GoldenCase,
  type GoldenComparison,
  type GoldenNumber,
  pick,
  refusal,
  type Tolerance,
} from "../support/golden_errors.ts";
import { openGoldenSeries, readGolden } from "../support/golden_series.ts";

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
    readonly cases: readonly { n: number; last_row?: Record<string, GoldenNumber> }[];
  };
  /** Of the accumulation line: what its smoothing should have changed, under the name it should have had. */
  readonly smoothed?: RecordedOutputs;
}

const family = "indicators";

/**
 * Each indicator on each series, with other parameters, and on the first bars only. Not `supertrend`: its recorded trend
 * is always missing and its direction always 1.
 */
export function* indicatorCases(): Generator<GoldenCase> {
  const series = openGoldenSeries();
  for (const type of indicatorTypes.map(({ name }) => name)) {
    if (type === "supertrend") continue;
    const { cases, short_prefix: short, smoothed } = readGolden<RecordedIndicator>(`indicators/${type}.json`);
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
    for (const { n, last_row } of short.cases) {
      yield {
        name: `${type} on the first ${n} bars`,
        *compare() {
          const bars = sliceBars(series(short.series), 0, n);
          const compute = () => computeIndicator(bars, { type, parameters: short.parameters });
          if (last_row === undefined) yield compareRefusal(compute);
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
    yield { family, name, expected: values, actual, tolerance: toleranceOf(values) };
  }
}

function* compareLastRow(
  outputs: ReadonlyMap<string, Float64Array>,
  recorded: Record<string, GoldenNumber>,
): Generator<GoldenComparison> {
  for (const [name, value] of Object.entries(recorded)) {
    const actual = outputs.get(name)?.subarray(-1) ?? [];
    const tolerance = toleranceOf([value]);
    yield { family, name, expected: [value], actual, tolerance };
  }
}

function compareRefusal(compute: () => unknown): GoldenComparison {
  const text = "needs at least";
  const actual = [refusal(compute, text)];
  return { family, name: "refusal", expected: [text], actual, tolerance: exact };
}

/** Measured against the usual size of the column's values: small ones are differences of others. */
function toleranceOf(values: readonly GoldenNumber[]): Tolerance {
  const sizes = values.flatMap((value) => typeof value === "number" && value !== 0 ? [Math.abs(value)] : []);
  const typical = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 1;
  return { relative: 1e-9, floor: typical };
}
