/**
 * `ops` and what it was before, `operations list`; `workers`, `list strategies|models|checkpoints`.
 * @module
 */
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  refused,
  type SentRequest,
  underAllNames,
} from "./compatibility_row.ts";

/**
 * The list, and one request for the checkpoints of all operations, where the originals sent one for each of them. Workers
 * tell what the list forgets.
 */
function list(query: Record<string, string>): SentRequest[] {
  return [get("/operations", query), get("/checkpoints"), get("/workers")];
}

const rowKeys = [
  "operation_id",
  "operation_type",
  "status",
  "created_at",
  "progress_percentage",
  "current_step",
];
const ownKeys = ["symbol", "duration_seconds", "has_checkpoint", "checkpoint_summary"];

const operations: CompatibilityRow[] = [
  {
    line: "ops",
    sends: list({ limit: "50" }),
    stdout: ["training", "completed", "SPX"],
    because: "offset=0 and active_only=False were sent, too, which is what a server takes without them",
  },
  ...["-s running -t backtesting", "--status running --type backtesting"].map((flags) => ({
    line: `ops ${flags}`,
    sends: list({ status: "running", operation_type: "backtesting", limit: "50" }),
  })),
  ...["-l 5 -a -v", "--limit 5 --active --verbose"].map((flags) => ({
    line: `ops ${flags}`,
    sends: list({ active_only: "true", limit: "5" }),
  })),
  ...["-r", "--resumable"].map((flag) => ({
    line: `ops ${flag}`,
    sends: list({ limit: "1000" }),
    because: "only the page of --limit rows was looked through",
  })),
  {
    line: "ops --json",
    sends: list({ limit: "50" }),
    json: [{
      operation_type: "training",
      symbol: "SPX",
      has_checkpoint: true,
      checkpoint_summary: "epoch 27",
    }],
    jsonKeys: [...rowKeys, ...ownKeys].map((key) => `0.${key}`),
  },
  { line: "ops --limit 1000", sends: list({ limit: "1000" }) },
  refused("ops --limit 0", "--limit is '0', expected 1 to 1000"),
  refused("ops --limit 1001", "--limit is '1001', expected 1 to 1000"),
  refused("ops --limit many", 'Option "--limit" must be of type "integer"'),
  refused("ops --status bogus", 'Option "--status" must be of type "status", but got "bogus"', {
    because: "it was sent, and the server refused it",
  }),
  refused("ops --type backtest", 'Option "--type" must be of type "type", but got "backtest"', {
    because: "it was sent, and the server refused it",
  }),
];

const workers: CompatibilityRow[] = [
  {
    line: "workers",
    sends: [get("/workers")],
    stdout: ["backtesting", "available", "http://127.0.0.1:5003"],
  },
  {
    line: "--json workers",
    sends: [get("/workers")],
    jsonKeys: ["worker_id", "worker_type", "status", "endpoint_url", "current_operation_id", "capabilities"]
      .map((key) => `0.${key}`),
  },
  {
    line: "workers",
    answers: { "GET /workers": [json([])] },
    sends: [get("/workers")],
    stdout: ["No workers registered"],
  },
];

const strategies = [
  { name: "rsi_old", training_status: "trained", symbol: "SPX", timeframe: "1d", available_versions: [1] },
];

/** What the list of models leaves empty, trainings tell. */
const models = [get("/models"), get(`/operations/${recordedId}`)];

const lists: CompatibilityRow[] = [
  { line: "list strategies", sends: [get("/strategies/")], stdout: ["rsi_old", "trained", "SPX", "1d"] },
  { line: "--json list strategies", sends: [get("/strategies/")], json: strategies },
  { line: "list models", sends: models, stdout: ["SPX", "1d"] },
  {
    line: "list models --json",
    sends: models,
    jsonKeys: ["model_id", "model_name", "symbol", "timeframe", "created_at", "training_accuracy"]
      .map((key) => `0.${key}`),
  },
  {
    line: "list checkpoints",
    sends: [get("/checkpoints")],
    stdout: ["op_training_20260101_000000_cafe0001", "periodic"],
    because: "the id was cut to 16 characters",
  },
  {
    line: "list checkpoints --json",
    sends: [get("/checkpoints")],
    jsonKeys: ["operation_id", "checkpoint_type", "created_at", "state_summary", "artifacts_size_bytes"]
      .map((key) => `0.${key}`),
  },
];

/** The rows of lists. */
export const listRows: CompatibilityGroup = {
  answers: {
    "GET /operations": [recorded("training: list")],
    "GET /checkpoints": [recorded("cancelled: checkpoints")],
    "GET /workers": [recordedRead("GET /workers")],
    "GET /models": [recordedRead("GET /models")],
    "GET /strategies/": [json({ success: true, strategies })],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underAllNames({
      theirs: ["ops", "operations list"],
      ours: ["operation list", "ops list", "list operations"],
    }, operations),
    ...underAllNames({
      theirs: ["workers"],
      ours: ["worker", "worker list", "workers list", "list workers"],
    }, workers),
    ...lists,
  ],
};
