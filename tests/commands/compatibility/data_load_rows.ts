/**
 * `data load SYMBOL`.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
import { recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  post,
  refused,
  type SentRequest,
} from "./compatibility_row.ts";

/** The originals added `async_mode=true`, which no server looks at. */
function start(more: Record<string, unknown> = {}): SentRequest {
  const body = { symbol: "AAPL", timeframe: "1d", mode: "tail", ...more };
  return post("/data/acquire/download", { body });
}

const poll = get(`/operations/${recordedId}`);
const pollRoute = `GET /operations/${recordedId}`;
const resultKeys = ["symbol", "timeframe", "mode", "success", "status", "bars_loaded"];

function load(status: string) {
  return json(operationBody(status, {
    id: recordedId,
    type: "data_load",
    result_summary: { symbol: "AAPL", timeframe: "1d", mode: "tail", rows_downloaded: 120, gaps_filled: 2 },
  }));
}

const rows: CompatibilityRow[] = [
  { line: "data load AAPL", sends: [start(), poll], stdout: ["AAPL", "1d", "tail", "120"] },
  { line: "data load aapl", sends: [start(), poll] },
  { line: "data load AAPL -t 1h -m backfill", sends: [start({ timeframe: "1h", mode: "backfill" }), poll] },
  {
    line: "data load AAPL --timeframe 1h --mode full",
    sends: [start({ timeframe: "1h", mode: "full" }), poll],
  },
  { line: "data load AAPL --mode tail", sends: [start(), poll] },
  {
    line: "data load AAPL --start 2020-01-01 --end 2020-12-31",
    sends: [start({ start_date: "2020-01-01", end_date: "2020-12-31" }), poll],
  },
  {
    line: "data load AAPL --trading-hours",
    sends: [start({ filters: { trading_hours_only: true, include_extended: false } }), poll],
    stderr: ["--trading-hours is sent, but a KTRDR server loads the bars of all hours"],
  },
  {
    line: "data load AAPL --include-extended",
    sends: [start({ filters: { trading_hours_only: false, include_extended: true } }), poll],
    stderr: ["--include-extended is sent, but a KTRDR server loads the bars of all hours"],
  },
  ...["--progress -v -f table", "--no-progress --verbose --format table"].map((flag) => ({
    line: `data load AAPL ${flag}`,
    sends: [start(), poll],
    stdout: ["120"],
  })),
  { line: "data load --progress AAPL", sends: [start(), poll] },
  { line: "data load --no-progress AAPL", sends: [start(), poll] },
  {
    line: "data load -t 1h --progress -m full AAPL",
    sends: [start({ timeframe: "1h", mode: "full" }), poll],
  },
  ...["-q", "--quiet"].map((flag) => ({ line: `data load AAPL ${flag}`, sends: [start(), poll] })),
  ...["-f json", "--format json", "--json", "--quiet --format json"].map((flag) => ({
    line: `data load AAPL ${flag}`,
    sends: [start(), poll],
    json: { symbol: "AAPL", timeframe: "1d", mode: "tail", status: "completed", bars_loaded: 120 },
    jsonKeys: [...resultKeys, "execution_time_seconds", "details"],
    because: "text came before the JSON value, and the bars were always 0",
  })),
  refused("data load AAPL --mode local", 'Option "--mode" must be of type "mode", but got "local"'),
  refused("data load AAPL --timeframe daily", "'daily' is no timeframe"),
  refused("data load 'A B'", "'A B' is no symbol"),
  refused("data load", "Missing argument(s): symbol"),
  {
    line: "data load AAPL --format json",
    answers: { [pollRoute]: [load("failed")] },
    sends: [start(), poll],
    exitCode: 1,
    json: { status: "error", operation_type: "data_load", operation_id: recordedId, stage: "completion" },
    because: "it was told as completed, and the exit code was 0",
  },
  {
    line: "data load AAPL",
    answers: { "POST /data/acquire/download": [json({ detail: "No gateway" }, { status: 500 })] },
    sends: [start(), get("/operations", { operation_type: "data_load", limit: "10" })],
    exitCode: 1,
    stderr: ["No gateway"],
    because: "it was sent four times; now it is looked whether the load was started all the same",
  },
];

/** The rows of loads from a broker. */
export const dataLoadRows: CompatibilityGroup = {
  answers: {
    "POST /data/acquire/download": [recordedRead("POST /data/acquire/download")],
    [pollRoute]: [load("completed")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows,
};
