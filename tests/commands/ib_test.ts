import { assertEquals, assertStringIncludes } from "@std/assert";
import { brokerAnswers } from "../support/broker_answers.ts";
import { openEmptyHome } from "../support/engine_homes.ts";
import { createFakeHost, type FakeHostOptions } from "../support/fake_host.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

/** A server, and a host that reaches it. */
function createWorld(script: Record<string, Responder[]>, options: FakeHostOptions = {}) {
  const server = new ScriptedServer(script);
  return { server, host: createFakeHost({ ...options, fetch: server.fetch }) };
}

const at = ["--url", "http://server"];
const unhealthy = {
  "GET /ib/status": [recordedRead("GET /ib/status")],
  "GET /ib/health": [recordedRead("GET /ib/health")],
  "POST /ib/symbols/discover": [
    json({ success: false, data: null, error: { code: "IB-SYMBOL-DISCOVERY-ERROR", message: "No gateway" } }),
  ],
};
const gatewayHint =
  "IB Gateway or TWS cannot be reached: start it, then check its port, that its API is enabled, and the firewall";

Deno.test("ib status shows the connection and what went over it", async () => {
  const { stdout, exitCode } = await runKtrdr(["ib", "status", ...at], createWorld(brokerAnswers));
  assertEquals([exitCode, stdout], [
    0,
    `Connected:     yes
Gateway:       127.0.0.1:4002, client id 1234
Since:         2025-05-29 10:30 UTC
Connections:   5 (1 failed)
Uptime:        1 h 00 m
Requests:      100 (2 failed)
Success rate:  98.0 %
Bars fetched:  7,500
`,
  ]);
});

Deno.test("ib status prints JSON with the keys of the original, true or null, and a row as CSV", async () => {
  const args = ["ib", "status", "--format", "json", ...at];
  const { stdout } = await runKtrdr(args, createWorld(brokerAnswers));
  const { connected, connection_time, total_requests, failed_requests, ...rest } = JSON.parse(stdout);
  assertEquals([connected, connection_time, total_requests, failed_requests], [
    true,
    "2025-05-29T10:30:00Z",
    100,
    2,
  ]);
  assertEquals([rest.active_connections, rest.rate_limit_status, rest.last_heartbeat], [null, null, null]);
  assertEquals(rest.data_metrics.total_bars_fetched, 7500);
  const csv = await runKtrdr(["ib", "status", "-o", "csv", ...at], createWorld(brokerAnswers));
  assertStringIncludes(csv.stdout, "\ntrue,127.0.0.1,4002,1234,");
  const away = await runKtrdr(["ib", "status", ...at], createWorld(unhealthy));
  assertStringIncludes(away.stdout, "Connected:     no\nGateway:       -\n");
});

Deno.test("ib test says what works", async () => {
  const { server, host } = createWorld(brokerAnswers);
  const { exitCode, stdout } = await runKtrdr(["ib", "test", ...at], { host });
  assertEquals([exitCode, server.mostAtOnce], [0, 3]);
  assertEquals(
    stdout,
    `CHECK       OK   WHAT WAS SEEN
Connection  yes  connected to 127.0.0.1:4002
Bars        yes  last fetched at 2025-05-29T11:45:00Z
Symbol      yes  AAPL found (stock, NASDAQ, USD)
`,
  );
});

Deno.test("ib test exits with 1 where something does not work, and says what to do", async () => {
  const { server, host } = createWorld(unhealthy);
  const { exitCode, stdout, stderr } = await runKtrdr(["ib", "test", "-s", "msft", "-v", ...at], { host });
  assertEquals([exitCode, server.requests.length], [1, 3]);
  assertEquals(server.requests.at(-1)?.body, { symbol: "MSFT", force_refresh: false });
  assertEquals(
    stdout,
    `CHECK       OK  WHAT WAS SEEN
Connection  no  Failed to check IB health: 503: IB connection is unhealthy: IB host service reports unhealthy
Bars        no  no bars can be fetched
Symbol      no  No gateway
`,
  );
  assertStringIncludes(stderr, `Hint: ${gatewayHint}\n  - Restart IB Gateway or TWS\n`);
  const { value, exitCode: code } = await runJson(["ib", "test", ...at], createWorld(unhealthy));
  assertEquals([code, value.healthy, value.symbol], [1, false, null]);
  assertEquals(value.details.ib_diagnosis.problem_type, "unrecoverable");
});

