import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import * as z from "zod";
import { KtrdrClient, type RetryNotice } from "../../lib/client/client.ts";
import { ApiError, ConnectionError, ContractError, ExitCode, TimeoutError } from "../../lib/errors.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json, refused, reset, type Responder, text, truncated } from "../support/scripted_server.ts";

Deno.test("client.get() checks and types an answer by its schema", async () => {
  await using world = scriptedClient({ "GET /thing": [json({ size: 3 })] });
  const schema = z.object({ size: z.number() });
  const { size } = await world.client.get("/thing", { schema });
  assertEquals(size, 3);
  assertEquals(await world.client.get("/thing"), { size: 3 });
  assertEquals(world.server.requests[0].headers.accept, "application/json");
});

Deno.test("client.get() names endpoint and field of an answer that breaks its schema", async () => {
  await using world = scriptedClient({ "GET /thing": [json({ data: { size: "3" } })] });
  const schema = z.object({ data: z.object({ size: z.number() }) });
  const error = await assertRejects(() => world.client.get("/thing", { schema }), ContractError);
  assertStringIncludes(error.message, "GET http://localhost:8000/api/v1/thing");
  assertStringIncludes(error.message, '"data.size"');
});

Deno.test("client.get() reads an empty answer as null", async () => {
  await using world = scriptedClient({
    "GET /a": [() => new Response(null, { status: 204 })],
    "GET /b": [text("")],
  });
  assertEquals(await world.client.get("/a"), null);
  assertEquals(await world.client.get("/b"), null);
});

Deno.test("client.get() asks whether an HTML page comes from a KTRDR server", async () => {
  const page = text("<!doctype html><title>Hi</title>", { headers: { "content-type": "text/html" } });
  await using world = scriptedClient({ "GET /health": [page] });
  const error = await assertRejects(() => world.client.health.get(), ContractError);
  assertEquals(
    error.message,
    "GET http://localhost:8000/api/v1/health answered 200 with text/html instead of JSON",
  );
  assertStringIncludes(error.hint ?? "", "Is it a KTRDR server?");
  assertEquals(world.server.requests.length, 1);
});

Deno.test("client.get() repeats what passes, with backoff, and says so", async () => {
  const notices: RetryNotice[] = [];
  await using world = scriptedClient({
    "GET /thing": [
      json({ detail: "starting" }, { status: 503 }),
      refused(),
      truncated('{"a":'),
      json({ ok: 1 }),
    ],
  }, { onRetry: (notice) => notices.push(notice) });
  assertEquals(await world.client.get("/thing"), { ok: 1 });
  assertEquals(notices.map(({ attempt, delay }) => [attempt, delay]), [[1, 500], [2, 1_000], [3, 2_000]]);
  assertEquals(notices[0].reason, "starting");
  assertEquals(notices[1].reason, "Nothing listens at localhost:8000 (connection refused)");
  assertStringIncludes(notices[2].reason, "broke off");
  assertEquals(notices[0].url, "http://localhost:8000/api/v1/thing");
});

Deno.test("client.get() gives up after the last repetition with the last error", async () => {
  await using world = scriptedClient({ "GET /thing": [json({ detail: "broken" }, { status: 500 })] });
  const error = await assertRejects(() => world.client.get("/thing"), ApiError, "broken");
  assertEquals([error.status, error.retryable], [500, true]);
  assertEquals(world.server.requests.length, 4);
  await assertRejects(() => world.client.get("/thing", { retries: 0 }), ApiError);
  assertEquals(world.server.requests.length, 5);
});

Deno.test("client.get() waits as long as Retry-After says, but not for minutes", async () => {
  const busy = (seconds: string): Responder =>
    json({ detail: "slow down" }, { status: 429, headers: { "retry-after": seconds } });
  await using world = scriptedClient({ "GET /a": [busy("7"), json(1)], "GET /b": [busy("600")] });
  const start = world.clock.now();
  assertEquals(await world.client.get("/a"), 1);
  assertEquals(world.clock.now() - start, 7_000);
  const error = await assertRejects(() => world.client.get("/b"), ApiError);
  assertEquals(error.details.retry_after_ms, 600_000);
  assertEquals(world.server.count("GET /b"), 1);
});

