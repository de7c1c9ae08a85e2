import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { parse } from "yaml";
import { migrateStrategy } from "../../../lib/strategy/migration/migrate_strategy.ts";
import migrations from "../../golden/migration/migration.json" with { type: "json" };

/** The text in version 3. */
function migrated(source: string): string {
  const migration = migrateStrategy(source);
  return migration.status === "migrated" ? migration.text : JSON.stringify(migration);
}

Deno.test("migrateStrategy() tells of indicators that are left out or take the place of others, and where", () => {
  const migration = migrateStrategy(migrations.cases[1].input_yaml);
  const losses = migration.status === "migrated" ? migration.losses : [];
  assertEquals(
    losses.map(({ line, column, severity, message }) => `${line}:${column} ${severity}: ${message}`),
    [
      "6:5 warning: The indicator has no name, and is left out",
      '8:5 warning: The indicator takes the place of another one named "dup"',
    ],
  );
});

const old = `# An old strategy
name: 'old'   # its name

version: "2.0" # and version
scope: universal

# What it looks at
indicators:
    # Momentum
    - name: rsi   # relative strength
      # short
      period: 14
      feature_id: rsi_14 # known as

    - {name: macd, fast_period: 12, on_close: yes}
fuzzy_sets:
    rsi_14: # of momentum
        low: [0, 1.50, 2]
        # high is above
    macd:
        indicator: macd.line
        up: {type: triangular, parameters: [1, 2, 3]}

since: 2024-01-01
# The end
`;

const current = `# An old strategy
name: 'old' # its name

version: "3.0" # and version
scope: universal

# What it looks at
indicators:
    # Momentum
    # known as
    rsi_14:
        type: rsi # relative strength
        # short
        period: 14

    macd: {type: macd, fast_period: 12, on_close: yes}
fuzzy_sets:
    rsi_14:
        # of momentum
        low: [0, 1.50, 2]
        indicator: rsi_14
        # high is above
    macd:
        indicator: macd.line
        up: {type: triangular, parameters: [1, 2, 3]}

since: 2024-01-01

nn_inputs:
    - fuzzy_set: rsi_14
      timeframes: all
    - fuzzy_set: macd
      timeframes: all

# The end
`;

Deno.test("migrateStrategy() keeps comments, blank lines, indentation and the way values are written", () => {
  assertEquals(migrated(old), current);
  assertEquals(migrated(old.replaceAll("\n", "\r\n")), current.replaceAll("\n", "\r\n"));
  assertEquals(migrateStrategy(current), { status: "current" });
});

Deno.test("migrateStrategy() writes out what indicators and fuzzy sets share", () => {
  const values = parse(migrated(`
indicators:
- &base {name: sma, period: 20}
- {<<: *base, feature_id: slow}
fuzzy_sets:
  sma: &set
    low: [0, 1, 2]
  slow: *set
`));
  assertEquals(values.indicators, { sma: { type: "sma", period: 20 }, slow: { type: "sma", period: 20 } });
  assertEquals(values.fuzzy_sets, {
    sma: { low: [0, 1, 2], indicator: "sma" },
    slow: { low: [0, 1, 2], indicator: "slow" },
  });
});

