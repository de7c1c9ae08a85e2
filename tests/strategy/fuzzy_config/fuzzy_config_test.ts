import { assertAlmostEquals, assertEquals } from "@std/assert";
import { checkFuzzyConfig } from "../../../lib/strategy/fuzzy_config/check_fuzzy_config.ts";
import { checkStrategy } from "../../../lib/strategy/check_strategy.ts";
import {
  fuzzyTemplate,
  fuzzyTemplateNames,
  templateOfType,
} from "../../../lib/strategy/fuzzy_config/fuzzy_templates.ts";
import { guessIndicator } from "../../../lib/strategy/fuzzy_config/guess_indicator.ts";
import { membershipCurve } from "../../../lib/strategy/membership_curve.ts";
import { upgradeFuzzyConfig } from "../../../lib/strategy/fuzzy_config/upgrade_fuzzy_config.ts";
import { writeFuzzyConfig } from "../../../lib/strategy/fuzzy_config/write_fuzzy_config.ts";
import { strategyText } from "../../engine/http/test_engine.ts";

/** Problems as `line:column severity message`. */
function problemsOf(source: string): string[] {
  return checkFuzzyConfig(source).problems.map(({ line, column, severity, message }) =>
    `${line}:${column} ${severity} ${message}`
  );
}

Deno.test("checkFuzzyConfig() finds the fuzzy sets of a strategy, whatever else is wrong with it", () => {
  const text = strategyText();
  const { fuzzySets } = checkStrategy(text).strategy ?? { fuzzySets: [] };
  const { sets, form } = checkFuzzyConfig(text);
  assertEquals(form, "current");
  assertEquals(
    sets?.map(({ id, memberships }) => [id, memberships]),
    fuzzySets.map((set) => [set.id, set.memberships]),
  );
  const part = text.slice(text.indexOf("indicators:"), text.indexOf("nn_inputs:"));
  assertEquals(checkFuzzyConfig(part).sets, sets);
});

Deno.test("checkFuzzyConfig() reads fuzzy sets that are named after their indicators", () => {
  const named = "rsi_21:\n  low: [0, 20, 40]\n";
  for (
    const text of [
      named,
      `fuzzy_sets:\n${named.replace(/^/gm, "  ")}`,
      "a:\n  indicator: rsi_21\n  low: [0, 20, 40]\n",
    ]
  ) {
    const { sets, form } = checkFuzzyConfig(text);
    assertEquals(form, "named");
    assertEquals(
      sets?.map(({ indicator, memberships }) => [indicator.type, indicator.parameters, memberships]),
      [
        ["rsi", { period: 21, source: "close" }, [{
          name: "low",
          type: "triangular",
          parameters: [0, 20, 40],
        }]],
      ],
    );
  }
});

Deno.test("checkFuzzyConfig() names the place of every problem", () => {
  assertEquals(
    problemsOf(
      "rsi:\n  low: {type: triangle, parameters: [0, 20, 40]}\n  high: [60, 50, 80]\nfoo:\n  a: [1, 2]\nmfi: {}\n",
    ),
    [
      '2:15 error Unknown membership type "triangle", expected triangular, trapezoidal or gaussian',
      "3:14 error The parameters of a triangular membership function must not fall (a ≤ b ≤ c), but " +
      '"50" comes after "60"',
      '4:1 error Nothing says which indicator the fuzzy set "foo" looks at',
      "5:6 error A triangular membership function has 3 parameters [a, b, c], not 2",
      "6:1 error The fuzzy set has no membership function",
    ],
  );
  assertEquals(problemsOf("indicators: [{name: rsi}]\nfuzzy_sets: {}\n"), [
    '1:13 error "indicators" is a list, expected a mapping of ids',
  ]);
  assertEquals(problemsOf("- 1\n"), [
    "1:1 error The file holds no fuzzy sets: expected a mapping with fuzzy_sets and indicators",
  ]);
  assertEquals(problemsOf(""), ["1:1 error The file is empty"]);
  assertEquals(problemsOf("indicators:\n  rsi: {type: rsi}\nfuzzy_sets: {}\n"), [
    "3:1 error There is no fuzzy set",
  ]);
  for (const text of ["{", "a: b", "1", "rsi: 3", "? [a]\n: b", "fuzzy_sets: 1", "indicators: 1"]) {
    assertEquals(checkFuzzyConfig(text).sets, null, text);
  }
});