Deno.test("client.post() is repeated only if it cannot have arrived", async () => {
  await using world = scriptedClient({
    "POST /a": [refused(), json({}, { status: 429 }), json({ ok: 1 })],
    "POST /b": [reset()],
    "POST /c": [json({ detail: "broken" }, { status: 503 })],
  });
  assertEquals(await world.client.post("/a", { json: { x: 1 } }), { ok: 1 });
  assertEquals(world.server.requests.map((request) => request.body), [{ x: 1 }, { x: 1 }, { x: 1 }]);
  const error = await assertRejects(() => world.client.post("/b"), ConnectionError);
  assert(error.mayHaveArrived);
  assertEquals(error.exitCode, ExitCode.unreachable);
  await assertRejects(() => world.client.post("/c"), ApiError);
  assertEquals([world.server.count("POST /b"), world.server.count("POST /c")], [1, 1]);
});

Deno.test("client.post() with waitSignal ends a wait with the last error, and no request", async () => {
  const stop = new AbortController();
  await using world = scriptedClient({
    "POST /a": [() => {
      stop.abort(new Error("stop"));
      return Response.json({ ok: 1 });
    }],
    "POST /b": [refused()],
  });
  assertEquals(await world.client.post("/a", { waitSignal: stop.signal }), { ok: 1 });
  await assertRejects(() => world.client.post("/b", { waitSignal: stop.signal }), ConnectionError);
  assertEquals(world.server.count("POST /b"), 1);
});

Deno.test("client.put() sends text as it is", async () => {
  await using world = scriptedClient({
    "PUT /strategies/x": [json({ success: true, strategy_name: "x", created: true })],
  });
  const upload = await world.client.strategies.upload({ name: "x", yaml: "name: x\n" });
  assertEquals(upload.created, true);
  assertEquals(world.server.requests[0].body, "name: x\n");
  assertEquals(world.server.requests[0].headers["content-type"], "application/yaml");
});

Deno.test("client.get() throws an error that hides in a success", async () => {
  const body = { success: false, data: null, error: { code: "IB-STATUS-ERROR", message: "No broker" } };
  await using world = scriptedClient({ "GET /ib/status": [json(body)] });
  const error = await assertRejects(() => world.client.get("/ib/status"), ApiError, "No broker");
  assertEquals([error.status, error.code, error.exitCode], [200, "IB-STATUS-ERROR", ExitCode.failure]);
});

Deno.test("client errors carry status, code, hint, exit code and what was asked", async () => {
  await using world = scriptedClient({
    "GET /a": [json({ detail: "Operation not found: a" }, { status: 404 })],
    "GET /b": [text("", { status: 401, statusText: "Unauthorized" })],
  });
  const missing = await assertRejects(() => world.client.get("/a"), ApiError, "Operation not found: a");
  assertEquals(missing.exitCode, ExitCode.notFound);
  assertEquals(missing.details.url, "http://localhost:8000/api/v1/a");
  const denied = await assertRejects(() => world.client.get("/b"), ApiError);
  assertEquals(denied.message, "GET http://localhost:8000/api/v1/b answered 401 Unauthorized");
  assertEquals(denied.exitCode, ExitCode.authentication);
  assertStringIncludes(denied.hint ?? "", "KTRDR_TOKEN");
  const generic = await assertRejects(() => world.client.get("/nope"), ApiError);
  assertEquals(generic.message, "Not Found (GET http://localhost:8000/api/v1/nope)");
});

Deno.test("client sends a token, and a password of the URL, as Authorization only", async () => {
  await using world = scriptedClient({ "GET /a": [json(1)] }, {
    baseUrl: "http://user:secret@localhost:8000/api/v1",
  });
  await world.client.get("/a");
  assertEquals(world.server.requests[0].headers.authorization, `Basic ${btoa("user:secret")}`);
  assertFalse(world.client.baseUrl.includes("secret"));
  await using other = scriptedClient({ "GET /a": [json(1)] }, {
    token: "t",
    headers: { "x-request-id": "7" },
  });
  await other.client.get("/a");
  assertEquals(other.server.requests[0].headers.authorization, "Bearer t");
  assertEquals(other.server.requests[0].headers["x-request-id"], "7");
});

