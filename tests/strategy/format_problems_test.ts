import { assertEquals, assertStringIncludes } from "@std/assert";
import type { StrategyProblem } from "../../lib/strategy/check_strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";

const problem: StrategyProblem = {
  severity: "error",
  category: "indicators",
  message: '"period" must be a whole number from 2 to 100, not "500"',
  line: 12,
  column: 13,
  path: "indicators.rsi_14.period",
};
const text = `${"\n".repeat(11)}    period: 500\nnext: 1\n`;

Deno.test("formatProblem() shows the place, the line and a caret", () => {
  assertEquals(
    formatProblem(problem, { path: "strategies/x.yaml", text }),
    [
      'strategies/x.yaml:12:13: error: "period" must be a whole number from 2 to 100, not "500"',
      "  12 |     period: 500",
      "     |             ^",
    ].join("\n"),
  );
});

Deno.test("formatProblem() ends with the hint", () => {
  const warning: StrategyProblem = { ...problem, severity: "warning", hint: 'Did you mean "14"?' };
  const lines = formatProblem(warning, { path: "x.yaml", text: text.replaceAll("\n", "\r\n") }).split("\n");
  assertStringIncludes(lines[0], "x.yaml:12:13: warning: ");
  assertEquals(lines.slice(1), [
    "  12 |     period: 500",
    "     |             ^",
    '  hint: Did you mean "14"?',
  ]);
});

Deno.test("formatProblem() leaves out a line that is empty or not there", () => {
  assertEquals(formatProblem({ ...problem, line: 1, column: 1 }, { path: "x", text }).split("\n").length, 1);
  assertEquals(formatProblem({ ...problem, line: 99 }, { path: "x", text }).split("\n").length, 1);
});

Deno.test("formatProblem() cuts a long line around the place", () => {
  const long = `${"a".repeat(300)}!${"b".repeat(300)}`;
  const lines = formatProblem({ ...problem, line: 1, column: 301 }, { path: "x", text: long }).split("\n");
  assertEquals(lines[1].length, "  1 | ".length + 162);
  assertEquals(lines[1][lines[2].indexOf("^")], "!");
});

Deno.test("formatProblem() keeps the caret in place behind tabs and control characters", () => {
  const lines = formatProblem({ ...problem, line: 1, column: 4 }, {
    path: "x\u001b[2J",
    text: "\t\u001ba: 1",
  });
  assertEquals(lines.split("\n").slice(1), ["  1 |   a: 1", "    |    ^"]);
  assertStringIncludes(lines, "x [2J:1:4");
});
