import { testProblems } from "./problem_table.ts";

testProblems([
  {
    title: "a confidence above 1",
    from: "confidence_threshold: 0.5",
    to: "confidence_threshold: 50",
    problems: ['28:25 error: "confidence_threshold" must be a number from 0 to 1, not "50"'],
  },
  {
    title: "a regression without a cost model",
    from: "output_format: classification",
    to: "output_format: regression",
    problems: [
      '26:1 error: Missing "cost_model" in decisions, expected a mapping',
      '28:3 warning: "confidence_threshold" has no effect on regression → A signal needs a predicted return above round_trip_cost × min_edge_multiplier',
      '31:11 error: Labels from "zigzag" are classes, but the output format is regression → Use labels: {source: forward_return, horizon: 20}, or decisions.output_format: classification',
    ],
  },
  {
    title: "an unknown output format",
    from: "output_format: classification",
    to: "output_format: classifier",
    problems: ['27:18 error: "output_format" must be "classification" or "regression", not "classifier"'],
  },
  {
    title: "no epochs",
    from: "epochs: 10",
    to: "epochs: 0",
    problems: ['30:11 error: "epochs" must be a whole number of at least 1, not "0"'],
  },
  {
    title: "a misspelt key",
    from: "epochs: 10",
    to: "epoch: 10",
    problems: ['30:3 warning: Unknown key "epoch" in training, it has no effect → Did you mean "epochs"?'],
  },
  {
    title: "a learning rate of 0",
    from: "epochs: 10",
    to: "learning_rate: 0",
    problems: ['30:18 error: "learning_rate" must be a number greater than 0, not "0"'],
  },
  {
    title: "an unknown optimizer",
    from: "epochs: 10",
    to: "optimizer: adamw",
    problems: [
      '30:14 warning: "optimizer" must be "adam", "sgd" or "rmsprop", not "adamw": adam is used → Did you mean "adam"?',
    ],
  },
  {
    title: "a loss of the other kind",
    from: "epochs: 10",
    to: "loss: mse",
    problems: [
      '30:9 error: The loss "mse" does not fit the output format classification, expected cross_entropy or focal',
    ],
  },
  {
    title: "an unknown scheduler",
    from: "epochs: 10",
    to: "lr_scheduler: { type: cosine }",
    problems: [
      '30:25 warning: "type" must be "step", "exponential" or "reduce_on_plateau", not "cosine": the scheduler has no effect',
    ],
  },
  {
    title: "an unknown monitor",
    from: "epochs: 10",
    to: "early_stopping: { monitor: valloss }",
    problems: [
      '30:30 error: "monitor" must be "val_loss" or "val_accuracy", not "valloss" → Did you mean "val_loss"?',
    ],
  },
  {
    title: "a key without effect",
    from: "epochs: 10",
    to: "validation_split: 0.2",
    problems: [
      '30:3 warning: "validation_split" has no effect → Use data_split: {train: 0.7, validation: 0.15, test: 0.15}',
    ],
  },
  {
    title: "an unknown label source",
    from: "source: zigzag",
    to: "source: zig_zags",
    problems: [
      '31:21 error: "source" must be "zigzag", "forward_return", "triple_barrier", "context" or "regime", not "zig_zags" → Did you mean "zigzag"?',
    ],
  },
  {
    title: "labels that are numbers",
    from: "source: zigzag, zigzag_threshold: 0.03",
    to: "source: forward_return, horizon: 5",
    problems: [
      '31:11 error: Labels from "forward_return" are numbers, but the output format is classification → Use decisions.output_format: regression, or labels such as zigzag',
    ],
  },
  {
    title: "an option of other labels",
    from: "zigzag_threshold: 0.03",
    to: "horizon: 5",
    problems: ['31:29 warning: "horizon" has no effect on labels from zigzag'],
  },
  {
    title: "a misnamed option",
    from: "source: zigzag, zigzag_threshold: 0.03",
    to: "source: triple_barrier, profit_target_atr: 2",
    problems: [
      '31:37 warning: Unknown key "profit_target_atr" in training.labels, it has no effect → Rename "profit_target_atr" to "pt_multiplier"',
    ],
  },
  {
    title: "a threshold of 1",
    from: "zigzag_threshold: 0.03",
    to: "zigzag_threshold: 1",
    problems: ['31:47 error: "zigzag_threshold" must be a number greater than 0 and less than 1, not "1"'],
  },
  {
    title: "shares above 1",
    from: "train: 0.7",
    to: "train: 0.8",
    problems: ["32:3 error: The shares of data_split add up to 1.1, expected at most 1"],
  },
  {
    title: "nothing to test on",
    from: "train: 0.7, validation: 0.15, test: 0.15",
    to: "train: 0.7, validation: 0.3",
    problems: ["32:3 error: The shares train and validation leave nothing to test on → Lower one of them"],
  },
  {
    title: "shares below 1",
    from: "train: 0.7",
    to: "train: 0.6",
    problems: [
      "32:53 warning: The shares of data_split add up to 0.9, not to 1 → The test share is what the others leave, 0.25",
    ],
  },
]);
