import { assert, assertEquals, assertRejects } from "@std/assert";
import { diagnoseIb, explainIb } from "../../lib/client/diagnose_ib.ts";
import { ApiError } from "../../lib/errors.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, refused, type Responder, text } from "../support/scripted_server.ts";

function problemOf(message: string, code?: string) {
  return diagnoseIb({ message, code })?.problem_type;
}

Deno.test("diagnoseIb() takes over what the server has diagnosed", () => {
  const message = "Trading is not permitted";
  const code = "IB-GATEWAY-ISSUE";
  const details = { problem_type: "configuration", diagnosis: { port: 4002 } };
  assertEquals(diagnoseIb({ code, message, details }), {
    problem_type: "configuration",
    message,
    details: { port: 4002 },
  });
  for (const problem_type of ["odd", undefined]) {
    const diagnosis = diagnoseIb({ code, message, details: { problem_type } });
    assertEquals(diagnosis, { problem_type: "unknown", message, details: {} });
  }
  assertEquals(
    explainIb({ code, message, details })?.hint,
    "Open the settings of IB Gateway or TWS, there API, Settings",
  );
});

Deno.test("diagnoseIb() tells the problems apart, the first that fits counts", () => {
  const texts = [
    "Circuit breaker is open after timeouts",
    "The request timed out while connecting",
    "Connection refused",
    "IB Gateway said no",
  ].map((message) => diagnoseIb({ message })?.message.slice(0, 40));
  assertEquals(texts, [
    "The server has switched off its work wit",
    "IB Gateway or TWS accepts connections bu",
    "IB Gateway or TWS cannot be reached: sta",
    "IB Gateway has a problem that may be tem",
  ]);
  assertEquals(problemOf("x", "IB-CIRCUIT-BREAKER"), "unrecoverable");
  assertEquals(problemOf("x", "IB-TIMEOUT"), "unrecoverable");
  assertEquals(problemOf("Host unreachable"), "unrecoverable");
  assertEquals(problemOf("x", "IB-STATUS-ERROR"), "recoverable");
  assertEquals(problemOf("TWS is restarting"), "recoverable");
  assertEquals(problemOf("No bars before 1980"), undefined);
  assertEquals(problemOf("Two of the brackets are open"), undefined);
});

/** The diagnosis of the error that a request ends with. */
async function diagnosisOf(route: string, responder: Responder): Promise<unknown> {
  await using world = scriptedClient({ [route]: [responder] }, { maxRetries: 0 });
  const [method, path] = route.split(" ");
  const request = method === "GET" ? world.client.get(path) : world.client.post(path);
  const error = await assertRejects(() => request);
  return error instanceof ApiError ? error.details.ib_diagnosis : undefined;
}

Deno.test("an error is diagnosed where the request touches Interactive Brokers, or its code says so", async () => {
  const failure = { success: false, error: { code: "DATA_ERROR", message: "Connection timed out" } };
  const isDiagnosed = async (route: string, responder: Responder) =>
    await diagnosisOf(route, responder) !== undefined;
  const broken = json(failure, { status: 500 });
  assert(await isDiagnosed("GET /ib/status", broken));
  assert(await isDiagnosed("POST /data/acquire/download", broken));
  assert(!await isDiagnosed("GET /operations", broken));
  const provider = { error: { code: "PROVIDER-CONNECTION", message: "Connection lost" } };
  assert(await isDiagnosed("POST /data/range", json(provider, { status: 503 })));
});

Deno.test("neither a proxy, nor a wrong request, nor what cannot be done is a problem of Interactive Brokers", async () => {
  const cases: [string, Responder][] = [
    ["GET /ib/status", text("502 Bad Gateway", { status: 502 })],
    ["GET /ib/status", json({ detail: "Connection refused" }, { status: 503 })],
    ["GET /ib/status", json({ detail: "Needs a connection to IB Gateway" }, { status: 501 })],
    ["GET /ib/status", json({ detail: "Not connected to anything" }, { status: 404 })],
    ["GET /ib/ranges", json({ success: false, error: { code: "IB-RANGES-INVALID-SYMBOLS", message: "x" } })],
    ["GET /ib/status", refused()],
  ];
  for (const [route, responder] of cases) assertEquals(await diagnosisOf(route, responder), undefined);
});

Deno.test("what a server cannot do at all is not asked for again", async () => {
  await using world = scriptedClient({ "GET /ib/config": [json({ detail: "No broker" }, { status: 501 })] });
  const error = await assertRejects(() => world.client.ib.config(), ApiError, "No broker");
  assertEquals([error.retryable, error.hint, world.server.requests.length], [false, undefined, 1]);
});
