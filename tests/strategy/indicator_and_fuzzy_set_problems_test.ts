import { testProblems } from "./problem_table.ts";

testProblems([
  {
    title: "an unknown indicator type",
    from: "type: bbands",
    to: "type: bollinger_bands",
    problems: ['10:15 error: Unknown indicator type "bollinger_bands" → Write "bollingerbands"'],
  },
  {
    title: "an unknown parameter",
    from: "fast_period: 12",
    to: "fast: 12",
    problems: [
      '9:27 warning: "fast" has no effect: the indicator type macd has no such parameter → Rename "fast" to "fast_period"',
    ],
  },
  {
    title: "a decimal period",
    from: "period: 14 }",
    to: "period: 14.0 }",
    problems: ['8:32 error: "period" must be a whole number from 2 to 100, not "14.0"'],
  },
  {
    title: "a period in quotes",
    from: "period: 14 }",
    to: 'period: "14" }',
    problems: [
      '8:32 error: "period" must be a whole number from 2 to 100, not the text "14" → Remove the quotes',
    ],
  },
  {
    title: "a period out of range",
    from: "period: 14 }",
    to: "period: 101 }",
    problems: ['8:32 error: "period" must be a whole number from 2 to 100, not "101"'],
  },
  {
    title: "a boolean for a period",
    from: "period: 14 }",
    to: "period: yes }",
    problems: ['8:32 error: "period" must be a whole number from 2 to 100, not "yes"'],
  },
  {
    title: "an unknown source",
    from: "period: 14 }",
    to: "source: Close }",
    problems: [
      '8:32 error: "source" must be "open", "high", "low", "close" or "volume", not "Close" → Did you mean "close"?',
    ],
  },
  {
    title: "a multiplier of 0",
    from: "multiplier: 2.0",
    to: "multiplier: 0",
    problems: ['10:35 error: "multiplier" must be a number greater than 0 and at most 10, not "0"'],
  },
  {
    title: "an infinite multiplier",
    from: "multiplier: 2.0",
    to: "multiplier: .inf",
    problems: ['10:35 error: "multiplier" must be a number greater than 0 and at most 10, not ".inf"'],
  },
  {
    title: "a missing type",
    from: "type: rsi, ",
    to: "",
    problems: ['8:3 error: Missing "type" in indicators.rsi_14, expected an indicator type such as rsi'],
  },
  {
    title: "an id with a dot",
    from: "bb: {",
    to: "b.b: {",
    problems: [
      '10:3 error: The indicator id "b.b" must not contain a "." → A "." separates an indicator from its output; write "b_b"',
      '22:22 error: Unknown indicator "bb" → Known: rsi_14, macd_std',
    ],
  },
  {
    title: "an unknown data source",
    from: "multiplier: 2.0",
    to: "data_source: fred_DGS10",
    problems: [
      '10:36 error: No entry of context_data offers the data source "fred_DGS10" → Add an entry to context_data, or remove data_source',
    ],
  },
  {
    title: "a fast period that is not shorter",
    from: "fast_period: 12",
    to: "fast_period: 30",
    problems: ['9:40 warning: The fast period "30" is not shorter than the slow period "26"'],
  },
  {
    title: "an unknown indicator",
    from: "indicator: rsi_14",
    to: "indicator: rsi_41",
    problems: ['13:16 error: Unknown indicator "rsi_41" → Did you mean "rsi_14"?'],
  },
  {
    title: "an output of a single-output indicator",
    from: "indicator: rsi_14",
    to: "indicator: rsi_14.value",
    problems: [
      '13:16 error: The indicator "rsi_14" (rsi) has a single output, so "rsi_14.value" cannot name one → Write "rsi_14"',
    ],
  },
  {
    title: "an unknown output",
    from: "macd_std.histogram",
    to: "macd_std.histgram",
    problems: [
      '17:16 error: The indicator "macd_std" (macd) has no output "histgram" → Did you mean "histogram"?',
    ],
  },
  {
    title: "a fuzzy set without memberships",
    from: "rising: { type: gaussian, parameters: [1, 0.5] }\n",
    to: "\n",
    problems: ["16:3 error: The fuzzy set has no membership function → Add one, such as low: [0, 25, 40]"],
  },
  {
    title: "a triangle with four corners",
    from: "[0, 25, 40]",
    to: "[0, 25, 40, 50]",
    problems: [
      "14:10 error: A triangular membership function has 3 parameters [a, b, c], not 4 → A bare list is triangular; write {type: trapezoidal, parameters: [a, b, c, d]}",
    ],
  },
  {
    title: "corners that fall",
    from: "[60, 70, 90, 100]",
    to: "[60, 90, 70, 100]",
    problems: [
      '15:53 error: The parameters of a trapezoidal membership function must not fall (a ≤ b ≤ c ≤ d), but "70" comes after "90"',
    ],
  },
  {
    title: "a sigma of 0",
    from: "[1, 0.5]",
    to: "[1, 0]",
    problems: ['18:47 error: The sigma of a gaussian membership function must be greater than 0, not "0"'],
  },
  {
    title: "an unknown membership type",
    from: "type: trapezoidal",
    to: "type: trapezoid",
    problems: [
      '15:19 error: Unknown membership type "trapezoid", expected triangular, trapezoidal or gaussian → Write "trapezoidal"',
    ],
  },
  {
    title: "a membership that is a number",
    from: "[0, 25, 40]",
    to: "25",
    problems: ['14:10 error: "low" must be a list [a, b, c] or a mapping with type and parameters, not "25"'],
  },
  {
    title: "a corner that is text",
    from: "[0, 25, 40]",
    to: "[0, x, 40]",
    problems: ['14:14 error: Each entry of "low" must be a number, not "x"'],
  },
  {
    title: "the displacement of an ichimoku, which changes no feature",
    from: "bb: { type: bbands, multiplier: 2.0 }",
    to: "bb: { type: ichimoku, displacement: 20 }",
    problems: [
      '10:25 warning: "displacement" has no effect on features: it only moves lines on a chart',
      '22:22 error: The indicator "bb" (ichimoku) has no output "lower" → Known: tenkan, kijun, senkou_a, senkou_b, chikou',
    ],
  },
  {
    title: "the choice of an oscillator that an aroon always has",
    from: "rsi_14: { type: rsi, period: 14 }",
    to: "rsi_14: { type: aroon, include_oscillator: true }",
    problems: [
      '8:26 warning: "include_oscillator" has no effect on features: the oscillator is always there',
    ],
  },
  {
    title: "the choice of a middle that Donchian channels always have",
    from: "bb: { type: bbands, multiplier: 2.0 }",
    to: "bb: { type: donchianchannels, include_middle: no }",
    problems: ['10:33 warning: "include_middle" has no effect on features: the middle is always there'],
  },
  {
    title: "a zigzag in an input, which looks ahead",
    from: "rsi_14: { type: rsi, period: 14 }",
    to: "rsi_14: { type: zigzag, threshold: 0.1 }",
    problems: [
      '8:19 warning: The zigzag "rsi_14" looks ahead: a pivot is known only after the bars that follow it → ' +
      "Backtests of it look better than trading can be; use it for labels",
    ],
  },
]);
