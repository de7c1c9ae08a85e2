/** The engine's numbers beside the recorded ones. Where they differ on purpose, the cases say so. */
import { assertEquals, assertThrows } from "@std/assert";
import { allGoldenCases } from "./golden_cases/all_golden_cases.ts";
import { assertGolden, exact, measureErrors } from "./support/golden_errors.ts";

const cases = [...allGoldenCases()];

for (const { name, compare } of cases) {
  Deno.test(`the engine gives KTRDR's numbers: ${name}`, () => assertGolden(compare()));
}

Deno.test("every golden case has a name of its own", () => {
  const names = cases.map(({ name }) => name);
  assertEquals(names.filter((name, index) => names.indexOf(name) !== index), []);
});

const loose = { family: "f", name: "prices", tolerance: { relative: 1e-3, floor: 10 } };

Deno.test("measureErrors() gives the largest errors, small numbers measured against the usual size", () => {
  const expected = [2000, 1, null, "Infinity"];
  const errors = measureErrors({ ...loose, expected, actual: [2001, 1.005, NaN, Infinity] });
  assertEquals(errors.values, 4);
  assertEquals([errors.absolute, errors.relative.toFixed(6), errors.failure], [1, "0.000500", undefined]);
});

Deno.test("measureErrors() tells of the first value that is too far off, missing, or of another kind", () => {
  const failure = (expected: unknown[], actual: unknown[]) =>
    measureErrors({ ...loose, expected, actual }).failure;
  assertEquals(failure([1, 2000, 1], [1, 2002.1, 9]), "prices, value 1: 2002.1, expected 2000");
  assertEquals(failure([null], [0]), "prices, value 0: 0, expected null");
  assertEquals(failure([0], [NaN]), "prices, value 0: NaN, expected 0");
  assertEquals(failure(["Infinity"], [-Infinity]), "prices, value 0: -Infinity, expected Infinity");
  assertEquals(failure(["LONG"], [NaN]), "prices, value 0: NaN, expected LONG");
  assertEquals(failure([1, 2], [1]), "prices: 1 values, expected 2");
  assertEquals(failure([], []), "prices: nothing to compare");
  assertEquals(failure([true, "a"], [true, "a"]), undefined);
});

Deno.test("assertGolden() fails for counted things that differ at all", () => {
  const bars = { family: "f", name: "bars", tolerance: exact };
  assertGolden([{ ...bars, expected: "BHS", actual: "BHS" }]);
  assertThrows(
    () => assertGolden([{ ...bars, expected: [3], actual: [3 + 1e-15] }]),
    Error,
    "bars, value 0",
  );
});
