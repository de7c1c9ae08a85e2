import { assert, assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import type { Strategy } from "../../lib/strategy/strategy.ts";
import { changeBase, readFixture } from "./problem_table.ts";

function strategyOf(text: string): Strategy {
  const { strategy, problems } = checkStrategy(text);
  assert(strategy !== null, JSON.stringify(problems));
  return strategy;
}

Deno.test("checkStrategy() normalises a strategy and fills in the defaults", () => {
  const { strategy, problems, version } = checkStrategy(readFixture("base.yaml"));
  assertEquals([problems, version], [[], "v3"]);
  assertEquals(strategy, {
    name: "base",
    description: null,
    version: "3.0",
    symbols: ["SPX"],
    timeframes: ["1h", "4h"],
    baseTimeframe: "1h",
    historyRequired: 100,
    indicators: [
      {
        id: "rsi_14",
        type: "rsi",
        parameters: { period: 14, source: "close" },
        outputs: ["value"],
        dataSource: null,
      },
      {
        id: "macd_std",
        type: "macd",
        parameters: { fast_period: 12, slow_period: 26, signal_period: 9, source: "close" },
        outputs: ["line", "signal", "histogram"],
        dataSource: null,
      },
      {
        id: "bb",
        type: "bollingerbands",
        parameters: { period: 20, multiplier: 2, source: "close" },
        outputs: ["upper", "middle", "lower"],
        dataSource: null,
      },
    ],
    fuzzySets: [
      {
        id: "momentum",
        reference: "rsi_14",
        indicatorId: "rsi_14",
        output: "value",
        memberships: [
          { name: "low", type: "triangular", parameters: [0, 25, 40] },
          { name: "high", type: "trapezoidal", parameters: [60, 70, 90, 100] },
        ],
      },
      {
        id: "impulse",
        reference: "macd_std.histogram",
        indicatorId: "macd_std",
        output: "histogram",
        memberships: [{ name: "rising", type: "gaussian", parameters: [1, 0.5] }],
      },
    ],
    inputs: [
      { kind: "fuzzy", fuzzySetId: "momentum", timeframes: ["1h", "4h"] },
      { kind: "fuzzy", fuzzySetId: "impulse", timeframes: ["4h"] },
      {
        kind: "raw",
        reference: "bb.lower",
        indicatorId: "bb",
        output: "lower",
        timeframes: ["1h"],
        normalization: "zscore",
      },
    ],
    model: { type: "mlp", hiddenLayers: [8, 4], dropout: 0.1, activation: "tanh" },
    decisions: {
      outputFormat: "classification",
      confidenceThreshold: 0.5,
      allowShortFromFlat: false,
      positionAwareness: true,
      minSignalSeparation: 4,
    },
    training: {
      epochs: 10,
      batchSize: 32,
      learningRate: 0.001,
      optimizer: "adam",
      loss: "cross_entropy",
      focalGamma: 2,
      huberDelta: 0.01,
      weightDecay: 1e-4,
      gradientClip: 1,
      earlyStopping: null,
      scheduler: null,
      labels: { source: "zigzag", threshold: 0.03 },
      split: { train: 0.7, validation: 0.15, test: 0.15 },
    },
  });
});

Deno.test("checkStrategy() reads a regression", () => {
  const regression = changeBase(
    "output_format: classification\n  confidence_threshold: 0.5",
    "output_format: regression\n  cost_model: { round_trip_cost: 0.002, min_edge_multiplier: 2 }",
  ).replace("source: zigzag, zigzag_threshold: 0.03", "source: forward_return, horizon: 7");
  const { decisions, training } = strategyOf(regression);
  assertEquals(decisions, {
    outputFormat: "regression",
    roundTripCost: 0.002,
    minEdgeMultiplier: 2,
    positionAwareness: true,
    minSignalSeparation: 4,
  });
  assertEquals([training.loss, training.weightDecay], ["huber", 0]);
  assertEquals(training.labels, { source: "forward_return", horizon: 7 });
});

Deno.test("checkStrategy() reads a recurrent model", () => {
  const text = changeBase("mlp", "gru").replace(/architecture: .*/, "architecture: { sequence_length: 20 }");
  assertEquals(strategyOf(text).model, {
    type: "gru",
    sequenceLength: 20,
    hiddenSize: 64,
    numLayers: 2,
    dropout: 0.2,
  });
});

Deno.test("checkStrategy() leaves to the test what the other shares leave", () => {
  const text = changeBase(", test: 0.15", "");
  assertEquals(strategyOf(text).training.split, { train: 0.7, validation: 0.15, test: 1 - 0.7 - 0.15 });
});

Deno.test("checkStrategy() reads every form of early stopping and scheduler", () => {
  const read = (line: string) => {
    const { earlyStopping, scheduler } = strategyOf(changeBase("epochs: 10", line)).training;
    return earlyStopping ?? scheduler;
  };
  const initial = { patience: 10, minDelta: 0.001, monitor: "val_loss" } as const;
  assertEquals(read("early_stopping: true"), initial);
  assertEquals(read("early_stopping: { patience: 3 }"), { ...initial, patience: 3 });
  assertEquals(read("early_stopping: { enabled: false, patience: 3 }"), null);
  assertEquals(read("early_stopping:"), null);
  assertEquals(read("lr_scheduler: step"), { kind: "step", stepSize: 30, gamma: 0.1 });
  assertEquals(read("lr_scheduler: { type: step, step_size: 5 }"), { kind: "step", stepSize: 5, gamma: 0.1 });
  assertEquals(read("lr_scheduler: { type: exponential }"), { kind: "exponential", gamma: 0.95 });
  const plateau = { kind: "reduce_on_plateau", factor: 0.5, patience: 5 } as const;
  assertEquals(read("lr_scheduler: { type: reduce_on_plateau }"), plateau);
  assertEquals(read("lr_scheduler: { type: step, enabled: no }"), null);
  assertEquals(read("lr_scheduler: false"), null);
});

Deno.test("checkStrategy() reads every source of labels", () => {
  const read = (labels: string) =>
    strategyOf(changeBase("source: zigzag, zigzag_threshold: 0.03", labels)).training.labels;
  assertEquals(read("source: triple_barrier, cusum_threshold: 0, vol_method: close"), {
    source: "triple_barrier",
    ptMultiplier: 2,
    slMultiplier: 1.5,
    maxHoldingPeriod: 50,
    volSpan: 50,
    volMethod: "close",
    computeWeights: false,
    cusumThreshold: 0,
    cusumMultiplier: 0.5,
  });
  const context = {
    source: "context",
    horizon: 5,
    bullishThreshold: 0.01,
    bearishThreshold: -0.005,
  } as const;
  assertEquals(read("source: context, bullish_threshold: 0.01"), context);
  const regime = read("source: regime, vol_lookback: 60");
  assert(regime.source === "regime" && regime.volLookback === 60);
});

Deno.test("checkStrategy() offers the sources of context_data to the indicators", () => {
  const context = "context_data:\n  - { provider: fred, series: [DGS10, DGS2] }\nindicators:";
  const text = changeBase("indicators:", context).replace(
    "period: 14",
    "data_source: yield_spread_DGS10_DGS2",
  );
  assertEquals(strategyOf(text).indicators[0].dataSource, "yield_spread_DGS10_DGS2");
  const unused = checkStrategy(changeBase("indicators:", context)).problems;
  assertEquals(unused.map((problem) => problem.message), ['No indicator uses "context_data"']);
});

Deno.test("checkStrategy() writes out aliases and merge keys", () => {
  const text = changeBase("rsi_14: { type: rsi, period: 14 }", "rsi_14: &rsi { type: rsi, period: 14 }")
    .replace("bb: { type: bbands", "rsi_9: { <<: *rsi, period: 9 }\n  bb: { type: bbands");
  assertEquals(strategyOf(text).indicators[2].parameters, { period: 9, source: "close" });
});

Deno.test("checkStrategy() accepts what it read before, with Windows line ends and a byte order mark", () => {
  const text = `\ufeff${readFixture("base.yaml").replaceAll("\n", "\r\n")}`;
  assertEquals(strategyOf(text), strategyOf(readFixture("base.yaml")));
});

Deno.test("checkStrategy() tells the version by the structure of the file", () => {
  const versionOf = (text: string) => checkStrategy(text).version;
  assertEquals(versionOf("name: a\nscope: universal\nindicators: [{name: rsi}]\n"), "v2");
  assertEquals(versionOf("name: a\nindicators: [{name: rsi}]\n"), "v1");
  assertEquals(versionOf("name: a\nindicators: {}\n"), "v3");
  assertEquals(versionOf("name: a\nnn_inputs: []\n"), "v3");
  assertEquals(versionOf("name: a\n"), "unknown");
  assertEquals(versionOf("- a\n"), "unknown");
  assertEquals(versionOf(""), "unknown");
});

Deno.test("checkStrategy() refuses a v2 strategy and names the way out", () => {
  const { strategy, problems, version, scope } = checkStrategy(
    "name: a\nscope: universal\nindicators: [{name: rsi}]\n",
  );
  assertEquals([strategy, version, scope], [null, "v2", "universal"]);
  assertEquals(problems.find(({ line }) => line === 3), {
    severity: "error",
    category: "structure",
    message: "The file is a v2 strategy, and only v3 strategies can be used",
    hint: "'ktrdr migrate <file>' writes it in version 3: indicators as a mapping of ids, and nn_inputs",
    line: 3,
    column: 1,
    path: "",
  });
});

Deno.test("checkStrategy() finds in a v2 strategy what is left to mend after its migration, at its place", () => {
  const text = readFixture("base.yaml")
    .replace("rsi_14: { type: rsi, period: 14 }", "- { name: rsi, feature_id: rsi_14, period: 1 }")
    .replace("macd_std: { type", "- { feature_id: macd_std, name")
    .replace("bb: { type: bbands", "- { name: bbands, std_dev: 1")
    .replace("indicator: rsi_14", "none: [1, 2, 3]")
    .replace("hidden_layers: [8, 4]", "hidden_layers: [x]")
    .replace(/nn_inputs:(\n {2}- .*)+/, "tags: []");
  const found = checkStrategy(text).problems.map(({ line, column, message }) =>
    `${line}:${column} ${message}`
  );
  assertEquals(found, [
    "7:1 The file is a v2 strategy, and only v3 strategies can be used",
    '8:46 "period" must be a whole number from 2 to 100, not "1"',
    '10:21 "std_dev" has no effect: the indicator type bollingerbands has no such parameter',
    '12:3 Unknown indicator "momentum"',
    '22:35 Each entry of "hidden_layers" must be a whole number of at least 1, not "x"',
  ]);
});

Deno.test("checkStrategy() finds the path and category of a problem", () => {
  const [problem] = checkStrategy(changeBase("hidden_layers: [8, 4]", "hidden_layers: [8, x]")).problems;
  assertEquals([problem.path, problem.category], ["model.architecture.hidden_layers[1]", "model"]);
});

Deno.test("checkStrategy() reports all missing sections at once", () => {
  const messages = checkStrategy("nn_inputs: []\n").problems.map((problem) => problem.message);
  for (const key of ["name", "training_data", "indicators", "fuzzy_sets", "model", "decisions", "training"]) {
    assert(messages.some((message) => message.startsWith(`Missing "${key}"`)), key);
  }
});
