/**
 * `cancel`, `resume`, and what they were before: `operations cancel|resume|retry`.
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

/** Rows of a command under its two names in the originals, and the first under our others. */
function underNames(verb: string, rows: readonly CompatibilityRow[]): CompatibilityRow[] {
  return underAllNames({
    theirs: [verb, `operations ${verb}`],
    ours: [`operation ${verb}`, `ops ${verb}`],
  }, rows);
}

const notFound = json({ detail: "Operation not found" }, { status: 404 });
const cancelKeys = ["operation_id", "status", "cancelled_at", "cancellation_reason", "task_cancelled"];

/** The second request makes the server list the operation again. */
const cancellation = remove(`/operations/${recordedId}`);

const cancel: CompatibilityRow[] = [
  {
    line: `cancel ${recordedId}`,
    sends: [cancellation, poll],
    stdout: [`Cancelled ${recordedId}`, "Cancelled at"],
  },
  ...["-r", "--reason"].map((flag) => ({
    line: `cancel ${recordedId} ${flag} 'wrong strategy' --verbose`,
    sends: [remove(`/operations/${recordedId}`, { reason: "wrong strategy" }), poll],
  })),
  ...["-f", "--force"].map((flag) => ({
    line: `cancel ${recordedId} ${flag} -v`,
    sends: [cancellation, poll],
    because: "force was sent, which no server does anything with",
  })),
  { line: `--json cancel ${recordedId}`, sends: [cancellation, poll], jsonKeys: cancelKeys },
  {
    line: `cancel ${recordedId}`,
    answers: { [`DELETE /operations/${recordedId}`]: [recorded("training: cancel")] },
    sends: [remove(`/operations/${recordedId}`)],
    exitCode: 5,
    stderr: ["cannot be cancelled"],
    because: "it was 1",
  },
  {
    line: `cancel ${recordedId} --json`,
    answers: { [`DELETE /operations/${recordedId}`]: [notFound] },
    sends: [remove(`/operations/${recordedId}`)],
    exitCode: 5,
    json: { status: "error", message: "Operation not found", operation_id: recordedId },
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
  {
    line: `resume ${recordedId}`,
    answers: { [`POST /operations/${recordedId}/resume`]: [notFound] },
    sends: [resumption],
    exitCode: 5,
    stderr: ["Operation not found"],
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

/** The rows of changing what operations do. */
export const changeOperationRows: CompatibilityGroup = {
  answers: {
    [`GET /operations/${recordedId}`]: [recorded("training: completed")],
    [`DELETE /operations/${recordedId}`]: [recorded("dummy: cancel")],
    [`POST /operations/${recordedId}/resume`]: [recorded("cancelled: resume")],
    [`POST /operations/${recordedId}/retry`]: [json(operationBody("pending", { id: "op_retry_1" }))],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underNames("cancel", cancel),
    ...underNames("resume", resume),
    ...underAllNames({ theirs: ["operations retry"], ours: ["operation retry", "ops retry"] }, retry),
  ],
};