Deno.test("client follows redirects that keep the method, within the same origin", async () => {
  const to = (location: string, status = 307): Responder => () =>
    new Response(null, { status, headers: { location } });
  await using world = scriptedClient({
    "POST /a": [to("/api/v1/a/")],
    "POST /a/": [json({ ok: 1 })],
    "GET /away": [to("https://elsewhere.example/api/v1/away", 308)],
    "GET /moved": [to("/api/v1/other", 302)],
    "GET /loop": [to("/api/v1/loop")],
  });
  assertEquals(await world.client.post("/a", { json: { x: 1 } }), { ok: 1 });
  assertEquals(world.server.requests[1].body, { x: 1 });
  const error = await assertRejects(() => world.client.get("/away"), ApiError, "https://elsewhere.example");
  assertEquals(error.status, 308);
  await assertRejects(() => world.client.get("/moved"), ApiError, "redirected");
  await assertRejects(() => world.client.get("/loop"), ApiError, "redirected");
});

Deno.test("client requests end in time", async () => {
  await using world = scriptedClient({ "POST /slow": [hang()], "GET /slow": [hang(), json(1)] });
  const error = await assertRejects(() => world.client.post("/slow", { timeout: 5 }), TimeoutError);
  assertEquals(error.message, "POST http://localhost:8000/api/v1/slow got no full answer within 0.005 s");
  assertEquals(error.exitCode, ExitCode.unreachable);
  assertEquals(await world.client.get("/slow", { timeout: 5 }), 1);
});

Deno.test("client requests and waits end when their signal is aborted, with its reason", async () => {
  const controller = new AbortController();
  const deaf: Responder = () => {
    queueMicrotask(() => controller.abort(new Error("enough")));
    return new Promise(() => {});
  };
  await using world = scriptedClient({ "GET /deaf": [deaf], "GET /down": [refused()] });
  const { signal } = controller;
  await assertRejects(() => world.client.get("/deaf", { signal }), Error, "enough");
  await assertRejects(() => world.client.get("/down", { signal }), Error, "enough");
  assertEquals(world.server.count("GET /down"), 0);
});

Deno.test("client refuses to read an answer without end", async () => {
  let cancelled = false;
  const endless: Responder = () =>
    new Response(
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(2 ** 22).fill(32)),
        cancel: () => {
          cancelled = true;
        },
      }),
    );
  await using world = scriptedClient({ "GET /big": [endless] });
  await assertRejects(() => world.client.get("/big"), ContractError, "larger than 64 MiB");
  assert(cancelled);
});

Deno.test("client.healthCheck() never throws and never repeats", async () => {
  await using world = scriptedClient({
    "GET /health": [refused(), json({}, { status: 500 }), json({ hello: 1 }), json({ status: "ok" })],
  });
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await world.client.healthCheck());
  assertEquals(answers, [false, false, false, true]);
  assertEquals(world.server.requests.length, 4);
});

Deno.test("client.health.supports() asks once, and again after a failure", async () => {
  const health = { status: "ok", extensions: { operation_wait: true } };
  await using world = scriptedClient({ "GET /health": [json({}, { status: 401 }), json(health)] });
  await assertRejects(() => world.client.health.supports("data_upload"), ApiError);
  assert(await world.client.health.supports("operation_wait"));
  assertFalse(await world.client.health.supports("data_upload"));
  assertEquals(world.server.requests.length, 2);
});

Deno.test("closing a client ends what is under way", async () => {
  const world = scriptedClient({ "GET /slow": [hang()] });
  const request = assertRejects(() => world.client.get("/slow"), Error, "closed");
  await world.client[Symbol.asyncDispose]();
  await request;
  await assertRejects(() => world.client.get("/slow"), Error, "closed");
  assertEquals(world.server.requests.length, 1);
});

Deno.test("KtrdrClient refuses a base URL that is none", async () => {
  await assertRejects(() => Promise.resolve().then(() => new KtrdrClient({ baseUrl: "nonsense" })));
});
