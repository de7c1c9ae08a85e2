import { testProblems } from "./problem_table.ts";

testProblems([
  {
    title: "a missing name",
    from: "name: base\n",
    to: "",
    problems: [
      '1:1 error: Missing "name", expected letters, digits, "_" and "-", the first a letter or digit',
    ],
  },
  {
    title: "a name with a space",
    from: "name: base",
    to: "name: my base",
    problems: [
      '1:7 error: "name" must be letters, digits, "_" and "-", the first a letter or digit, not "my base" → Write "my_base"',
    ],
  },
  {
    title: "an unquoted version",
    from: '"3.0"',
    to: "3.0",
    problems: ['2:10 error: "version" must be text, not "3.0" → Quote it: "3.0"'],
  },
  {
    title: "a boolean for a symbol",
    from: "symbol: SPX",
    to: "symbol: NO",
    problems: [
      '4:36 error: "symbol" must be 1 to 20 letters, digits, "_", "." or "-", not "NO" → YAML reads it as a boolean; quote it: "NO"',
    ],
  },
  {
    title: "a symbol with a slash",
    from: "symbol: SPX",
    to: "symbol: EUR/USD",
    problems: ['4:36 error: "symbol" must be 1 to 20 letters, digits, "_", "." or "-", not "EUR/USD"'],
  },
  {
    title: "an unknown mode",
    from: "mode: single",
    to: "mode: sngle",
    problems: ['4:20 error: "mode" must be "single" or "multi_symbol", not "sngle" → Did you mean "single"?'],
  },
  {
    title: "a missing symbol",
    from: ", symbol: SPX",
    to: "",
    problems: ['4:3 error: Missing "symbol" in training_data.symbols, expected the symbol to train on'],
  },
  {
    title: "a timeframe in the wrong case",
    from: "[1h, 4h]",
    to: "[1h, 4H]",
    problems: [
      '5:51 error: Each entry of "list" must be "1m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w" or "1M", not "4H" → Did you mean "4h"?',
    ],
  },
  {
    title: "a number for a timeframe",
    from: "[1h, 4h]",
    to: "[1h, 4h, 60]",
    problems: [
      '5:55 error: Each entry of "list" must be "1m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w" or "1M", not "60"',
    ],
  },
  {
    title: "a repeated timeframe",
    from: "[1h, 4h]",
    to: "[1h, 4h, 1h]",
    problems: ['5:46 error: The list names "1h" more than once'],
  },
  {
    title: "a base timeframe that is not listed",
    from: "base_timeframe: 1h",
    to: "base_timeframe: 1d",
    problems: ['5:72 error: The base timeframe "1d" is not among the timeframes → Available: 1h, 4h'],
  },
  {
    title: "one timeframe for many",
    from: "[1h, 4h]",
    to: "[1h]",
    problems: [
      "5:46 error: Mode multi_timeframe needs at least 2 timeframes, not 1 → Use mode: single for one timeframe",
      '21:40 error: The timeframe "4h" is not in training_data.timeframes → Available: 1h; add it to training_data.timeframes to use it',
    ],
  },
  {
    title: "a short history",
    from: "history_required: 100",
    to: "history_required: 49",
    problems: ['6:21 error: "history_required" must be a whole number of at least 50, not "49"'],
  },
  {
    title: "a date without quotes",
    from: "history_required: 100",
    to: "start_date: 2024-01-01",
    problems: [
      '6:3 warning: "start_date" has no effect on training → Give the period to the command: --start and --end',
      '6:15 error: "start_date" must be text, not the date "2024-01-01" → YAML reads it as a date; quote it: "2024-01-01"',
    ],
  },
  {
    title: "training_data that is a list",
    from: "{ mode: single, symbol: SPX }",
    to: "[SPX]",
    problems: [
      '4:12 error: "symbols" must be a mapping, not a list → Write {"mode":"single","symbol":"SPX"}',
    ],
  },
]);
