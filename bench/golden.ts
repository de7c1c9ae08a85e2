/**
 * How far the engine's numbers are from those recorded from KTRDR, by kind: the comparisons that the tests make, and
 * their largest errors. Ends with 1 where an error is larger than its tolerance.
 *
 * Run with `deno task golden`.
 * @module
 */
import { createDenoHost } from "../lib/host/deno_host.ts";
import { createStyle } from "../lib/output/style.ts";
import { renderTable } from "../lib/output/table.ts";
import { allGoldenCases } from "../tests/golden_cases/all_golden_cases.ts";
import { type GoldenComparison, type GoldenErrors, measureErrors } from "../tests/support/golden_errors.ts";

/** The comparisons of a family, added up. */
interface FamilyErrors extends Omit<GoldenErrors, "failure"> {
  readonly cases: number;
  /** The loosest. */
  readonly tolerance: number;
}

const nothing: FamilyErrors = { cases: 0, values: 0, absolute: 0, relative: 0, tolerance: 0 };

/** Compares everything; gives the errors by family, what is outside its tolerance, and how much it was. */
function measureAll() {
  const families = new Map<string, FamilyErrors>();
  const failures: string[] = [];
  let cases = 0;
  for (const { name, compare } of allGoldenCases()) {
    cases++;
    const seen = new Set<string>();
    for (const comparison of compare()) {
      const { family } = comparison;
      const errors = measureErrors(comparison);
      if (errors.failure !== undefined) failures.push(`${name}: ${errors.failure}`);
      const sum = addErrors(families.get(family) ?? nothing, { comparison, errors });
      families.set(family, { ...sum, cases: sum.cases + (seen.has(family) ? 0 : 1) });
      seen.add(family);
    }
  }
  return { families, failures, cases };
}

function addErrors(
  sum: FamilyErrors,
  { comparison, errors }: { comparison: GoldenComparison; errors: GoldenErrors },
): FamilyErrors {
  return {
    ...sum,
    values: sum.values + errors.values,
    absolute: Math.max(sum.absolute, errors.absolute),
    relative: Math.max(sum.relative, errors.relative),
    tolerance: Math.max(sum.tolerance, comparison.tolerance.relative),
  };
}

function format(count: number): string {
  return count.toLocaleString("en");
}

function renderErrors(families: ReadonlyMap<string, FamilyErrors>): string {
  const number = (value: number) => value === 0 ? "0" : value.toExponential(1);
  const titles = ["Cases", "Values", "Largest absolute error", "Largest relative error", "Tolerance"];
  return renderTable({
    columns: [{ title: "Family" }, ...titles.map((title) => ({ title, align: "right" as const }))],
    rows: [...families].map(([family, { cases, values, absolute, relative, tolerance }]) => [
      family,
      ...[cases, values].map(format),
      ...[absolute, relative].map(number),
      tolerance === 0 ? "the same" : number(tolerance),
    ]),
    style: createStyle(false),
  });
}

const { stdout } = createDenoHost();
const { families, failures, cases } = measureAll();
const values = [...families.values()].reduce((sum, family) => sum + family.values, 0);
stdout.write(`${renderErrors(families)}\n
${format(cases)} recordings, ${format(values)} values, ${format(failures.length)} outside their tolerance.
A relative error is one of the recorded value, or of the usual size of such values where that is larger.
Counts, names, times, signals and where values are missing must be the same in every family.\n`);
for (const failure of failures) stdout.write(`Outside the tolerance: ${failure}\n`);
Deno.exitCode = failures.length === 0 ? 0 : 1;
