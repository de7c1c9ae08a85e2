import { type Bars, sliceBars } from "../../lib/engine/domain/bars.ts";
import {
  computeIndicator,
  type IndicatorOutputs,
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

interface RecordedColumn {
  readonly nan_count: number;
  readonly first_valid?: number;
  readonly values: GoldenNumber[];
}

interface RecordedOutputs {
  readonly series: string;
  readonly parameters: IndicatorParameters;
  readonly length: number;
  readonly rows: number[] | "all";
  readonly columns: Record<string, RecordedColumn>;
}

interface Recorded {
  readonly cases: readonly RecordedOutputs[];
  readonly short_prefix: {
    readonly series: string;
    readonly parameters: IndicatorParameters;
    readonly cases: readonly { n: number; last_row?: Record<string, GoldenNumber> }[];
  };
  /** The mean that the smoothed accumulation line should have been; recorded for that indicator alone. */
  readonly smoothed?: RecordedOutputs;
}

/**
 * Each indicator on each series, with other parameters, and on the first bars only. Not `supertrend`: the recorded trend
 * is always missing and the direction always 1.
 */
export function* indicatorCases(): Generator<GoldenCase> {
  const bars = openGoldenSeries();
  for (const type of indicatorTypes.map(({ name }) => name)) {
    if (type === "supertrend") continue;
    const { cases, short_prefix: short, smoothed } = readGolden<Recorded>(`indicators/${type}.json`);
    for (const recorded of [...cases, ...smoothed === undefined ? [] : [smoothed]]) {
      const { series, parameters } = recorded;
      yield {
        name: `${type} ${JSON.stringify(parameters)} on ${series}`,
        compare: () => compareOutputs(computeIndicator(bars(series), { type, parameters }), { type, recorded }),
      };
    }
    for (const { n, last_row: recorded } of short.cases) {
      yield {
        name: `${type} on the first ${n} bars of ${short.series}`,
        compare: () => {
          const first = sliceBars(bars(short.series), 0, n);
          return compareLastRow(first, { type, parameters: short.parameters, recorded });
        },
      };
    }
  }
}

function* compareOutputs(
  outputs: IndicatorOutputs,
  { type, recorded }: { type: string; recorded: RecordedOutputs },
): Generator<GoldenComparison> {
  const all = [...outputs.keys()];
  const names = Object.keys(recorded.columns);
  yield counted("outputs", names, recorded === undefined || names.length < all.length ? names : all);
  for (const [name, { nan_count, first_valid, values }] of Object.entries(recorded.columns)) {
    const output = outputs.get(name) ?? new Float64Array();
    const first = output.findIndex((value) => !Number.isNaN(value));
    yield counted(
      `${name}: bars, missing values, first value`,
      [recorded.length ?? output.length, nan_count, first_valid ?? first],
      [output.length, output.filter(Number.isNaN).length, first],
    );
    const actual = recorded.rows === "all" ? output : pick(output, recorded.rows);
    yield { ...familyOf(type, values), name, expected: values, actual };
  }
}
