/**
 * `dummy dummy`.
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
  underAllNames,
} from "./compatibility_row.ts";

const poll = get(`/operations/${recordedId}`);
const pollRoute = `GET /operations/${recordedId}`;
/** The original sent an empty object, which the server does not read. */
const start = post("/dummy/start");
const rows: CompatibilityRow[] = [
  ...["", " -v -q", " --verbose --no-progress", " --progress --quiet"].map((flag) => ({
    line: `dummy dummy${flag}`,
    sends: [start, poll],
  })),
  {
    line: "dummy dummy",
    answers: { [pollRoute]: [json(operationBody("failed", { id: recordedId, type: "dummy" }))] },
    sends: [start, poll],
    exitCode: 1,
    because: "it was 0, whatever became of the operation",
  },
  {
    line: "dummy dummy",
    answers: {
      "POST /dummy/start": [
        json({ success: false, data: null, error: { code: "DUMMY-001", message: "Busy", details: {} } }),
      ],
    },
    sends: [start],
    exitCode: 1,
    stderr: ["Busy"],
  },
];

/** The rows of the operation that does nothing. */
export const dummyRows: CompatibilityGroup = {
  answers: {
    "POST /dummy/start": [recorded("dummy: start")],
    [pollRoute]: [json(operationBody("completed", { id: recordedId, type: "dummy" }))],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: underAllNames({ theirs: ["dummy dummy"], ours: ["dummy"] }, rows),
};
