import { ExitCode } from "../../lib/errors.ts";
import {
  afterwards,
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
import { cancelled, completed, type StartRow, throws } from "./fault_table.ts";

const unknown = throws("ConnectionError", ExitCode.unreachable);
const refusal = throws("ApiError", ExitCode.failure);
const outOfTime = throws("TimeoutError", ExitCode.timeout);
const minute = 60_000;
const hour = 3_600_000;
const always = Infinity;

function busy(registered: number, headers: Record<string, string> = {}): Fault {
  const detail = { error: "No workers available", registered_workers: registered, hint: "Retry" };
  return jsonAnswer(503, { detail }, headers);
}

/** The connection breaks after the start, and the server is away for a while. */
const crash: Fault = (call) => (call.request.method === "POST" ? afterwards(reset) : refused)(call);

function jumping(milliseconds: number): Fault {
  return async (call) => {
    await (await call.next()).body?.cancel();
    call.jump?.(milliseconds);
    return await reset(call);
  };
}

function interrupting(fault: Fault): Fault {
  return (call) => {
    call.interrupt?.();
    return fault(call);
  };
}

/** Faults of a start. "Carried out" says that the server did start the operation. */
export const startFaults: readonly StartRow[] = [
  { name: "Nothing listens, twice", fault: refused, ending: completed, started: 1 },
  { name: "Nothing listens", fault: refused, times: always, ending: unknown, started: 0 },
  { name: "The connection breaks; not carried out", fault: reset, ending: unknown, started: 0 },
  { name: "The connection breaks; carried out", fault: afterwards(reset), ending: completed, started: 1 },
  {
    name: "The connection breaks; carried out; the server restarts for a minute",
    fault: crash,
    lasts: minute,
    ending: completed,
    started: 1,
  },
  { name: "No answer; not carried out", fault: silence, ending: unknown, started: 0 },
  { name: "No answer; carried out", fault: afterwards(silence), ending: completed, started: 1 },
  {
    name: "Half an answer, then silence; carried out",
    fault: afterwards(silentBody),
    ending: completed,
    started: 1,
  },
  { name: "The answer breaks off; carried out", fault: truncated, ending: completed, started: 1 },
  {
    name: "A web page with 200; carried out",
    fault: afterwards(page(200, "Hello")),
    ending: completed,
    started: 1,
  },
  { name: "An empty 200; carried out", fault: afterwards(textAnswer()), ending: completed, started: 1 },
  {
    name: "An answer without an id; carried out",
    fault: afterwards(jsonAnswer(200, { success: true })),
    ending: completed,
    started: 1,
  },
  {
    name: "An answer without end; carried out",
    fault: afterwards(endless()),
    only: ["training"],
    times: 1,
    ending: completed,
    started: 1,
  },
  { name: "The answer as text/plain", fault: plainType, ending: completed, started: 1 },
  { name: "The answer takes 20 s", fault: slowBody(20_000), ending: completed, started: 1 },
  { name: "429, twice", fault: jsonAnswer(429, { detail: "Slow down" }), ending: completed, started: 1 },
  {
    name: "429 with Retry-After 9, twice",
    fault: jsonAnswer(429, { detail: "Slow down" }, { "retry-after": "9" }),
    ending: completed,
    started: 1,
  },
  {
    name: "429",
    fault: jsonAnswer(429, { detail: "Slow down" }),
    times: always,
    ending: refusal,
    started: 0,
  },
  { name: "500; not carried out", fault: jsonAnswer(500, { detail: "Oops" }), ending: refusal, started: 0 },
  {
    name: "500; carried out",
    fault: afterwards(jsonAnswer(500, { detail: "Oops" })),
    ending: completed,
    started: 1,
  },
  { name: "500 without end; not carried out", fault: endless(500), ending: refusal, started: 0 },
  { name: "502 of a proxy; not carried out", fault: page(502, "Bad Gateway"), ending: unknown, started: 0 },
  {
    name: "502 of a proxy; carried out",
    fault: afterwards(page(502, "Bad Gateway")),
    ending: completed,
    started: 1,
  },
  { name: "503 of a proxy; not carried out", fault: page(503, "Unavailable"), ending: refusal, started: 0 },
  {
    name: "503 of a proxy; carried out",
    fault: afterwards(page(503, "Unavailable")),
    ending: completed,
    started: 1,
  },
  {
    name: "504 of a proxy; carried out",
    fault: afterwards(page(504, "Timeout")),
    ending: completed,
    started: 1,
  },
  { name: "503, every worker is busy, twice", fault: busy(1), ending: completed, started: 1 },
  {
    name: "503 with Retry-After 0, every worker is busy, twice",
    fault: busy(1, { "retry-after": "0" }),
    ending: completed,
    started: 1,
  },
  { name: "503, every worker is busy", fault: busy(2), times: always, ending: refusal, started: 0 },
  { name: "503, there is no worker", fault: busy(0), times: always, ending: refusal, started: 0 },
  {
    name: "400",
    only: ["training"],
    fault: jsonAnswer(400, { detail: "\u001b[31mStrategy file not found\u0007" }),
    ending: throws("ApiError", ExitCode.usage),
    started: 0,
  },
  {
    name: "401",
    only: ["training"],
    fault: jsonAnswer(401, { detail: "Who are you?" }),
    ending: throws("ApiError", ExitCode.authentication),
    started: 0,
  },
  {
    name: "409",
    only: ["training"],
    fault: jsonAnswer(409, { detail: "Already running" }),
    ending: throws("ApiError", ExitCode.notFound),
    started: 0,
  },
  {
    name: "200 that says success: false",
    fault: jsonAnswer(200, { success: false, data: null, error: { code: "DUMMY-001", message: "No" } }),
    ending: refusal,
    started: 0,
  },
  {
    name: "The connection breaks; carried out; the server's clock is an hour ahead",
    fault: afterwards(reset),
    serverAhead: hour,
    ending: completed,
    started: 1,
  },
  {
    name: "The connection breaks; carried out; the server's clock is an hour behind",
    fault: afterwards(reset),
    serverAhead: -hour,
    ending: completed,
    started: 1,
  },
  {
    name: "The connection breaks; carried out; the client's clock is set an hour forward",
    fault: jumping(hour),
    ending: completed,
    started: 1,
  },
  {
    name: "The connection breaks; carried out; the client's clock is set an hour back",
    fault: jumping(-hour),
    ending: completed,
    started: 1,
  },
  {
    name: "The connection breaks; not carried out; one of the same kind ran just before",
    fault: reset,
    others: "before",
    ending: unknown,
    started: 0,
  },
  {
    name: "The connection breaks; carried out; somebody starts one of the same kind at the same time",
    fault: afterwards(reset),
    others: "together",
    ending: { training: completed, backtesting: unknown, dummy: unknown },
    started: 1,
  },
  {
    name: "No answer; not carried out; `--timeout 10`",
    fault: silence,
    timeout: 10_000,
    ending: outOfTime,
    started: 0,
  },
  {
    name: "No answer; carried out; `--timeout 10`",
    fault: afterwards(silence),
    timeout: 10_000,
    ending: outOfTime,
    started: 1,
  },
  {
    name: "Nothing answers any more; `--timeout 10`",
    fault: silence,
    timeout: 10_000,
    lasts: minute,
    ending: outOfTime,
    started: 0,
  },
  {
    name: "The connection breaks; not carried out; `--timeout 5`",
    fault: reset,
    timeout: 5_000,
    ending: outOfTime,
    started: 0,
  },
  {
    name: "Nothing listens; `--timeout 1`",
    fault: refused,
    times: always,
    timeout: 1_000,
    ending: unknown,
    started: 0,
  },
  {
    name: "503, every worker is busy; `--timeout 10`",
    fault: busy(2),
    times: always,
    timeout: 10_000,
    ending: refusal,
    started: 0,
  },
  {
    name: "Ctrl+C, then the answer takes 8 s",
    fault: interrupting(slowBody(8_000)),
    ending: cancelled,
    started: 1,
  },
  {
    name: "Ctrl+C, then no answer; carried out",
    fault: interrupting(afterwards(silence)),
    ending: cancelled,
    started: 1,
  },
  {
    name: "Ctrl+C, then no answer; not carried out",
    fault: interrupting(silence),
    ending: throws("InterruptedError", ExitCode.interrupted),
    started: 0,
  },
  {
    name: "Ctrl+C while every worker is busy",
    fault: interrupting(busy(1)),
    ending: throws("InterruptedError", ExitCode.interrupted),
    started: 0,
  },
];
