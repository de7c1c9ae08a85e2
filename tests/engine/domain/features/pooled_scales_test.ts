import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type FeatureMatrix, type FeatureSpec, fitScales } from "../../../../lib/engine/domain/features.ts";
import { fitPooledScales } from "../../../../lib/engine/domain/features/pooled_scales.ts";

const indicator = { type: "rsi", parameters: { period: 2 } };
const specs: FeatureSpec[] = [
  { id: "a", indicator, output: "value", normalization: "minmax" },
  { id: "b", indicator, output: "value", normalization: "zscore" },
  { id: "c", indicator, output: "value", normalization: "none" },
];

function matrixOf(...columns: number[][]): FeatureMatrix {
  return {
    ids: ["a", "b", "c"],
    rows: columns[0].length,
    columns: columns.map((column) => Float64Array.from(column)),
  };
}

const small = matrixOf([NaN, 1, 2, 900], [NaN, 1, 3, 900], [1, 1, 1, 1]);
const large = matrixOf([10, 20], [5, 7], [1, 1]);

Deno.test("fitPooledScales() fits on the given rows of all symbols together", () => {
  const [first, second, third] = fitPooledScales(
    [{ matrix: small, first: 0, end: 3 }, { matrix: large, first: 0, end: 2 }],
    specs,
  );
  assertEquals(first, { offset: 1, scale: 1 / 19 });
  // 1, 3, 5, 7: mean 4, squares 20, three degrees of freedom.
  assertEquals(second?.offset, 4);
  assertAlmostEquals(second?.scale ?? NaN, 1 / Math.sqrt(20 / 3), 1e-12);
  assertEquals(third, null);
});

Deno.test("fitPooledScales() of one symbol is fitScales()", () => {
  const rows = { first: 1, end: 4 };
  assertEquals(fitPooledScales([{ matrix: small, ...rows }], specs), fitScales(small, { specs, ...rows }));
  assertThrows(() => fitPooledScales([{ matrix: small, first: 1, end: 9 }], specs), RangeError, `"9"`);
});
