import { assert, assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { changeBase, readFixture } from "./problem_table.ts";

const hostileTexts: Record<string, string> = {
  "binary text": "name: a\u0000b\u0001",
  "text that is no UTF-8": "name: \ufffd\ufffd",
  "a megabyte": "a".repeat(1024 * 1024),
  "brackets without end": "[".repeat(50_000),
  "nested lists": "- ".repeat(20_000),
  "commas without end": `[${",".repeat(50_000)}`,
  "an alias bomb": bomb(),
  "an alias of itself": "name: &a [*a]\n",
  "many keys": Array.from({ length: 15_000 }, (_, index) => `key_${index}: 1`).join("\n"),
  "many duplicates": "a: 1\n".repeat(15_000),
  "names of an object's own":
    "nn_inputs: []\n__proto__: 1\nconstructor: { toString: 1 }\nindicators: { __proto__: 1 }\n",
  "lone surrogates": 'name: "\\ud800"\nnn_inputs: [\ud800]\n',
};

for (const [title, text] of Object.entries(hostileTexts)) {
  Deno.test(`checkStrategy() refuses ${title}`, () => {
    const { strategy, problems } = checkStrategy(text);
    assertEquals(strategy, null);
    assert(problems.some((problem) => problem.severity === "error"));
    for (const { line, column, message } of problems) {
      assert(line >= 1 && column >= 1);
      assert(message.length < 400, message);
    }
  });
}

Deno.test("checkStrategy() names the character that makes a text binary", () => {
  const [problem] = checkStrategy("name: a\nversion: \u0000").problems;
  assertEquals([problem.line, problem.column], [2, 10]);
  assertEquals(problem.message, "The file is not plain text: it holds the character U+0000");
});

Deno.test("checkStrategy() bounds the size of what aliases write out", () => {
  const [problem] = checkStrategy(bomb()).problems;
  assertEquals(problem.message, "The YAML is too large: more than 20000 values");
});

Deno.test("checkStrategy() bounds the number of features", () => {
  const memberships = Array.from({ length: 600 }, (_, index) => `m${index}: [0, 25, 40]`).join(", ");
  const text = changeBase(
    "low: [0, 25, 40]",
    `&m0 low: [0, 25, 40]\n    ${memberships.replaceAll(", m", "\n    m")}`,
  )
    .replace(
      "- { fuzzy_set: impulse",
      `${"- { fuzzy_set: momentum, timeframes: all }\n  ".repeat(10)}- { fuzzy_set: impulse`,
    );
  const messages = checkStrategy(text).problems.map((problem) => problem.message);
  assertEquals(messages, ["The inputs make 13246 features, expected at most 10000"]);
});

Deno.test("checkStrategy() takes bounded time for thousands of wrong names", () => {
  const indicators = Array.from({ length: 800 }, (_, index) => `  rsi_${index}x: { type: rsi }`).join("\n");
  const sets = Array.from(
    { length: 800 },
    (_, index) => `  s${index}: { indicator: rsi_${index}y, m: [0, 1, 2] }`,
  );
  const text = readFixture("base.yaml").replace("indicators:", `indicators:\n${indicators}`)
    .replace("fuzzy_sets:", `fuzzy_sets:\n${sets.join("\n")}`);
  assertEquals(checkStrategy(text).problems.filter((problem) => problem.severity === "error").length, 800);
});

Deno.test("checkStrategy() strips control characters of names out of its messages", () => {
  const [problem] = checkStrategy(changeBase("type: bbands", 'type: "\\e[31mred\\u202e"')).problems;
  assertEquals(problem.message, 'Unknown indicator type " [31mred "');
});

Deno.test("checkStrategy() never shows a whole file in a message", () => {
  for (const { message } of checkStrategy(`a: 1\nb\n${"c".repeat(5_000)}\n`).problems) {
    assert(message.length <= 1_000, message);
  }
});

/** Ten levels of ten aliases each. */
function bomb(): string {
  const levels = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"];
  for (let level = 1; level < 10; level++) {
    levels.push(`a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`).join(", ")}]`);
  }
  return levels.join("\n");
}
