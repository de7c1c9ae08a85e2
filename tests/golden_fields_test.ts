/** No recorded value goes uncompared: another one in its place is a failure. */
import { assertEquals } from "@std/assert";
import { indicatorTypes } from "../lib/indicators/catalog.ts";
import { allGoldenCases } from "./golden_cases/all_golden_cases.ts";
import { measureErrors } from "./support/golden_errors.ts";
import { listFields, type RecordedValue, RecordingSelector } from "./support/golden_fields.ts";
import { type GoldenFiles, goldenFiles } from "./support/golden_series.ts";

/** What recordings are made from, by kind: it is compared through what comes of it. */
const inputs: Readonly<Record<string, string>> = {
  "backtest/decisions": "decisions outputs position bar_time last_trade_time",
  "backtest/end_to_end": "name series symbol timeframe strategy_yaml start_date end_date initial_capital " +
    "commission slippage hidden_layers activation weights equity_rows",
  "backtest/given_outputs":
    "name series start_date end_date decisions commission slippage initial_capital signals " +
    "confidence outputs output_count equity_rows",
  "backtest/performance": "curve curves trade_net_pnl holding_hours initial_capital start_date end_date",
  "backtest/position_manager": "initial_capital commission slippage steps.action steps.price steps.time",
  "features/multi_1h_4h_1d": "training.timestamps backtest.timestamps",
  "features/single": "values.rows float32.rows",
  "fuzzy/accepted": "fuzzy_set",
  "fuzzy/fuzzify_rsi": "series bars period memberships.id memberships.type memberships.parameters",
  "fuzzy/membership": "type parameters x",
  "indicators": "indicator series parameters rows short_prefix.series short_prefix.parameters " +
    "short_prefix.cases.n smoothed.series smoothed.parameters smoothed.rows",
  "labels/context": "series window params",
  "labels/forward_return": "series window horizon rows",
  "labels/regime": "series window params",
  "labels/triple_barrier": "name series window params ohlc",
  "labels/triple_barrier_pipeline": "series label_config",
  "labels/zigzag": "series threshold",
  "migration/migration": "input_yaml",
  "strategy/features": "name strategy",
  "strategy/parameter_checks": "indicator parameters",
  "training/class_weights": "labels",
  "training/early_stopping": "params val_losses",
  "training/evaluate": "output_format outputs y",
  "training/init": "model_config input_size outputs",
  "training/losses": "logits targets predictions returns classification.loss classification.focal_gamma " +
    "classification.class_weights regression.loss regression.huber_delta",
  "training/purged_split": "n holding val_ratio embargo_pct",
  "training/runs":
    "name model_config trainer_config input_size outputs initial_weights X_train y_train X_val y_val " +
    "batch_row_order sample_weights gradient_clipping.max_norm",
  "training/split": "feature_rows label_rows labels data_split",
  "training/trainer_rows": "name series start_date end_date strategy_yaml rows",
};

const draws = "draws differ: that large arrays are spread as widely is compared";
const source = "says where the recording comes from";
const words = "the words of a failure: ours has its own";
const columns = "names the columns of the rows of trades";

/** What is not compared, and why. */
const notCompared: Readonly<Record<string, string>> = {
  "backtest/given_outputs: cases.error": words,
  "backtest/given_outputs: trade_columns": columns,
  "backtest/position_manager: trade_columns": columns,
  "migration/migration: cases.issues": "KTRDR's doubts about its own migration",
  "migration/migration: produced_by": source,
  "migration/migration: versions": source,
  "training/init: cases.parameters.*.max": draws,
  "training/init: cases.parameters.*.mean": draws,
  "training/init: cases.parameters.*.min": draws,
  "training/init: cases.parameters.*.std": draws,
  "training/runs: cases.error": words,
  "training/runs: cases.final_weights_equal_weights_after_epoch": "says again what the weights say",
  "training/split: cases.error": words,
  "training/trainer_rows: cases.split.*.first_feature_row": "the targets of the rows say it too",
  "training/trainer_rows: cases.split.*.first_label": "the targets of the rows say it too",
  "training/trainer_rows: cases.trainer_config":
    "compared with the settings of the strategy, in a test of its own",
};

const folders = [
  "backtest",
  "features",
  "fuzzy",
  "indicators",
  "labels",
  "migration",
  "strategy",
  "training",
];

function isWithin(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`);
}

function isInput(name: string): boolean {
  const [kind, path] = name.split(": ");
  const field = path.replace(/^(cases|situations)\./, "");
  return inputs[kind]?.split(" ").some((input) => isWithin(field, input)) ?? false;
}

/** Whether the comparisons of some recordings find nothing wrong. */
function isAccepted(files: GoldenFiles): boolean {
  try {
    for (const { compare } of allGoldenCases(files)) {
      for (const comparison of compare()) if (measureErrors(comparison).failure !== undefined) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** Whether a recording is right as it is, and wrong with another first or another last value of a field. */
function createComparedCheck(): (values: readonly RecordedValue[]) => boolean {
  const selector = new RecordingSelector();
  const accepted = new Map<string, boolean>();
  return (values) => {
    const [first] = values;
    const key = JSON.stringify([first.file, first.recording]);
    const isRight = accepted.get(key) ?? isAccepted(selector.select(first, { isChanged: false }));
    accepted.set(key, isRight);
    const ends = new Set([values[values.length - 1], first]);
    return isRight && [...ends].every((value) => !isAccepted(selector.select(value, { isChanged: true })));
  };
}

for (const folder of folders) {
  Deno.test(`another value in any field of the recordings of ${folder} is a failure`, () => {
    const isCompared = createComparedCheck();
    const isSetAside = (name: string) =>
      isInput(name) || Object.keys(notCompared).some((field) => isWithin(name, field));
    const fields = listFields(folder).filter(({ name }) => !isSetAside(name));
    const missed = fields.filter(({ recordings }) => !recordings.some(isCompared)).map(({ name }) => name);
    assertEquals(missed, []);
  });
}

Deno.test("what is set aside from the comparison is recorded, and each folder of recordings is looked at", () => {
  const names = folders.flatMap((folder) => listFields(folder).map(({ name }) => name));
  const unknown = Object.keys(notCompared).filter((field) => !names.some((name) => isWithin(name, field)));
  assertEquals(unknown, []);
  const used = names.filter(isInput);
  const unused = Object.entries(inputs).flatMap(([kind, fields]) =>
    fields.split(" ").filter((field) =>
      !used.some((name) =>
        name.startsWith(`${kind}: `) && name.split(/[.:] ?/).join(".").includes(`.${field}`)
      )
    ).map((field) => `${kind}: ${field}`)
  );
  assertEquals(unused, []);
  const others = [...Deno.readDirSync(new URL("golden/", import.meta.url))].map(({ name }) => name)
    .filter((name) => !folders.includes(name));
  // Bars, and answers of servers, which the tests of the API read.
  assertEquals(others.sort(), ["errors", "exchanges", "series"]);
});

Deno.test("every indicator type has a recording, but those that KTRDR cannot give numbers of", () => {
  const recorded = goldenFiles.list("indicators");
  const missing = indicatorTypes.map(({ name }) => name).filter((name) => !recorded.includes(name));
  // Its recorded trend is always missing, and its direction always 1.
  assertEquals(missing, ["supertrend"]);
});