Deno.test("ib test says when a symbol is not known", async () => {
  const unknown = json({
    success: true,
    data: { symbol_info: null, cached: false, discovery_time_ms: 9 },
    error: null,
  });
  const world = createWorld({ ...brokerAnswers, "POST /ib/symbols/discover": [unknown] });
  const { exitCode, stdout } = await runKtrdr(["ib", "test", "-s", "NOPE", ...at], world);
  assertEquals(exitCode, 1);
  assertStringIncludes(stdout, "Symbol      no   NOPE is not known\n");
});

Deno.test("ib cleanup asks first, and only yes is yes", async () => {
  const script = { "POST /ib/cleanup": [recordedRead("POST /ib/cleanup")] };
  for (const [stdin, count] of [["y\n", 1], ["YES\n", 1], ["n\n", 0], ["\n", 0], ["", 0]] as const) {
    const { server, host } = createWorld(script, { isTerminal: true, stdin, env: { NO_COLOR: "1" } });
    const { exitCode, stdout, stderr } = await runKtrdr(["ib", "cleanup", ...at], { host });
    assertEquals([exitCode, server.requests.length], [0, count]);
    assertStringIncludes(stderr, "Close the server's connections to Interactive Brokers? [y/N] ");
    assertEquals(stdout.startsWith("Nothing was closed"), count === 0);
  }
});

Deno.test("ib cleanup does not ask with --force, and needs it where nobody can answer", async () => {
  const script = { "POST /ib/cleanup": [recordedRead("POST /ib/cleanup")] };
  const forced = await runKtrdr(["ib", "cleanup", "--force", ...at], createWorld(script));
  assertEquals(
    [forced.exitCode, forced.stdout],
    [
      0,
      "✓ Connection management delegated to IB host service\n" +
      "IB connections are managed by the host service and cleaned up automatically\n",
    ],
  );
  const { server, host } = createWorld(script, { stdin: "y\n" });
  const { exitCode, stderr } = await runKtrdr(["ib", "cleanup", ...at], { host });
  assertEquals([exitCode, server.requests.length], [2, 0]);
  assertStringIncludes(stderr, "Hint: Use --force to go on without asking\n");
});

Deno.test("ib config shows the configuration, or changes what is given", async () => {
  const { server, host } = createWorld(brokerAnswers);
  const shown = await runKtrdr(["ib", "config", ...at], { host });
  assertEquals(
    shown.stdout,
    `Host:        127.0.0.1
Port:        4002
Client ids:  1000 to 9999
Timeout:     15 s
Read only:   no
Requests:    50 in 60 s, 0.6 s apart
`,
  );
  const changed = createWorld(brokerAnswers);
  const args = ["ib", "config", "--ib-port", "4001", "--host", "gateway", "--client-id", "7", ...at];
  const { value, stderr } = await runJson(args, changed);
  assertEquals(changed.server.requests[0].body, { host: "gateway", port: 4001, client_id: 7 });
  assertEquals([value.previous_config.port, value.new_config.port, value.reconnect_required], [
    4002,
    4001,
    true,
  ]);
  assertEquals(stderr, "The server has to connect again before it counts\n");
  assertEquals(server.routes, ["GET /ib/config"]);
});

Deno.test("ib discover looks for a symbol, or lists those that are known", async () => {
  const { server, host } = createWorld(brokerAnswers);
  const { stdout } = await runKtrdr(["ib", "discover", "aapl", "--refresh", ...at], { host });
  assertEquals(server.requests[0].body, { symbol: "AAPL", force_refresh: true });
  assertEquals(
    stdout,
    `Symbol:        AAPL
Type:          stock
Exchange:      NASDAQ
Currency:      USD
Description:   Apple Inc.
Discovered:    2025-01-01
Known before:  no
`,
  );
  const listing = createWorld(brokerAnswers);
  const list = await runKtrdr(["ib", "discover", "--type", "stock", ...at], listing);
  assertEquals(listing.server.requests[0].query, { instrument_type: "stock" });
  assertEquals(
    list.stdout,
    "SYMBOL  TYPE   EXCHANGE  CURRENCY  DESCRIPTION\nAAPL    stock  NASDAQ    USD       Apple Inc.\n",
  );
});

