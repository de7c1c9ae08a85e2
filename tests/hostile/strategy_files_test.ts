import { assert, assertEquals, assertLess, assertNotMatch } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import { projectRoot } from "../support/processes.ts";
import { mutateText } from "./mutate.ts";
import type { RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";

const folder = `${projectRoot}examples/strategies`;
const examples = [...Deno.readDirSync(folder)].map(({ name }) => Deno.readTextFileSync(`${folder}/${name}`));

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
