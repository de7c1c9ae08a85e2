import { assertEquals, assertMatch } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { readFixture } from "./problem_table.ts";

const folder = new URL("../../examples/strategies/", import.meta.url);

for (const { name } of Deno.readDirSync(folder)) {
  Deno.test(`examples/strategies/${name} is a strategy without a single warning`, async () => {
    const text = await Deno.readTextFile(new URL(name, folder));
    const { strategy, problems } = checkStrategy(text);
    assertEquals(problems, []);
    assertEquals(`${strategy?.name}.yaml`, name);
    assertMatch(text, /^# [A-Z].*[.?]\n/);
  });
}

Deno.test("checkStrategy() accepts a strategy in flow style with an option that has no effect", () => {
  const { strategy, problems } = checkStrategy(readFixture("rsi_spx.yaml"));
  assertEquals(problems.map((problem) => problem.message), ['"label_lookahead" has no effect']);
  assertEquals(strategy?.timeframes, ["1d"]);
});
