import { assert, assertEquals, assertThrows } from "@std/assert";
import { fuzzify, membershipDegree, type MembershipFunction } from "../../../lib/engine/domain/fuzzy.ts";
import { computeIndicator } from "../../../lib/engine/domain/indicators/compute_indicator.ts";
import { sliceBars } from "../../../lib/engine/domain/bars.ts";
import {
  assertColumn,
  type GoldenNumber,
  goldenNumber,
  readGolden,
  readGoldenSeries,
} from "../../support/golden_series.ts";

interface MembershipReference {
  cases: (MembershipFunction & { x?: GoldenNumber[]; degrees?: GoldenNumber[]; error?: boolean })[];
}

interface RsiReference {
  cases: {
    series: string;
    bars: number;
    period: number;
    indicator_values: GoldenNumber[];
    memberships: (MembershipFunction & { id: string; degrees: GoldenNumber[] })[];
  }[];
}

const tolerance = { relative: 1e-9, absolute: 1e-12 };

Deno.test("membership degrees are KTRDR's at, inside and outside every corner", () => {
  for (
    const { x = [], degrees = [], error = false, ...membership } of readGolden<MembershipReference>(
      "fuzzy/membership.json",
    ).cases
  ) {
    const label = `${membership.type} ${membership.parameters}`;
    if (error) {
      assertThrows(() => membershipDegree(0, membership), RangeError, membership.type, label);
      continue;
    }
    const values = Float64Array.from(x, goldenNumber);
    assertColumn(fuzzify(values, membership), { expected: degrees, ...tolerance, label });
    assertColumn(x.map((value) => membershipDegree(goldenNumber(value), membership)), {
      expected: degrees,
      ...tolerance,
      label,
    });
  }
});

Deno.test("fuzzify() gives KTRDR's memberships of RSI values", () => {
  for (const reference of readGolden<RsiReference>("fuzzy/fuzzify_rsi.json").cases) {
    const bars = sliceBars(readGoldenSeries(reference.series), 0, reference.bars);
    const parameters = { period: reference.period, source: "close" };
    const rsi = computeIndicator(bars, { type: "rsi", parameters }).get("value");
    assert(rsi !== undefined);
    assertColumn(rsi, { expected: reference.indicator_values, ...tolerance, label: "rsi" });
    for (const { id, degrees, ...membership } of reference.memberships) {
      assertColumn(fuzzify(rsi, membership), {
        expected: degrees,
        ...tolerance,
        label: `${id} on ${reference.series}`,
      });
    }
  }
});

Deno.test("a membership function with wrong parameters is refused with what it needs", () => {
  const degree = (type: MembershipFunction["type"], parameters: number[]) => () =>
    membershipDegree(0, { type, parameters });
  assertThrows(degree("triangular", [1, 2]), RangeError, 'needs 3 parameters (a, b, c), got "1, 2"');
  assertThrows(degree("triangular", [3, 2, 1]), RangeError, 'needs a ≤ b ≤ c, got "3, 2, 1"');
  assertThrows(degree("trapezoidal", [1, 3, 2, 4]), RangeError, "a ≤ b ≤ c ≤ d");
  assertThrows(degree("trapezoidal", [1, 2, 3, NaN]), RangeError, "finite");
  assertThrows(degree("gaussian", [1, 0]), RangeError, 'width above 0, got "1, 0"');
  assertEquals(membershipDegree(30, { type: "triangular", parameters: [30, 30, 30] }), 1);
});
