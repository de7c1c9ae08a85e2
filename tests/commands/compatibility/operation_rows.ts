/**
 * `ops`, `status`, `follow`, `cancel`, `resume`, `workers`, and what they were before: `operations list`, `operations
 * status` and so on.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
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

const poll = get(`/operations/${recordedId}`);
const pollRoute = `GET /operations/${recordedId}`;
const notFound = json({ detail: "Operation not found: nope" }, { status: 404 });

/** Rows of a command under its two names in the originals, and the first under our others. */
function underNames(verb: string, rows: readonly CompatibilityRow[]): CompatibilityRow[] {
  return underAllNames({
    theirs: [verb, `operations ${verb}`],
    ours: [`operation ${verb}`, `ops ${verb}`],
  }, rows);
}

const status: CompatibilityRow[] = [
  { line: `status ${recordedId}`, sends: [poll], stdout: [recordedId, "training", "completed"] },
  ...["-v", "--verbose"].map((flag) => ({ line: `status ${recordedId} ${flag}`, sends: [poll] })),
  {
    line: `status ${recordedId} --json`,
    sends: [poll],
    json: { operation_id: recordedId, operation_type: "training", status: "completed" },
    jsonKeys: ["progress.percentage", "progress.current_step", "metadata.symbol", "result_summary"],
  },
  {
    line: `status ${recordedId}`,
    answers: {
      [pollRoute]: [json(operationBody("running", { id: recordedId, type: "agent_research" }))],
      [`GET /operations/${recordedId}/children`]: [recorded("training: children")],
    },
    sends: [poll, get(`/operations/${recordedId}/children`)],
  },
  {
    line: "status nope",
    answers: { "GET /operations/nope": [notFound] },
    sends: [get("/operations", { limit: "1000", offset: "0" }), get("/workers"), get("/operations/nope")],
    exitCode: 5,
    stderr: ["Operation not found: nope"],
    because: "it was 1; what may be the beginning of an id is looked for among those that are known",
  },
];

const oneForAll = "running and completed were counted among the newest 10, and all workers called available";
const counts = [
  get("/operations", { status: "running", limit: "1" }),
  get("/operations", { status: "completed", limit: "1" }),
  get("/workers"),
];

const summary: CompatibilityRow[] = [
  { line: "status", sends: counts, stdout: ["running", "completed", "available"], because: oneForAll },
  {
    line: "--json status",
    sends: counts,
    jsonKeys: ["operations.running", "operations.completed", "workers"],
    because: oneForAll,
  },
];

const follow: CompatibilityRow[] = [
  { line: `follow ${recordedId}`, sends: [poll] },
  {
    line: `follow ${recordedId} --json`,
    sends: [poll],
    json: { operation_id: recordedId },
    because: "--json was ignored",
  },
  {
    line: `follow ${recordedId}`,
    answers: { [pollRoute]: [json(operationBody("failed", { id: recordedId }))] },
    sends: [poll],
    exitCode: 1,
    because: "it was 0, whatever became of the operation",
  },
  {
    line: `follow ${recordedId}`,
    answers: { [pollRoute]: [json(operationBody("cancelled", { id: recordedId }))] },
    sends: [poll, poll],
    exitCode: 3,
    because: "it was 0, whatever became of the operation",
  },
  refused("follow", "Missing argument(s): operation"),
];

const cancelKeys = ["operation_id", "status", "cancelled_at", "cancellation_reason", "task_cancelled"];

const cancel: CompatibilityRow[] = [
  {
    line: `cancel ${recordedId}`,
    sends: [remove(`/operations/${recordedId}`)],
    stdout: [`Cancelled ${recordedId}`, "Cancelled at"],
  },
  ...["-r", "--reason"].map((flag) => ({
    line: `cancel ${recordedId} ${flag} 'wrong strategy'`,
    sends: [remove(`/operations/${recordedId}`, { reason: "wrong strategy" })],
  })),
  ...["-f", "--force"].map((flag) => ({
    line: `cancel ${recordedId} ${flag}`,
    sends: [remove(`/operations/${recordedId}`)],
    because: "force was sent, which no server does anything with",
  })),
  { line: `cancel ${recordedId} -v`, sends: [remove(`/operations/${recordedId}`)] },
  { line: `cancel ${recordedId} --verbose`, sends: [remove(`/operations/${recordedId}`)] },
  { line: `--json cancel ${recordedId}`, sends: [remove(`/operations/${recordedId}`)], jsonKeys: cancelKeys },
  {
    line: `cancel ${recordedId}`,
    answers: { [`DELETE /operations/${recordedId}`]: [recorded("training: cancel")] },
    sends: [remove(`/operations/${recordedId}`)],
    exitCode: 5,
    stderr: ["cannot be cancelled"],
    because: "it was 1",
  },
  refused("cancel", "Missing argument(s): operation"),
];

const resumption = post(`/operations/${recordedId}/resume`);

const resume: CompatibilityRow[] = [
  { line: `resume ${recordedId}`, sends: [resumption], stdout: ["Resumed", "epoch 16", "cancellation"] },
  { line: `resume ${recordedId} -v`, sends: [resumption] },
  { line: `resume ${recordedId} --verbose`, sends: [resumption] },
  {
    line: `resume ${recordedId} --json`,
    sends: [resumption],
    json: { operation_id: recordedId, status: "resuming" },
    jsonKeys: ["checkpoint_type", "created_at", "epoch"].map((key) => `resumed_from.${key}`),
  },
  ...["-f", "--follow"].map((flag) => ({ line: `resume ${recordedId} ${flag}`, sends: [resumption, poll] })),
  {
    line: `--json resume ${recordedId} -f`,
    sends: [resumption, poll],
    json: { operation_id: recordedId, operation_type: "training", status: "completed" },
    because: "there were two JSON values",
  },
  {
    line: `resume ${recordedId}`,
    answers: { [`POST /operations/${recordedId}/resume`]: [recorded("training: resume")] },
    sends: [resumption],
    exitCode: 5,
    stderr: ["is already completed"],
    because: "it was 1",
  },
  refused("resume", "Missing argument(s): operation"),
];

const retry: CompatibilityRow[] = ["", " -v", " --verbose"].map((flag) => ({
  line: `operations retry ${recordedId}${flag}`,
  sends: [poll, post(`/operations/${recordedId}/retry`)],
  stdout: ["op_retry_1", "pending"],
  stderr: ["notes a retry down, and never starts it"],
  because: "the type of the operation is looked up, and that nothing starts it is said",
}));

/** The rows of operations. */
export const operationRows: CompatibilityGroup = {
  answers: {
    "GET /operations": [recorded("training: list")],
    [pollRoute]: [recorded("training: completed")],
    [`DELETE /operations/${recordedId}`]: [recorded("dummy: cancel")],
    [`POST /operations/${recordedId}/resume`]: [recorded("cancelled: resume")],
    [`POST /operations/${recordedId}/retry`]: [json(operationBody("pending", { id: "op_retry_1" }))],
    "GET /workers": [recordedRead("GET /workers")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underNames("status", status),
    ...summary,
    ...underNames("follow", follow),
    ...underNames("cancel", cancel),
    ...underNames("resume", resume),
    ...underAllNames({ theirs: ["operations retry"], ours: ["operation retry", "ops retry"] }, retry),
  ],
};