Deno.test("migrateStrategy() writes out aliases of what goes: an id, a whole indicator, the list of them", () => {
  const indicators = "indicators: &list\n- &one { name: rsi, feature_id: &id fast, period: &n 14 } # first\n";
  const text = migrated(`${indicators}fuzzy_sets:
  *id :
    low: [0, 1, *n] # low
notes:
  id: *id
  # kept
  one: *one # the same
  list: *list
`);
  const values = parse(text);
  assertEquals(values.indicators, { fast: { type: "rsi", period: 14 } });
  assertEquals(values.fuzzy_sets, { fast: { low: [0, 1, 14], indicator: "fast" } });
  const one = { name: "rsi", feature_id: "fast", period: 14 };
  assertEquals(values.notes, { id: "fast", one, list: [one] });
  assertEquals([...text.matchAll(/# .*/g)].map(String), ["# first", "# low", "# kept", "# the same"]);
  assertNotMatch(text, /[&*]/);
});

Deno.test("migrateStrategy() takes the last anchor of a name, as the reader of a strategy does", () => {
  const text = migrated(`indicators: [{ name: &a rsi, period: &a 14 }, { name: sma, period: *a }]
fuzzy_sets: { rsi: &a { low: [&a 1, 2, 3] } }
notes: *a
`);
  const values = parse(text);
  assertEquals(values.indicators, { rsi: { type: "rsi", period: 14 }, sma: { type: "sma", period: 14 } });
  assertEquals(values.notes, 1);
});

Deno.test("migrateStrategy() keeps the type and the id of an indicator as text", () => {
  const { indicators } = parse(
    migrated("indicators: [{type: rsi, name: 14}, {name: n, feature_id: 'no'}]\n"),
  );
  assertEquals(indicators, { "14": { type: "rsi" }, no: { type: "n" } });
});

Deno.test("migrateStrategy() completes a file that is only half of version 3", () => {
  assertEquals(
    migrated(
      'version: "3.0"\nindicators:\n  a: { type: rsi }\nfuzzy_sets:\n  b: { indicator: a, x: [ 1, 2, 3 ] }\n',
    ),
    `version: "3.0"
indicators:
  a: { type: rsi }
fuzzy_sets:
  b: { indicator: a, x: [ 1, 2, 3 ] }
nn_inputs:
  - fuzzy_set: b
    timeframes: all
`,
  );
  const { indicators, nn_inputs } = parse(migrated("indicators: [{name: rsi}]\nnn_inputs: [1]\n"));
  assertEquals([indicators, nn_inputs], [{ rsi: { type: "rsi" } }, [1]]);
});

Deno.test("migrateStrategy() refuses what is no strategy, and says where and why", () => {
  const refusals = {
    "": /^1:1 The file is empty$/,
    "name: [a\n": /^2:1 /,
    "name: a\nname: b\nindicators: []\n": /^2:1 Duplicate key "name", first written at line 1, column 1$/,
    "name: a\n": /^1:1 The file is not a strategy: expected a mapping with indicators/,
    "- a\n": /^1:1 The file is not a strategy: expected a mapping with indicators/,
    "\nmodel: {}\n": /^2:1 Missing "indicators", expected a list or a mapping$/,
    "indicators: rsi\n": /^1:13 "indicators" must be a list or a mapping, not "rsi"$/,
  };
  for (const [text, expected] of Object.entries(refusals)) {
    const migration = migrateStrategy(text);
    const [problem] = migration.status === "refused" ? migration.problems : [];
    assertMatch(`${problem?.line}:${problem?.column} ${problem?.message}`, expected);
  }
});

Deno.test("migrateStrategy() keeps indicators of one name apart where fuzzy sets name them by their parameters", () => {
  const text = migrated(`version: "2.0"
indicators:
  - {name: rsi, period: 14, source: close}
  - {name: rsi, period: 7}
  - {indicator: bbands, name: bbands_20_2, period: 20, multiplier: 2.0}
  - {name: bollinger_bands, period: 50}
fuzzy_sets:
  rsi_14: {low: [0, 25, 40]}
  rsi_7: {low: [0, 25, 40]}
  bollingerbands_20_2.0: {low: [0, 1, 2]}
`);
  const { indicators, fuzzy_sets: sets } = parse(text);
  assertEquals(indicators, {
    rsi: { type: "rsi", period: 7 },
    rsi_14: { type: "rsi", period: 14, source: "close" },
    bbands_20_2: { type: "bollingerbands", period: 20, multiplier: 2, indicator: "bbands" },
    bollinger_bands: { type: "bollingerbands", period: 50 },
  });
  const references = Object.values(sets).map((set) =>
    JSON.stringify(set).replace(/.*"indicator":"([^"]*)".*/, "$1")
  );
  assertEquals(references, ["rsi_14", "rsi", "bbands_20_2"]);
});