Deno.test("guessIndicator() reads type, parameters and output out of a name", () => {
  const read = (name: string) => {
    const guess = guessIndicator(name);
    return guess && [guess.type, guess.parameters, guess.output];
  };
  assertEquals(read("RSI"), ["rsi", { period: 14, source: "close" }, "value"]);
  assertEquals(read("rsi_7"), ["rsi", { period: 7, source: "close" }, "value"]);
  assertEquals(read("rsi_500"), ["rsi", { period: 14, source: "close" }, "value"]);
  assertEquals(read("macd_8_21_5_signal"), [
    "macd",
    { fast_period: 8, slow_period: 21, signal_period: 5, source: "close" },
    "signal",
  ]);
  assertEquals(read("bollinger_bands_10")?.[0], "bollingerbands");
  assertEquals([read("trend"), read("_")], [undefined, undefined]);
});

Deno.test("every template is valid as it is written", () => {
  for (const name of fuzzyTemplateNames) {
    const sets = fuzzyTemplate(name);
    assertEquals(sets.length, name === "advanced" ? fuzzyTemplateNames.length - 2 : 1, name);
    const text = writeFuzzyConfig(sets);
    assertEquals(checkFuzzyConfig(text), { sets, problems: [], form: "current" }, text);
  }
  assertEquals(templateOfType("rsi")?.id, "rsi_14");
  assertEquals(templateOfType("simplemovingaverage"), undefined);
});

Deno.test("upgradeFuzzyConfig() writes old forms in the current one", () => {
  const named = upgradeFuzzyConfig("macd_signal:\n  up: [0, 1, 2]\n");
  assertEquals(named, {
    status: "upgraded",
    text: "indicators:\n  macd_signal:\n    type: macd\nfuzzy_sets:\n  macd_signal:\n" +
      "    indicator: macd_signal.signal\n    up: {type: triangular, parameters: [0, 1, 2]}\n",
    losses: [],
  });
  const list = upgradeFuzzyConfig(
    "indicators:\n  # the usual\n  - {name: rsi, feature_id: rsi_14, period: 14}\nfuzzy_sets:\n  rsi_14:\n    low: [0, 20, 40]\n",
  );
  const text = list.status === "upgraded" ? list.text : "";
  assertEquals(checkFuzzyConfig(text).sets?.map(({ id, indicator }) => [id, indicator.type]), [[
    "rsi_14",
    "rsi",
  ]]);
  assertEquals(text.includes("# the usual"), true);
  assertEquals(upgradeFuzzyConfig(strategyText()), { status: "current" });
  assertEquals(upgradeFuzzyConfig("foo: {a: [1, 2, 3]}").status, "refused");
});

Deno.test("membershipCurve() has the corners of straight shapes, and a round bell", () => {
  assertEquals(membershipCurve({ type: "triangular", parameters: [0, 20, 40] }), [
    { value: 0, degree: 0 },
    { value: 20, degree: 1 },
    { value: 40, degree: 0 },
  ]);
  assertEquals(
    membershipCurve({ type: "trapezoidal", parameters: [0, 0, 1, 2] }).map(({ degree }) => degree),
    [0, 1, 1, 0],
  );
  const bell = membershipCurve({ type: "gaussian", parameters: [50, 10] });
  assertEquals([bell[0].value, bell[40], bell[80].value], [10, { value: 50, degree: 1 }, 90]);
  assertAlmostEquals(bell[50].degree, Math.exp(-0.5));
});
