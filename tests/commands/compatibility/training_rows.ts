/**
 * `train STRATEGY`.
 * @module
 */
import { recordedId } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import { type CompatibilityGroup, type CompatibilityRow, get, post, refused } from "./compatibility_row.ts";
import {
  lookAtTraining as poll,
  startTraining as start,
  trainingAnswers,
  trainingEnded,
} from "./training_world.ts";

const period = "--start 2010-01-01 --end 2014-12-31";
const plan = [post("/strategies/validate/rsi_spx"), get("/strategies/rsi_spx/features")];
const withoutPeriod = {
  strategy_name: "rsi_spx",
  detailed_analytics: false,
  task_id: "op_training_20260101_000000_80000000",
};
const started = { operation_id: recordedId, status: "started", type: "training" };
const names = { symbols: ["SPX", "EURUSD"], timeframes: ["1h", "1d"] };

const lines: CompatibilityRow[] = [
  { line: `train rsi_spx ${period}`, sends: [start()], stdout: ["Started training", recordedId] },
  { line: `train ${period} rsi_spx`, sends: [start()] },
  { line: "train rsi_spx --start=2010-01-01 --end=2014-12-31", sends: [start()] },
  { line: `--json train rsi_spx ${period}`, sends: [start()], json: started },
  { line: `train rsi_spx ${period} --json`, sends: [start()], json: started },
  { line: `train rsi_spx ${period} --symbols SPX,EURUSD --timeframes 1h,1d`, sends: [start(names)] },
  { line: `train rsi_spx ${period} --symbols 'spx, eurusd' --timeframes '1h, 1d'`, sends: [start(names)] },
  {
    line: `train rsi_spx ${period} --validation-split 0.2`,
    sends: [start({ validation_split: 0.2 })],
    because: "it was never sent; a server that does not know it leaves it aside",
  },
  {
    line: `train rsi_spx ${period} --models-dir models --data-mode ib`,
    sends: [start()],
    stderr: ["--models-dir is ignored", "--data-mode is ignored"],
  },
  { line: `train rsi_spx ${period} --detailed-analytics`, sends: [start({ detailed_analytics: true })] },
  ...["-f", "--follow"].map((flag) => ({
    line: `train rsi_spx ${period} ${flag}`,
    sends: [start(), poll],
    stdout: ["Epochs trained", "Final loss", "Final validation loss", "Model saved to"],
  })),
  {
    line: `--json train rsi_spx ${period} -f`,
    sends: [start(), poll],
    json: { operation_type: "training" },
    jsonKeys: ["epochs_trained", "final_loss", "final_val_loss", "model_path"].map((key) => `results.${key}`),
    because: "text came before the JSON value, and final_loss was looked for where no server has it",
  },
  {
    line: `train rsi_spx ${period} --dry-run`,
    sends: plan,
    stdout: ["rsi_spx", "2010-01-01", "Dry run: nothing was started"],
    because: "nothing was asked; the plan now has the features of the strategy, which the server has",
  },
  {
    line: `train rsi_spx ${period} --dry-run --json`,
    sends: plan,
    json: { dry_run: true, strategy_name: "rsi_spx" },
    because: "it was text even with --json",
  },
  {
    line: "train rsi_spx",
    sends: [post("/trainings/start", { body: withoutPeriod })],
    because: "--start and --end were required; the server knows a period without them",
  },
  refused(`train ${period}`, "Missing argument(s): strategy"),
  refused("train rsi_spx --start soon --end 2014-12-31", "--start 'soon' is no date", {
    because: "it was sent, and the server refused it",
  }),
  refused(`train strategies.rsi ${period}`, "'strategies.rsi' is no strategy name", {
    because: "it was sent, and the server refused it",
  }),
];

const failures: CompatibilityRow[] = [
  {
    line: `--json train nope ${period}`,
    answers: {
      "POST /trainings/start": [json({ detail: "Strategy file not found: nope.yaml" }, { status: 400 })],
    },
    sends: [start({ strategy_name: "nope" })],
    exitCode: 2,
    json: {
      status: "error",
      message: "Strategy file not found: nope.yaml",
      operation_type: "training",
      stage: "initialization",
    },
    because: "the exit code of every failure was 1; wrong input is 2, whoever finds it",
  },
  {
    line: `--json train rsi_spx ${period} --follow`,
    answers: { [`GET /operations/${recordedId}`]: [json({ detail: "Forbidden" }, { status: 403 })] },
    sends: [start(), poll],
    exitCode: 4,
    json: { status: "error", operation_type: "training", operation_id: recordedId, stage: "execution" },
    because: "the exit code of every failure was 1; refused credentials have their own",
  },
  {
    line: `--json train rsi_spx ${period} --follow`,
    answers: trainingEnded("failed", "no bars"),
    sends: [start(), poll],
    exitCode: 1,
    json: {
      status: "error",
      operation_type: "training",
      operation_id: recordedId,
      stage: "completion",
      message: "Training failed: no bars",
    },
  },
];

/** The rows of `train`. */
export const trainingRows: CompatibilityGroup = { answers: trainingAnswers, rows: [...lines, ...failures] };
