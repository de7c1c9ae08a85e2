import { testProblems } from "./problem_table.ts";

testProblems([
  {
    title: "an id that is a boolean",
    from: "bb: {",
    to: "on: {",
    problems: [
      '10:3 error: A key must be text, but this one "on" is read as a boolean → Quote the key',
      '22:22 error: Unknown indicator "bb" → Known: rsi_14, macd_std',
    ],
  },
  {
    title: "a duplicate membership",
    from: "low: [0, 25, 40]",
    to: "high: [0, 25, 40]",
    problems: ['15:5 error: Duplicate key "high", first written at line 14, column 5 → Keep one of them'],
  },
  {
    title: "a tab",
    from: "  epochs: 10",
    to: "\tepochs: 10",
    problems: ["30:1 error: YAML does not allow tabs as indentation → Indent with spaces"],
  },
  {
    title: "an unclosed quote",
    from: '"3.0"',
    to: '"3.0',
    problems: ["2:10 error: This quote is not closed"],
  },
  {
    title: "a colon in plain text",
    from: "name: base",
    to: "name: base: two",
    problems: [
      "1:7 error: A value cannot start another mapping on the same line → Quote a text that holds a colon followed by a space",
    ],
  },
  {
    title: "an unknown alias",
    from: "symbol: SPX",
    to: "symbol: *spx",
    problems: ['4:36 error: The alias "*spx" has no anchor before it'],
  },
  {
    title: "a tag",
    from: "symbol: SPX",
    to: "symbol: !!python/object SPX",
    problems: ['4:52 error: The YAML tag "!!python/object" has no meaning in a strategy'],
  },
  {
    title: "a second document",
    from: "nn_inputs:",
    to: "---\nnn_inputs:",
    problems: ["19:1 error: A strategy file holds one YAML document, and a second one starts here"],
  },
]);
