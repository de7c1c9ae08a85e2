import { sliceBars } from "../../lib/engine/domain/bars.ts";
import { fuzzify, membershipDegree, type MembershipFunction } from "../../lib/engine/domain/fuzzy.ts";
import { computeIndicator } from "../../lib/indicators/compute_indicator.ts";
import {
  exact,
  type GoldenCase,
  type GoldenNumber,
  goldenNumber,
  refusal,
} from "../support/golden_errors.ts";
import { type GoldenFiles, openGoldenSeries } from "../support/golden_series.ts";

interface RecordedMembership extends MembershipFunction {
  readonly x?: GoldenNumber[];
  readonly degrees?: GoldenNumber[];
  readonly error?: boolean;
}

interface RecordedRsi {
  readonly series: string;
  readonly bars: number;
  readonly period: number;
  readonly indicator_values: GoldenNumber[];
  readonly memberships: readonly (MembershipFunction & { id: string; degrees: GoldenNumber[] })[];
}

const common = { family: "membership degrees", tolerance: { relative: 1e-9, floor: 1e-3 } };

/** Membership functions at, inside and outside their corners, wrong parameters, and the fuzzy sets of an RSI. */
export function* fuzzyCases(files: GoldenFiles): Generator<GoldenCase> {
  const { cases } = files.read<{ cases: RecordedMembership[] }>("fuzzy/membership.json");
  for (const [index, recorded] of cases.entries()) {
    const { x = [], degrees = [], error = false, ...membership } = recorded;
    yield {
      name: `membership function ${index + 1}: ${membership.type} ${membership.parameters}`,
      *compare() {
        if (error) {
          const actual = [refusal(() => membershipDegree(0, membership), membership.type)];
          yield { ...common, name: "refusal", expected: [membership.type], actual, tolerance: exact };
          return;
        }
        const values = Float64Array.from(x, goldenNumber);
        yield { ...common, name: "all at once", expected: degrees, actual: fuzzify(values, membership) };
        const actual = values.map((value) => membershipDegree(value, membership));
        yield { ...common, name: "one by one", expected: degrees, actual };
      },
    };
  }
  const series = openGoldenSeries();
  for (const recorded of files.read<{ cases: RecordedRsi[] }>("fuzzy/fuzzify_rsi.json").cases) {
    const { period, bars } = recorded;
    yield {
      name: `fuzzy sets of RSI ${period} on ${recorded.series}`,
      *compare() {
        const parameters = { period, source: "close" };
        const first = sliceBars(series(recorded.series), 0, bars);
        const rsi = computeIndicator(first, { type: "rsi", parameters }).get("value") ?? new Float64Array();
        yield { ...common, name: "RSI", expected: recorded.indicator_values, actual: rsi };
        for (const { id, degrees, ...membership } of recorded.memberships) {
          yield { ...common, name: id, expected: degrees, actual: fuzzify(rsi, membership) };
        }
      },
    };
  }
}
