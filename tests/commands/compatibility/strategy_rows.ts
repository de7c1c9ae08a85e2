/**
 * `validate`, and what it was before: `strategies validate|validate-all|list|features|backtest`.
 * @module
 */
import migrations from "../../golden/migration/migration.json" with { type: "json" };
import { strategyText } from "../../engine/http/test_engine.ts";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import { trainedAnswers, trainedModelPath } from "../../support/trained_answers.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  post,
  refused,
  type SentRequest,
  underAllNames,
} from "./compatibility_row.ts";

const v3 = strategyText();
const folder = {
  "strategies/rsi_spx.yaml": v3,
  "strategies/bad.yaml": v3.replace("type: rsi", "type: rsj"),
  "strategies/old.yaml": migrations.cases[0].input_yaml,
};
const files = {
  ...folder,
  // The files of a test are known by nothing but their names.
  ...Object.fromEntries(Object.entries(folder).map(([path, text]) => [`./${path}`, text])),
  "/home/strategies/rsi_spx.yaml": v3,
  "single/rsi_spx.yaml": v3,
};
const validityKeys = ["valid", "name", "version", "features_count"];
const onServer = post("/strategies/validate/rsi_spx");
const issue = { severity: "error", category: "structure", message: "No inputs" };
const notV3 = "it had rules of its own; nothing can be trained with it";

const validate: CompatibilityRow[] = [
  { line: "validate ./strategies/rsi_spx.yaml", stdout: ["is valid", "features"] },
  { line: "validate /home/strategies/rsi_spx.yaml", stdout: ["is valid"] },
  { line: "validate strategies/rsi_spx.yaml", stdout: ["is valid"], because: "it was taken for a name" },
  {
    line: "--json validate ./strategies/rsi_spx.yaml",
    json: { valid: true, name: "rsi_spx", version: "3.0" },
    jsonKeys: validityKeys,
  },
  { line: "validate ./strategies/bad.yaml", exitCode: 1, stdout: ["is not valid", "rsj"] },
  {
    line: "validate ./strategies/bad.yaml --json",
    exitCode: 1,
    json: { valid: false },
    jsonKeys: ["errors.0"],
  },
  {
    line: "validate ./strategies/old.yaml --json",
    exitCode: 1,
    json: { valid: false },
    jsonKeys: ["name", "version", "errors.0", "warnings"],
    because: notV3,
  },
  { line: "validate rsi_spx", sends: [onServer], stdout: ["is valid"] },
  {
    line: "--json validate rsi_spx",
    sends: [onServer],
    json: { valid: true, strategy_name: "rsi_spx", issues: [], message: "ok" },
  },
  {
    line: "validate rsi_spx",
    answers: {
      "POST /strategies/validate/rsi_spx": [
        json({ success: true, valid: false, strategy_name: "rsi_spx", issues: [issue], message: "no" }),
      ],
    },
    sends: [onServer],
    exitCode: 1,
    stdout: ["error: No inputs", "is not valid"],
  },
  refused("validate ./strategies/nope.yaml", "Cannot read './strategies/nope.yaml'"),
  refused("validate", "Missing argument(s): strategy"),
];

const old: CompatibilityRow[] = [
  ...["", " -q -v", " --quiet --verbose"].map((flag) => ({
    line: `strategies validate strategies/rsi_spx.yaml${flag}`,
    stdout: ["is valid"],
  })),
  { line: "strategies validate strategies/bad.yaml", exitCode: 1, stdout: ["is not valid"] },
];

const validateAll: CompatibilityRow[] = [
  {
    line: "strategies validate-all strategies",
    exitCode: 1,
    stdout: ["bad.yaml", "old.yaml", "rsi_spx.yaml"],
  },
  ...["--fail-fast -v", "--summary --verbose"].map((flag) => ({
    line: `strategies validate-all strategies ${flag}`,
    exitCode: 1,
  })),
  { line: "strategies validate-all single", stdout: ["1"] },
  refused("strategies validate-all", "Missing argument(s): folder"),
];

const list: CompatibilityRow[] = [
  ...["", " -v", " --verbose"].map((flag) => ({
    line: `strategies list${flag}`,
    stdout: ["rsi_spx", "strategies/rsi_spx.yaml", "valid", "SPX", "1d"],
  })),
  { line: "strategies list single", stdout: ["single/rsi_spx.yaml"] },
  refused("strategies list nowhere", "There is no folder 'nowhere'", { because: "it was 0" }),
];

const features: CompatibilityRow[] = [
  ...["", " -v --group-by none", " --verbose --group-by timeframe", " --group-by fuzzy_set"].map((flags) => ({
    line: `strategies features strategies/rsi_spx.yaml${flags}`,
    stdout: ["1d_rsi_momentum_oversold"],
  })),
  { line: "strategies features strategies/bad.yaml", exitCode: 1, stderr: ["bad.yaml"] },
  refused("strategies features strategies/rsi_spx.yaml --group-by x", 'Option "--group-by" must be of type'),
];

function start(more: Record<string, unknown> = {}): SentRequest {
  const body = {
    strategy_name: "rsi_spx",
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2020-01-01",
    end_date: "2024-01-01",
    initial_capital: 100_000,
    commission: 0.001,
    slippage: 0.0005,
    // A server that does not choose a model itself fails a backtest without one.
    model_path: trainedModelPath,
    ...more,
  };
  return post("/backtests/start", { body });
}

const poll = get(`/operations/${recordedId}`);
const line = "strategies backtest strategies/rsi_spx.yaml SPX 1d";

const backtest: CompatibilityRow[] = [
  {
    line,
    sends: [onServer, start(), poll],
    stdout: ["Sharpe ratio"],
    because: "it called endpoints that no server has, and exited with 0",
  },
  {
    line: `${line} --start 2015-01-01 --end 2016-01-01 -v`,
    sends: [onServer, start({ start_date: "2015-01-01", end_date: "2016-01-01" }), poll],
  },
  { line: `${line} --capital 5000 --verbose`, sends: [onServer, start({ initial_capital: 5000 }), poll] },
  { line: `${line} --dry-run`, stdout: ["rsi_spx", "SPX 1d", "2020-01-01", "2024-01-01", "Dry run"] },
  refused("strategies backtest strategies/rsi_spx.yaml SPX", "Missing argument: timeframe"),
];

/** Rows of `strategies …`, and the first of them of `strategy …`. */
function underStrategy(verb: string, rows: readonly CompatibilityRow[]): CompatibilityRow[] {
  return underAllNames({ theirs: [`strategies ${verb}`], ours: [`strategy ${verb}`] }, rows);
}

/** The rows of strategies. */
export const strategyRows: CompatibilityGroup = {
  answers: {
    "POST /strategies/validate/rsi_spx": [
      json({ success: true, valid: true, strategy_name: "rsi_spx", issues: [], message: "ok" }),
    ],
    ...trainedAnswers,
    "POST /backtests/start": [recorded("backtest: start")],
    [`GET /operations/${recordedId}`]: [recorded("backtest: completed")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...validate,
    ...underStrategy("validate", old),
    ...underStrategy("validate-all", validateAll),
    ...underStrategy("list", list),
    ...underStrategy("features", features),
    ...underStrategy("backtest", backtest),
  ].map((row) => ({ files, ...row })),
};
