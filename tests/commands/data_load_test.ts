import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openEmptyHome } from "../support/engine_homes.ts";
import { runEvents, typesOf } from "../support/event_world.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, refused, reset, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const id = "op_data_load_20260101_000000_cafe0001";
const start = "POST /data/acquire/download";
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const load = ["data", "load", "aapl", "--url", "http://server", "--progress", "plain"];

/** An operation that loads bars; `changes` are made to it. */
function loading(
  status: string,
  facts: OperationFacts = {},
  changes: Record<string, unknown> = {},
): Responder {
  const metadata = { symbol: "AAPL", timeframe: "1d", mode: "tail" };
  const body = operationBody(status, { id, type: "data_load", metadata, ...facts });
  Object.assign(Object(body.data), changes);
  return json(body);
}

const running = loading("running", { percentage: 40, step: "Download segment 1/2" });
const times = { started_at: "2026-01-01T00:00:00+00:00", completed_at: "2026-01-01T00:00:03.500000+00:00" };
const completed = loading("completed", {
  percentage: 100,
  result_summary: {
    symbol: "AAPL",
    timeframe: "1d",
    rows_downloaded: 1250,
    cache_hit: false,
    gaps_filled: 2,
  },
}, times);

function createWorld(script: Record<string, Responder[]>): { server: ScriptedServer; host: FakeHost } {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    [start]: [json({ success: true, operation_id: id, status: "started" })],
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

Deno.test("data load waits for the bars and says how many there are", async () => {
  const { server, host } = createWorld({ [poll]: [running, completed] });
  const { exitCode, stdout, stderr } = await runKtrdr(load, { host });
  assertEquals(exitCode, 0);
  assertEquals(server.requests[0].body, { symbol: "AAPL", timeframe: "1d", mode: "tail" });
  assertEquals(
    stdout,
    `Symbol:       AAPL
Timeframe:    1d
Mode:         tail
Bars loaded:  1,250
Gaps filled:  2
Duration:     3 s
`,
  );
  assertStringIncludes(stderr, "Loading AAPL 1d\n[ 40%] Download segment 1/2 (0 s)\n");
  assertStringIncludes(stderr, "✓ Loading AAPL 1d completed in 0.3 s (1,250 bars)\n");
});

Deno.test("data load --json has the keys of the original, from where they really are", async () => {
  const warned = loading("completed", {
    result_summary: { rows_downloaded: 0, cache_hit: true, mode: "backfill" },
  }, { ...times, warnings: ["Nothing before 1980"] });
  for (const format of [["--json"], ["--format", "json"]]) {
    const { host } = createWorld({ [poll]: [warned] });
    const { exitCode, stdout } = await runKtrdr([...load, "--mode", "backfill", ...format], { host });
    const { results: _, ...value } = JSON.parse(stdout);
    assertEquals([exitCode, value], [0, {
      operation_id: id,
      operation_type: "data_load",
      type: "data_load",
      status: "completed",
      symbol: "AAPL",
      timeframe: "1d",
      mode: "backfill",
      success: true,
      bars_loaded: 0,
      execution_time_seconds: 3.5,
      details: { rows_downloaded: 0, cache_hit: true, mode: "backfill" },
      warning: "Nothing before 1980",
      result_summary: { rows_downloaded: 0, cache_hit: true, mode: "backfill" },
    }]);
  }
});

Deno.test("data load does not take a count that the server does not tell for none", async () => {
  const { host } = createWorld({ [poll]: [loading("completed", { result_summary: {} }, times)] });
  const { exitCode, stdout } = await runKtrdr(load, { host });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Bars loaded: +-$/m);
  const again = createWorld({ [poll]: [loading("completed", { result_summary: {} }, times)] });
  assertEquals(JSON.parse((await runKtrdr([...load, "--json"], again)).stdout).bars_loaded, null);
});

Deno.test("data load sends what the options say, and says what a server does not heed", async () => {
  const { server, host } = createWorld({ [poll]: [completed] });
  const options = [
    "-t",
    "1h",
    "-m",
    "full",
    "--start",
    "2020-01-01",
    "--end",
    "2020-12-31",
    "--trading-hours",
  ];
  const { stderr } = await runKtrdr([...load.slice(0, -2), ...options, "--no-progress", "-q"], { host });
  assertEquals(server.requests[0].body, {
    symbol: "AAPL",
    timeframe: "1h",
    mode: "full",
    start_date: "2020-01-01",
    end_date: "2020-12-31",
    filters: { trading_hours_only: true, include_extended: false },
  });
  assertEquals(
    stderr,
    "Warning: --trading-hours is sent, but a KTRDR server loads the bars of all hours\n",
  );
});

