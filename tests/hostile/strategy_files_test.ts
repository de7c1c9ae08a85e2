import { assert, assertEquals, assertLess, assertNotMatch } from "@std/assert";
import { parse } from "yaml";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import { migrateStrategy } from "../../lib/strategy/migration/migrate_strategy.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import migrations from "../golden/migration/migration.json" with { type: "json" };
import { projectRoot } from "../support/processes.ts";
import { mutateText } from "./mutate.ts";
import type { RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";

const folder = `${projectRoot}examples/strategies`;
const examples = [...Deno.readDirSync(folder)].map(({ name }) => Deno.readTextFileSync(`${folder}/${name}`));
const withAliases = `name: old # its name
notes: >
  folded
  text
indicators:
  - &base {name: sma, period: 0x14}
  - {<<: *base, feature_id: slow}
  - *base
fuzzy_sets:
  sma: &set
    low: [0, 1, 2]
  slow: *set
  both: {<<: *set, high: [1.50, 2e1, 3]}
since: 2024-01-01
on_off: [yes, no, ~, 0o7, 1_000, "no", 'it''s']
`;
const oldStrategies = [withAliases, ...migrations.cases.map(({ input_yaml }) => input_yaml)];
const changing = ["indicators", "fuzzy_sets", "nn_inputs", "version"];

/** What a migration must leave as it is. */
function keptValues(text: string, repaired: readonly string[]): unknown {
  const values = parse(text, { version: "1.1", logLevel: "silent", maxAliasCount: -1 });
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => ![...changing, ...repaired].includes(key)),
  );
}

// deno-lint-ignore no-control-regex -- looked for on purpose
const notPlain = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function hostileStrategy(source: RandomSource): string {
  return source.chance(0.1) ? source.text() : mutateText(source, source.pick(examples));
}

Deno.test("checkStrategy() takes any text, and says where and what is wrong in plain words", async () => {
  await repeat({ runs: 300, seed: 1 }, (source) => {
    const text = hostileStrategy(source);
    const started = performance.now();
    const { strategy, problems } = checkStrategy(text);
    assertLess(performance.now() - started, 5_000);
    assertEquals(strategy === null, problems.some(({ severity }) => severity === "error"));
    if (strategy !== null) assert(resolveFeatures(strategy).length > 0);
    const lines = text.split("\n").length;
    for (const problem of problems) {
      assert(problem.line >= 1 && problem.line <= lines + 1 && problem.column >= 1, JSON.stringify(problem));
      assertNotMatch(problem.message + (problem.hint ?? ""), notPlain);
      assertLess(problem.message.length, 1_001);
      assertNotMatch(formatProblem(problem, { path: source.text(), text }), notPlain);
    }
  });
});

Deno.test("migrateStrategy() takes any text, and what it wrote is of version 3 and keeps its values", async () => {
  await repeat({ runs: 200, seed: 2 }, (source) => {
    const text = source.chance(0.1) ? source.text() : mutateText(source, source.pick(oldStrategies));
    checkStrategy(text);
    const migration = migrateStrategy(text);
    if (migration.status === "refused") assert(migration.problems.length > 0);
    if (migration.status !== "migrated") return;
    assertEquals(migrateStrategy(migration.text), { status: "current" }, text);
    assertEquals(checkStrategy(migration.text).version, "v3");
    const repaired = migration.repairs.flatMap((repair) =>
      repair.kind === "rename" ? [String(repair.at[0]), repair.to] : [String(repair.at[0])]
    );
    assertEquals(keptValues(migration.text, repaired), keptValues(text, repaired));
    for (const loss of migration.losses) assertNotMatch(loss.message + loss.hint, notPlain);
  });
});
