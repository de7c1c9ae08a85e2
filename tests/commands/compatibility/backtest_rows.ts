/**
 * `backtest STRATEGY`, and what it was before: `backtest run STRATEGY SYMBOL TIMEFRAME`.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
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

const period = "--start 2015-01-01 --end 2019-12-31";
const oldPeriod = "--start-date 2015-01-01 --end-date 2019-12-31";

function start(more: Record<string, unknown> = {}): SentRequest {
  const body = {
    strategy_name: "rsi_spx",
    start_date: "2015-01-01",
    end_date: "2019-12-31",
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
const pollRoute = `GET /operations/${recordedId}`;
const failed = json(operationBody("failed", { id: recordedId, type: "backtesting" }));
const cancelled = json(operationBody("cancelled", { id: recordedId, type: "backtesting" }));
const startedKeys = { operation_id: recordedId, status: "started", type: "backtesting" };
const texts = ["Total return", "Sharpe ratio", "Max drawdown", "trades", "Win rate"];

const flat: CompatibilityRow[] = [
  { line: `backtest rsi_spx ${period}`, sends: [start()], stdout: ["Started backtesting", recordedId] },
  { line: `backtest ${period} rsi_spx`, sends: [start()] },
  { line: `--json backtest rsi_spx ${period}`, sends: [start()], json: startedKeys },
  { line: `backtest rsi_spx ${period} --json`, sends: [start()], json: startedKeys },
  ...["-c", "--capital"].map((flag) => ({
    line: `backtest rsi_spx ${period} ${flag} 50000`,
    sends: [start({ initial_capital: 50_000 })],
  })),
  {
    line: `backtest rsi_spx ${period} --commission 0.002 --slippage 0.001`,
    sends: [start({ commission: 0.002, slippage: 0.001 })],
  },
  ...["-m", "--model-path"].map((flag) => ({
    line: `backtest rsi_spx ${period} ${flag} models/rsi_spx/1d_v1`,
    sends: [start({ model_path: "models/rsi_spx/1d_v1" })],
  })),
  ...["-f", "--follow"].map((flag) => ({
    line: `backtest rsi_spx ${period} ${flag}`,
    sends: [start(), poll],
    stdout: texts,
  })),
  {
    line: `--json backtest rsi_spx ${period} --follow`,
    sends: [start(), poll],
    json: { operation_type: "backtesting" },
    jsonKeys: ["total_return_pct", "sharpe_ratio", "max_drawdown_pct", "total_trades", "win_rate"]
      .map((key) => `results.${key}`),
    because: "text came before the JSON value",
  },
  refused("backtest rsi_spx --end 2019-12-31", 'Missing required option "--start-date"'),
  refused("backtest rsi_spx --start 2015-01-01", 'Missing required option "--end-date"'),
  refused(`backtest ${period}`, "Missing argument(s): strategy"),
  refused(`backtest rsi_spx ${period} --capital lots`, 'Option "--capital" must be of type "number"'),
  refused(`backtest rsi_spx ${period} --commission 0.5`, "--commission is '0.5'", {
    because: "it was sent; half of the value of each trade is no commission",
  }),
  {
    line: `--json backtest nope ${period} -m nope/1d_v1`,
    answers: { "POST /backtests/start": [json({ detail: "No such strategy" }, { status: 400 })] },
    sends: [start({ strategy_name: "nope", model_path: "nope/1d_v1" })],
    exitCode: 2,
    json: {
      status: "error",
      message: "No such strategy",
      operation_type: "backtesting",
      stage: "initialization",
    },
    because: "the exit code of every failure was 1; wrong input is 2, whoever finds it",
  },
  {
    line: `--json backtest rsi_spx ${period} -f`,
    answers: { [pollRoute]: [failed] },
    sends: [start(), poll],
    exitCode: 1,
    json: {
      status: "error",
      operation_type: "backtesting",
      operation_id: recordedId,
      stage: "completion",
      message: "Backtest failed: no reason given",
    },
  },
];

const series = { symbol: "SPX", timeframe: "1d" };
const run = `backtest run rsi_spx SPX 1d ${oldPeriod}`;

const old: CompatibilityRow[] = [
  {
    line: run,
    sends: [start(series), poll],
    stdout: texts,
    because: "the slippage was 0.001; it is what `backtest` and the server take",
  },
  { line: `backtest run ${oldPeriod} rsi_spx spx 1d`, sends: [start(series), poll] },
  ...["-c 1 -v", "--capital 1 --verbose"].map((flags) => ({
    line: `${run} ${flags}`,
    sends: [start({ ...series, initial_capital: 1 }), poll],
  })),
  ...[["0", "0"], ["0.1", "0.1"]].map(([commission, slippage]) => ({
    line: `${run} --commission ${commission} --slippage ${slippage}`,
    sends: [start({ ...series, commission: Number(commission), slippage: Number(slippage) }), poll],
  })),
  ...["-m", "--model-path"].map((flag) => ({
    line: `${run} ${flag} models/rsi_spx/1d_v1`,
    sends: [start({ ...series, model_path: "models/rsi_spx/1d_v1" }), poll],
  })),
  refused(`${run} --capital 0`, "--capital is '0', expected an amount above 0"),
  refused(`${run} --commission 0.11`, "--commission is '0.11', expected a fraction from 0 to 0.1"),
  refused(`${run} --commission -0.01`, "--commission is '-0.01', expected a fraction from 0 to 0.1"),
  refused(`${run} --slippage 0.11`, "--slippage is '0.11', expected a fraction from 0 to 0.1"),
  refused(`backtest run rsi_spx 'A B' 1d ${oldPeriod}`, "'A B' is no symbol"),
  {
    line: `backtest run rsi_spx ${oldPeriod}`,
    sends: [start(), poll],
    because: "symbol and timeframe were required; the strategy names them",
  },
  {
    line: run,
    answers: { [pollRoute]: [failed] },
    sends: [start(series), poll],
    exitCode: 1,
    because: "it was 0, whatever became of the backtest",
  },
  {
    line: run,
    answers: { [pollRoute]: [cancelled] },
    sends: [start(series), poll, poll],
    exitCode: 3,
    because: "it was 0, whatever became of the backtest",
  },
  {
    line: run,
    answers: { "POST /backtests/start": [json({ detail: "No such strategy" }, { status: 400 })] },
    sends: [start(series)],
    exitCode: 2,
    stderr: ["No such strategy"],
    because: "it was 0, whatever became of the backtest",
  },
];

/** The rows of backtests. */
export const backtestRows: CompatibilityGroup = {
  answers: {
    ...trainedAnswers,
    "POST /backtests/start": [recorded("backtest: start")],
    [pollRoute]: [recorded("backtest: completed")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underAllNames({ theirs: ["backtest"], ours: ["backtests"] }, flat),
    ...underAllNames({ theirs: ["backtest run"], ours: ["backtests run"] }, old),
  ],
};
