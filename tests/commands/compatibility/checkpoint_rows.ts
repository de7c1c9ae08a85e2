/**
 * `checkpoints show`, `checkpoints delete`, and `ib test|cleanup|status`.
 * @module
 */
import { brokerAnswers } from "../../support/broker_answers.ts";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  post,
  refused,
  remove,
  underAllNames,
} from "./compatibility_row.ts";

const read = get(`/checkpoints/${recordedId}`);
const deletion = remove(`/checkpoints/${recordedId}`);
const none = json({ detail: "Checkpoint not found" }, { status: 404 });

const show: CompatibilityRow[] = [
  {
    line: `checkpoints show ${recordedId}`,
    sends: [read],
    stdout: [recordedId, "cancellation", "16"],
    stderr: [`ktrdr resume ${recordedId}`],
  },
  ...["-v", "--verbose"].map((flag) => ({ line: `checkpoints show ${recordedId} ${flag}`, sends: [read] })),
  {
    line: `--json checkpoints show ${recordedId}`,
    sends: [read],
    json: { operation_id: recordedId, checkpoint_type: "cancellation" },
    because: "--json was ignored",
  },
  {
    line: `checkpoints show ${recordedId}`,
    answers: { [`GET /checkpoints/${recordedId}`]: [none] },
    sends: [read],
    exitCode: 5,
    stderr: ["Checkpoint not found"],
    because: "it was 1",
  },
  refused(`checkpoints show ${"x".repeat(101)}`, "The operation id has 101 characters, expected 100 at most"),
  refused("checkpoints show ''", "The operation id is empty"),
  refused("checkpoints show", "Missing argument(s): operation"),
];

const forget: CompatibilityRow[] = [
  ...["-f -v", "--force --verbose", "-fv"].map((flag) => ({
    line: `checkpoints delete ${recordedId} ${flag}`,
    sends: [deletion],
    stdout: [`Deleted the checkpoint of ${recordedId}`],
    because: "it was read first, to no purpose",
  })),
  {
    line: `checkpoints delete ${recordedId}`,
    types: "y\n",
    sends: [read, deletion],
    stdout: [`Deleted the checkpoint of ${recordedId}`],
    stderr: ["The operation will not be resumable"],
  },
  ...["n\n", "\n"].map((types) => ({
    line: `checkpoints delete ${recordedId}`,
    types,
    sends: [read],
    stdout: [`Kept the checkpoint of ${recordedId}`],
  })),
  {
    line: `checkpoints delete ${recordedId}`,
    sends: [read],
    exitCode: 2,
    stderr: ["Nobody is there to answer", "Use --force"],
    because: "without a terminal it was 1",
  },
  {
    line: `checkpoints delete ${recordedId} --force`,
    answers: { [`DELETE /checkpoints/${recordedId}`]: [none] },
    sends: [deletion],
    exitCode: 5,
    because: "it was 1",
  },
  refused("checkpoints delete", "Missing argument(s): operation"),
];

const probe = (symbol: string) => [
  get("/ib/health"),
  get("/ib/status"),
  post("/ib/symbols/discover", { body: { symbol, force_refresh: false } }),
];
const invented = "nothing was asked, and what was shown was made up";

const ib: CompatibilityRow[] = [
  { line: "ib test", sends: probe("AAPL"), stdout: ["Connection", "Bars", "Symbol"], because: invented },
  ...["-s", "--symbol"].map((flag) => ({ line: `ib test ${flag} EURUSD`, sends: probe("EURUSD") })),
  ...["-t 5 -v", "--timeout 300 --verbose"].map((flag) => ({
    line: `ib test ${flag}`,
    sends: probe("AAPL"),
  })),
  refused("ib test --timeout 4", "--timeout is '4', expected 5 to 300 seconds"),
  refused("ib test --timeout 301", "--timeout is '301', expected 5 to 300 seconds"),
  ...["-f -v -t 5", "--force --verbose --timeout 300"].map((flag) => ({
    line: `ib cleanup ${flag}`,
    sends: [post("/ib/cleanup")],
    stdout: ["✓"],
    because: invented,
  })),
  { line: "ib cleanup", types: "y\n", sends: [post("/ib/cleanup")] },
  { line: "ib cleanup", types: "n\n", stdout: ["Nothing was closed"] },
  refused("ib cleanup", "Nobody is there to answer", { because: "the answer was read from anywhere" }),
  refused("ib cleanup -f --timeout 4", "--timeout is '4', expected 5 to 300 seconds"),
  ...["", " -v -f table", " --verbose --format table"].map((flag) => ({
    line: `ib status${flag}`,
    sends: [get("/ib/status")],
    stdout: ["127.0.0.1:4002"],
    because: invented,
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `ib status ${flag}`,
    sends: [get("/ib/status")],
    json: { connected: true },
    jsonKeys: ["active_connections", "rate_limit_status", "last_heartbeat"],
    because: "the values were made up; what no server tells is null",
  })),
];

/** The rows of checkpoints and of Interactive Brokers. */
export const checkpointRows: CompatibilityGroup = {
  answers: {
    ...brokerAnswers,
    "POST /ib/cleanup": [recordedRead("POST /ib/cleanup")],
    [`GET /checkpoints/${recordedId}`]: [recorded("cancelled: checkpoint")],
    [`DELETE /checkpoints/${recordedId}`]: [json({ success: true, message: "Checkpoint deleted" })],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underAllNames({ theirs: ["checkpoints show"], ours: ["checkpoint show"] }, show),
    ...underAllNames({ theirs: ["checkpoints delete"], ours: ["checkpoint delete"] }, forget),
    ...ib,
  ],
};
