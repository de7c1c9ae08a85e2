/**
 * How the originals' parser reads a command line, whatever the command.
 * @module
 */
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { type CompatibilityGroup, type CompatibilityRow, get, refused, remove } from "./compatibility_row.ts";

function list(query: Record<string, string>) {
  return [get("/operations", query), get("/checkpoints"), get("/workers")];
}

const hourly = get("/data/SPX/1h", { limit: "10" });
const recall = get(`/operations/${recordedId}`);
const cancelled = [remove(`/operations/${recordedId}`, { reason: "-x" }), recall];

const rows: CompatibilityRow[] = [
  // The last one counts.
  { line: "ops --limit 5 --limit 6", sends: list({ limit: "6" }) },
  { line: "ops -l 5 --limit 6", sends: list({ limit: "6" }) },
  { line: "ops --active -a", sends: list({ active_only: "true", limit: "50" }) },
  { line: "--json ops --json", sends: list({ limit: "50" }), json: [{ operation_id: recordedId }] },
  { line: "-v ops -v", sends: list({ limit: "50" }) },
  { line: "--verbose data show SPX -t 1h --verbose", sends: [hourly] },
  {
    line: "-u http://first -u http://other:9000 ops",
    sends: list({ limit: "50" }),
    address: "http://other:9000/api/v1",
  },
  // A short option and its value in one word, and short flags in one word.
  { line: "ops -l5", sends: list({ limit: "5" }) },
  { line: "ops -sfailed", sends: list({ status: "failed", limit: "50" }) },
  { line: "data show SPX -t1h", sends: [hourly] },
  { line: "data show SPX -vt1h", sends: [hourly] },
  { line: "data show SPX -t1h -fjson", sends: [hourly], json: { timeframe: "1h" } },
  { line: "-uhttp://other:9000 ops", sends: list({ limit: "50" }), address: "http://other:9000/api/v1" },
  { line: "ops -ra", sends: list({ active_only: "true", limit: "1000" }) },
  // What follows "--" are arguments.
  { line: "data show -t 1h -- SPX", sends: [hourly] },
  { line: `cancel --reason -x -- ${recordedId}`, sends: cancelled },
  refused("status -- -x", "An argument cannot begin with '-', but one is '-x'", {
    because: "it was an id, though no server makes such a one",
  }),
  // A value may look like an option.
  { line: `cancel ${recordedId} --reason -x`, sends: cancelled },
  { line: `cancel ${recordedId} --reason=-x`, sends: cancelled },
  {
    line: `cancel ${recordedId} --reason a=b`,
    sends: [remove(`/operations/${recordedId}`, { reason: "a=b" }), recall],
  },
  refused(`cancel ${recordedId} --reason= --force`, 'Missing value for option "--reason"', {
    because: "nothing counted as no reason; a variable without a value is a mistake",
  }),
  refused(`cancel ${recordedId} --reason ''`, 'Missing value for option "--reason"', {
    because: "nothing counted as no reason; a variable without a value is a mistake",
  }),
];

/** The rows of command lines as such. */
export const commandLineRows: CompatibilityGroup = {
  answers: {
    "GET /operations": [recorded("training: list")],
    "GET /checkpoints": [recorded("cancelled: checkpoints")],
    [`DELETE /operations/${recordedId}`]: [recorded("dummy: cancel")],
    "GET /data/SPX/1h": [recordedRead("GET /data/SPX/1d?start_date=2019-12-01&end_date=2019-12-10")],
    "GET /health": [recordedRead("GET /health")],
  },
  rows,
};