Deno.test("a load that failed exits with 1; what Interactive Brokers have to do with it is said", async () => {
  const reason = "IB connection is unhealthy";
  const { host } = createWorld({ [poll]: [loading("failed", {}, { error_message: reason })] });
  const { exitCode, value, stderr } = await runJson([...load, "-v"], { host });
  assertEquals([exitCode, value.message], [1, `Data load failed: ${reason}`]);
  assertEquals([value.operation_id, value.stage], [id, "completion"]);
  assertEquals(value.details.ib_diagnosis.problem_type, "unrecoverable");
  assertStringIncludes(stderr, "Hint: IB Gateway or TWS cannot be reached");
  assertStringIncludes(stderr, "  - Restart IB Gateway or TWS\n");
  const other = createWorld({ [poll]: [loading("failed", {}, { error_message: "Disk full" })] });
  const run = await runJson(load, { host: other.host });
  assertEquals([run.exitCode, run.value.details, run.value.suggestion], [1, undefined, undefined]);
});

Deno.test("a refused start is diagnosed, too", async () => {
  const error = {
    code: "IB-GATEWAY-ISSUE",
    message: "API is off",
    details: { problem_type: "configuration" },
  };
  const { host } = createWorld({ [start]: [json({ success: false, error }, { status: 500 })] });
  const { exitCode, value } = await runJson(load, { host });
  assertEquals([exitCode, value.message, value.error_code], [1, "API is off", "IB-GATEWAY-ISSUE"]);
  assertEquals(value.details.ib_diagnosis.problem_type, "configuration");
});

Deno.test("Ctrl+C cancels a load, or leaves it with --on-interrupt detach", async () => {
  const raise = (host: () => FakeHost): Responder => (request) => {
    const response = hang()(request);
    host().raise("SIGINT");
    return response;
  };
  const cancelled = loading("cancelled", {}, { error_message: "enough" });
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raise(() => world.host), cancelled],
    [cancel]: [json({ success: true, data: { operation_id: id, status: "cancelled" } })],
  });
  const { exitCode, stdout } = await runKtrdr(load, world);
  assertEquals([exitCode, stdout, world.server.count(cancel)], [130, `Cancelled ${id}: enough\n`, 1]);
  const left: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raise(() => left.host)],
  });
  const run = await runKtrdr([...load, "--on-interrupt", "detach"], left);
  assertEquals([run.exitCode, left.server.count(cancel)], [130, 0]);
});

Deno.test("data load --timeout ends the wait with 124, --detach does not wait at all", async () => {
  const { host } = createWorld({ [poll]: [running] });
  const { exitCode } = await runKtrdr([...load, "--timeout", "20"], { host });
  assertEquals(exitCode, 124);
  const { server, host: other } = createWorld({});
  const detached = await runKtrdr([...load, "--detach"], { host: other });
  assertEquals([detached.exitCode, detached.stdout, server.routes], [0, `Started data_load: ${id}\n`, [
    start,
  ]]);
});

Deno.test("a load whose start got no answer is found again", async () => {
  const row = {
    operation_id: id,
    operation_type: "data_load",
    status: "running",
    created_at: "2026-01-01T00:00:00+00:00",
  };
  const { server, host } = createWorld({
    [start]: [reset()],
    "GET /operations": [json({ success: true, data: [row], total_count: 1, active_count: 1 })],
    [poll]: [completed],
  });
  const { exitCode, stderr } = await runKtrdr(load, { host });
  assertEquals([exitCode, server.count(start)], [0, 1]);
  assertStringIncludes(stderr, `Found it: ${id}`);
});

Deno.test("data load tells events", async () => {
  const world = createWorld({ [poll]: [running, completed] });
  const { events } = await runEvents([...load, "-o", "jsonl"], world);
  assertEquals(typesOf(events), ["version", "started", "state", "progress", "state", "progress", "result"]);
});

Deno.test("data load refuses wrong values before anything is sent", async () => {
  const cases: [string[], string][] = [
    [["--mode", "fast"], 'must be of type "mode", but got "fast"'],
    [["-t", "3d"], "'3d' is no timeframe"],
    [["--start", "2020-02-31"], "--start '2020-02-31' is no date"],
    [["--start", "2020-02-01", "--end", "2020-01-01"], "is after --end"],
    [["--timeout", "0"], "--timeout is '0'"],
    [["--format", "json", "-o", "yaml"], "'--format json' contradicts '--output yaml'"],
  ];
  for (const [args, message] of cases) {
    const { server, host } = createWorld({});
    const { exitCode, stderr } = await runKtrdr([...load, ...args], { host });
    assertEquals([exitCode, server.requests.length], [2, 0]);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("data load needs a server that can be reached", async () => {
  const { exitCode, stderr } = await runKtrdr(load, { fetch: refused() });
  assertEquals(exitCode, 6);
  assertStringIncludes(stderr, "Error: Nothing listens at server:8000 (connection refused)\n");
  assert(!stderr.includes("Gateway"));
});

Deno.test("data load in the embedded engine says what to do instead", async () => {
  await using place = await openEmptyHome();
  const { exitCode, value } = await runJson(["data", "load", "aapl", "-t", "1h", "--embedded"], place);
  assertEquals([exitCode, value], [1, {
    status: "error",
    message: "The embedded engine has no broker to load bars from",
    suggestion: "Import a file with 'ktrdr data import <csv> --symbol AAPL --timeframe 1h', " +
      "or the sample with 'ktrdr data sample'",
  }]);
});
