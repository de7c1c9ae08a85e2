import { ExitCode } from "../../lib/errors.ts";
import {
  afterwards,
  changed,
  changedOperation,
  endless,
  type Fault,
  jsonAnswer,
  page,
  plainType,
  refused,
  reset,
  silence,
  silentBody,
  slowBody,
  textAnswer,
  truncated,
} from "../support/faults.ts";
import { completed, type Ending, type FollowRow, type Phase, throws } from "./fault_table.ts";

const minute = 60_000;
const hour = 3_600_000;
const always = Infinity;
/** The phases that read the operation. */
const reads = ["first", "later", "last", "cancelled"] as const;

/** Ends the follow when it meets a read; a cancel request that meets it is given up, and the operation completes. */
function atReads(ending: Ending): Partial<Record<Phase, Ending>> {
  return { first: ending, later: ending, last: ending, cancelled: ending, cancel: completed };
}

function operation(name: string, fields: Record<string, unknown>): FollowRow {
  return { name, fault: changedOperation((data) => ({ ...data, ...fields })), only: reads };
}

function unavailable(retryAfter: string): Fault {
  return jsonAnswer(503, { detail: "Down" }, { "retry-after": retryAfter });
}

function jumping(milliseconds: number): Fault {
  return ({ jump, next }) => {
    jump?.(milliseconds);
    return next();
  };
}

const finishedLate = changedOperation((data) => ({ ...data, status: "completed" }));
const notFound = jsonAnswer(404, { detail: "Operation not found: ours" });
const deep = `{"detail":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;

const connectionFaults: readonly FollowRow[] = [
  { name: "Nothing listens for a minute: a restart", fault: refused, lasts: minute },
  {
    name: "Nothing listens any more; `--timeout 120`",
    fault: refused,
    times: always,
    endings: atReads(throws("TimeoutError", ExitCode.timeout)),
    only: ["first", "later", "last", "cancel"],
  },
  { name: "The connection breaks, twice", fault: reset },
  { name: "The connection breaks after the request was carried out, twice", fault: afterwards(reset) },
  { name: "No answer, twice", fault: silence },
  { name: "No answer though the request was carried out", fault: afterwards(silence), times: 1 },
  { name: "Half an answer, then silence, twice", fault: silentBody },
  { name: "The answer breaks off, twice", fault: truncated },
  { name: "The answer takes 20 s, twice", fault: slowBody(20_000) },
];

const answerFaults: readonly FollowRow[] = [
  { name: "500, twice", fault: jsonAnswer(500, { detail: "Oops" }) },
  { name: "500 without end, twice", fault: endless(500) },
  { name: "500 nested 20,000 deep, twice", fault: textAnswer(deep, { status: 500 }) },
  { name: "502 of a proxy for a minute", fault: page(502, "Bad Gateway"), lasts: minute },
  { name: "503 with Retry-After 7, twice", fault: unavailable("7") },
  { name: "503 with Retry-After 0 for a minute", fault: unavailable("0"), lasts: minute },
  { name: "503 with Retry-After 3600", fault: unavailable("3600"), times: 1 },
  { name: "429, twice", fault: jsonAnswer(429, { detail: "Slow down" }) },
  { name: "429 with Retry-After 9, twice", fault: jsonAnswer(429, {}, { "retry-after": "9" }) },
  { name: "404 of the server for 5 s", fault: notFound, lasts: 5_000 },
  {
    name: "404 of the server from now on",
    fault: notFound,
    times: always,
    endings: atReads(throws("ApiError", ExitCode.notFound)),
  },
  {
    name: "404 of a proxy for a minute",
    fault: textAnswer("404 page not found", { status: 404 }),
    lasts: minute,
  },
  {
    name: "400 that is the server's own fault, twice",
    fault: jsonAnswer(400, { success: false, error: { code: "OPERATIONS-GetStatusError", message: "Oops" } }),
  },
  {
    name: "401",
    fault: jsonAnswer(401, { detail: "Who are you?" }),
    endings: atReads(throws("ApiError", ExitCode.authentication)),
  },
  {
    name: "422",
    fault: jsonAnswer(422, { detail: "No" }),
    endings: atReads(throws("ApiError", ExitCode.unreachable)),
  },
  {
    name: "302 to another page",
    fault: textAnswer("", { status: 302, headers: { location: "/login" } }),
    endings: atReads(throws("ApiError", ExitCode.unreachable)),
  },
  { name: "A web page with 200, twice", fault: page(200, "Hello") },
  { name: "An empty 200, twice", fault: textAnswer() },
  { name: "The answer as text/plain, twice", fault: plainType },
  { name: "An answer without end", fault: endless(), times: 1, only: ["later", "cancel"] },
  {
    name: "success: false without data for a minute",
    fault: jsonAnswer(200, { success: false }),
    lasts: minute,
  },
  {
    name: "success: false without data from now on; `--timeout 120`",
    fault: jsonAnswer(200, { success: false }),
    times: always,
    endings: atReads(throws("TimeoutError", ExitCode.timeout)),
    only: ["first", "later", "last"],
  },
  {
    name: "success: false with an error, twice",
    fault: jsonAnswer(200, { success: false, error: { code: "X", message: "\u001b[2JNo\u0000" } }),
  },
];

const operationFaults: readonly FollowRow[] = [
  operation("An unknown status, twice", { status: "archiving\u001b[2J" }),
  operation("No status, twice", { status: undefined }),
  operation("The answer of another operation, which has completed, twice", {
    operation_id: "op_else",
    status: "completed",
  }),
  operation("The percentage is null, twice", { progress: { percentage: null } }),
  operation("The percentage goes back, twice", { progress: { percentage: 1 } }),
  {
    name: "The percentage is NaN, and not JSON, twice",
    fault: changed((text) => text.replace(/"percentage":\d+/, '"percentage":NaN')),
    only: reads,
  },
  {
    name: "Only id and status, from now on",
    fault: changedOperation(({ operation_id, status }) => ({ operation_id, status })),
    times: always,
    only: reads,
  },
  {
    name: "Wrong types in every other field, from now on",
    fault: changedOperation(({ status }) => ({
      status,
      operation_id: 7,
      created_at: 1,
      error_message: {},
      progress: [],
      result_summary: "x",
    })),
    times: always,
    only: reads,
  },
  operation("An old answer again, twice", { status: "pending", progress: { percentage: 0 } }),
];

const clockFaults: readonly FollowRow[] = [
  { name: "The client's clock is set an hour forward", fault: jumping(hour), times: 1 },
  { name: "The client's clock is set an hour back", fault: jumping(-hour), times: 1 },
];

const cancelFaults: readonly FollowRow[] = [
  {
    name: "The operation has just completed: 400",
    fault: (call) => {
      call.complete?.();
      return call.next();
    },
    endings: { cancel: completed },
    only: ["cancel"],
  },
  {
    name: "The server could not tell the worker (`remote_cancelled: false`)",
    fault: changed((text) => text.replace('"remote_cancelled":true', '"remote_cancelled":false')),
    only: ["cancel"],
  },
  {
    name: "The worker finishes all the same: `completed` after `cancelled`",
    fault: (call) => call.hit === 0 ? call.next() : finishedLate(call),
    times: always,
    endings: { cancelled: completed },
    only: ["cancelled"],
  },
];

/** Faults while an operation is followed. */
export const followFaults: readonly FollowRow[] = [
  ...connectionFaults,
  ...answerFaults,
  ...operationFaults,
  ...clockFaults,
  ...cancelFaults,
];
