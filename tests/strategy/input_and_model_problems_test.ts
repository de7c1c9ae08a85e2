import { testProblems } from "./problem_table.ts";

testProblems([
  {
    title: "an unknown fuzzy set",
    from: "fuzzy_set: momentum",
    to: "fuzzy_set: momentun",
    problems: ['20:18 error: Unknown fuzzy set "momentun" → Did you mean "momentum"?'],
  },
  {
    title: "an input with neither",
    from: "fuzzy_set: momentum",
    to: "fuzzyset: momentum",
    problems: [
      '20:5 error: Missing "fuzzy_set" in nn_inputs[0], expected fuzzy_set or raw_indicator → Rename "fuzzyset" to "fuzzy_set"',
    ],
  },
  {
    title: "an input with both",
    from: "raw_indicator: bb.lower",
    to: "raw_indicator: bb.lower, fuzzy_set: impulse",
    problems: ["22:22 error: Specify either fuzzy_set or raw_indicator, not both → Write one entry for each"],
  },
  {
    title: "a timeframe instead of a list",
    from: "timeframes: [4h]",
    to: "timeframes: 4h",
    problems: [
      '21:39 error: "timeframes" must be "all" or a list of timeframes, not "4h" → Write a list: [4h]',
    ],
  },
  {
    title: "a timeframe that is not trained on",
    from: "timeframes: [4h]",
    to: "timeframes: [1d]",
    problems: [
      '21:40 error: The timeframe "1d" is not in training_data.timeframes → Available: 1h, 4h; add it to training_data.timeframes to use it',
    ],
  },
  {
    title: "no timeframes",
    from: ", timeframes: [4h]",
    to: "",
    problems: ['21:5 error: Missing "timeframes" in nn_inputs[1], expected "all" or a list of timeframes'],
  },
  {
    title: "normalisation of a fuzzy set",
    from: "timeframes: [4h]",
    to: "timeframes: [4h], normalization: zscore",
    problems: [
      '21:60 error: "normalization" is for raw_indicator only, not for fuzzy_set → Memberships lie between 0 and 1 already; remove it',
    ],
  },
  {
    title: "an unknown normalisation",
    from: "normalization: zscore",
    to: "normalization: z_score",
    problems: [
      '22:65 error: "normalization" must be "none", "minmax" or "zscore", not "z_score" → Did you mean "zscore"?',
    ],
  },
  {
    title: "an input twice",
    from: "fuzzy_set: impulse, timeframes: [4h]",
    to: "fuzzy_set: momentum, timeframes: [4h]",
    problems: [
      '16:3 warning: The fuzzy set "impulse" is not used by any input → Add - {fuzzy_set: impulse, timeframes: all} to nn_inputs, or remove it',
      '21:5 warning: The inputs name the feature "4h_momentum_low" more than once',
    ],
  },
  {
    title: "no inputs",
    from: "nn_inputs:",
    to: "nn_inputs: []\nnotes:",
    problems: [
      '19:12 error: "nn_inputs" must be a list with at least one entry, not an empty list → Add an input, such as - {fuzzy_set: <id>, timeframes: all}',
    ],
  },
  {
    title: "missing inputs",
    from: "nn_inputs:",
    to: "nn_input:",
    problems: [
      '1:1 error: Missing "nn_inputs", expected the list of the network\'s inputs → Rename "nn_input" to "nn_inputs"',
      '19:1 warning: Unknown key "nn_input", it has no effect → Did you mean "nn_inputs"?',
    ],
  },
  {
    title: "an unknown model type",
    from: "type: mlp",
    to: "type: mpl",
    problems: ['24:9 error: "type" must be "mlp", "lstm" or "gru", not "mpl" → Did you mean "mlp"?'],
  },
  {
    title: "a missing architecture",
    from: "architecture:",
    to: "architekture:",
    problems: [
      '23:1 error: Missing "architecture" in model, expected a mapping → Rename "architekture" to "architecture"',
    ],
  },
  {
    title: "no hidden layers",
    from: "[8, 4]",
    to: "[]",
    problems: ['25:34 error: "hidden_layers" must be a list with at least one entry, not an empty list'],
  },
  {
    title: "a hidden layer of 0",
    from: "[8, 4]",
    to: "[8, 0]",
    problems: ['25:38 error: Each entry of "hidden_layers" must be a whole number of at least 1, not "0"'],
  },
  {
    title: "a dropout of 1",
    from: "dropout: 0.1",
    to: "dropout: 1",
    problems: ['25:51 error: "dropout" must be a number of at least 0 and less than 1, not "1"'],
  },
  {
    title: "an unknown activation",
    from: "activation: tanh",
    to: "activation: gelu",
    problems: [
      '25:68 warning: "activation" must be "relu", "tanh", "sigmoid" or "leaky_relu", not "gelu": relu is used → Did you mean "relu"?',
    ],
  },
  {
    title: "hidden layers of an lstm",
    from: "type: mlp",
    to: "type: lstm",
    problems: [
      '25:3 error: Missing "sequence_length" in model.architecture, expected a whole number of at least 1',
      '25:19 warning: "hidden_layers" has no effect on the model type lstm → Use hidden_size and num_layers, or the model type mlp',
      '25:56 warning: "activation" has no effect on the model type lstm',
    ],
  },
  {
    title: "a sequence length of an mlp",
    from: "dropout: 0.1",
    to: "sequence_length: 5",
    problems: ['25:42 warning: "sequence_length" has no effect on the model type mlp'],
  },
]);