Deno.test("ib discover of an unknown symbol exits with 5", async () => {
  const unknown = json({ success: true, data: { symbol_info: null, cached: false, discovery_time_ms: 9 } });
  const world = createWorld({ "POST /ib/symbols/discover": [unknown] });
  const { exitCode, value } = await runJson(["ib", "discover", "NOPE", ...at], world);
  assertEquals([exitCode, value.message], [5, "Interactive Brokers knows no symbol 'NOPE'"]);
});

Deno.test("ib ranges tells from when to when there are bars", async () => {
  const { server, host } = createWorld(brokerAnswers);
  const { stdout } = await runKtrdr(["ib", "ranges", "aapl,msft", "eurusd", "-t", "1d,1h", ...at], { host });
  assertEquals(server.requests[0].query, { symbols: "AAPL,MSFT,EURUSD", timeframes: "1d,1h" });
  assertEquals(
    stdout,
    `SYMBOL  TIMEFRAME  FIRST BAR   LAST BAR      DAYS
AAPL    1d         1980-12-12  2026-01-02  16,457
AAPL    1h         -           -                -
`,
  );
});

Deno.test("a failure that comes with status 200 is an error, with a diagnosis", async () => {
  const error = { code: "IB-STATUS-ERROR", message: "Connect call failed", details: { port: 4002 } };
  const script = { "GET /ib/status": [json({ success: false, data: null, error })] };
  const { exitCode, value, stderr } = await runJson(["ib", "status", "-v", ...at], createWorld(script));
  assertEquals(exitCode, 1);
  assertEquals(value, {
    status: "error",
    message: "Connect call failed",
    error_code: "IB-STATUS-ERROR",
    suggestion: gatewayHint,
    retryable: false,
    http_status: 200,
    details: {
      ib_diagnosis: { problem_type: "unrecoverable", message: gatewayHint, details: { port: 4002 } },
    },
  });
  assertStringIncludes(stderr, `Hint: ${gatewayHint}\n  - Restart IB Gateway or TWS\n`);
});

Deno.test("wrong values are refused before anything is sent", async () => {
  const cases: [string[], string][] = [
    [["test", "--timeout", "4"], "--timeout is '4', expected 5 to 300 seconds"],
    [["cleanup", "-f", "-t", "301"], "--timeout is '301', expected 5 to 300 seconds"],
    [["test", "-s", "A B"], "'A B' is no symbol"],
    [["config", "--ib-port", "0"], "--ib-port is '0', expected 1 to 65535"],
    [["config", "--client-id", "1000000"], "--client-id is '1000000', expected 0 to 999999"],
    [["config", "--host", "gateway:4002"], "--host is 'gateway:4002', expected the name or address"],
    [["discover", "--refresh"], "--refresh is for one symbol, and none is given"],
    [["discover", "AAPL", "--type", "stock"], "--type is for the list"],
    [["ranges", "AAPL", "-t", "3d"], "'3d' is no timeframe"],
  ];
  for (const [args, message] of cases) {
    const { server, host } = createWorld(brokerAnswers);
    const { exitCode, stderr } = await runKtrdr(["ib", ...args, ...at], { host });
    assertEquals([exitCode, server.requests.length], [2, 0]);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("a server that cannot be reached is no problem of Interactive Brokers", async () => {
  for (const command of [["status"], ["test"], ["cleanup", "--force"], ["config"], ["discover"]]) {
    const { exitCode, stderr } = await runKtrdr(["ib", ...command, ...at], { fetch: refused() });
    assertEquals(exitCode, 6);
    assertStringIncludes(stderr, "Error: Nothing listens at server:8000 (connection refused)\n");
    assertEquals(stderr.includes("Gateway"), false);
  }
});

Deno.test("the embedded engine says that it has no broker, once and at once", async () => {
  await using place = await openEmptyHome();
  for (const command of [["status"], ["test"], ["cleanup", "--force"], ["config"], ["ranges", "AAPL"]]) {
    const { exitCode, stdout, stderr } = await runKtrdr(["ib", ...command, "--embedded"], place);
    assertEquals([exitCode, stdout], [1, ""]);
    assertStringIncludes(stderr, "Error: Interactive Brokers is not available in the embedded engine");
    assertEquals(stderr.trimEnd().split("\n").length, 2);
  }
});
