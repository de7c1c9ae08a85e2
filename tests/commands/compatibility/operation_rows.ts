/**
 * `status`, and what it was before, `operations status`; `follow`.
 * @module
 */
import { operationBody } from "../../support/operation_bodies.ts";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  refused,
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
    sends: [
      get("/operations", { limit: "1000", offset: "0" }),
      get("/workers"),
      get("/checkpoints"),
      get("/operations/nope"),
    ],
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

/** The rows of looking at operations. */
export const operationRows: CompatibilityGroup = {
  answers: {
    "GET /operations": [recorded("training: list")],
    [pollRoute]: [recorded("training: completed")],
    "GET /workers": [recordedRead("GET /workers")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underNames("status", status),
    ...summary,
    ...underNames("follow", follow),
  ],
};
