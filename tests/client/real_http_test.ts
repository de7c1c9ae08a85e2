import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { ApiError, ConnectionError, ContractError, TimeoutError } from "../../lib/errors.ts";

/** A real server on a free port. */
function serve(handler: (request: Request) => Response | Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  const baseUrl = `http://127.0.0.1:${server.addr.port}/api/v1`;
  return { baseUrl, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** A real socket that answers every connection with some bytes and closes it. */
function serveBytes(bytes: string) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  assert(listener.addr.transport === "tcp");
  const baseUrl = `http://127.0.0.1:${listener.addr.port}/api/v1`;
  const finished = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(4_096));
      await connection.write(new TextEncoder().encode(bytes));
      connection.close();
    }
  })();
  return {
    baseUrl,
    async [Symbol.asyncDispose]() {
      listener.close();
      await finished;
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  assert(listener.addr.transport === "tcp");
  return listener.addr.port;
}

Deno.test("over HTTP: a closed port is a connection that was refused", async () => {
  const baseUrl = `http://127.0.0.1:${freePort()}/api/v1`;
  await using client = new KtrdrClient({ baseUrl, retryDelay: 1 });
  const error = await assertRejects(() => client.post("/trainings/start", { json: {} }), ConnectionError);
  assertEquals(error.details.fault, "refused");
  assertFalse(error.mayHaveArrived);
  assertStringIncludes(error.message, "Nothing listens at 127.0.0.1:");
  assertFalse(await client.healthCheck());
});

Deno.test("over HTTP: a connection that breaks may have delivered the request", async () => {
  await using server = serveBytes("");
  await using client = new KtrdrClient({ baseUrl: server.baseUrl, maxRetries: 0 });
  const error = await assertRejects(() => client.post("/x", { json: {} }), ConnectionError);
  assert(error.mayHaveArrived);
});

Deno.test("over HTTP: a body that breaks off is no answer", async () => {
  await using server = serveBytes(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
  );
  await using client = new KtrdrClient({ baseUrl: server.baseUrl, maxRetries: 0 });
  await assertRejects(() => client.get("/x"), ConnectionError, "broke off");
});

Deno.test("over HTTP: what is not HTTP is no answer", async () => {
  await using server = serveBytes("hello there\r\n\r\n");
  await using client = new KtrdrClient({ baseUrl: server.baseUrl, maxRetries: 0 });
  await assertRejects(() => client.get("/x"), ConnectionError);
});

Deno.test("over HTTP: a web site is not taken for a KTRDR server", async () => {
  await using server = serve(() =>
    new Response("<!doctype html><title>Hi</title>", {
      headers: { "content-type": "text/html; charset=utf-8" },
    })
  );
  await using client = new KtrdrClient({ baseUrl: server.baseUrl });
  await assertRejects(() => client.get("/health"), ContractError, "text/html instead of JSON");
  assertFalse(await client.healthCheck());
});

Deno.test("over HTTP: an answer without end is given up in time", async () => {
  await using server = serve(() =>
    new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')),
      }),
      { headers: { "content-type": "application/json" } },
    )
  );
  await using client = new KtrdrClient({ baseUrl: server.baseUrl, timeout: 50, maxRetries: 0 });
  await assertRejects(() => client.get("/x"), TimeoutError, "within 0.05 s");
});

Deno.test("over HTTP: redirects and bodies arrive as they were sent", async () => {
  await using server = serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/v1/strategies") {
      await request.body?.cancel();
      return new Response(null, { status: 307, headers: { location: `${request.url}/` } });
    }
    return Response.json({ method: request.method, body: await request.json() });
  });
  await using client = new KtrdrClient({ baseUrl: server.baseUrl });
  assertEquals(await client.post("/strategies", { json: { x: "é" } }), { method: "POST", body: { x: "é" } });
});

Deno.test("over HTTP: the server's own words come through", async () => {
  await using server = serve(() => Response.json({ detail: "Operation not found: nope" }, { status: 404 }));
  await using client = new KtrdrClient({ baseUrl: server.baseUrl });
  await assertRejects(() => client.operations.get("nope"), ApiError, "Operation not found: nope");
});

Deno.test("over HTTP: bytes arrive as they are, and again when they are sent again; none are a body, too", async () => {
  const sizes: number[] = [];
  await using server = serve(async (request) => {
    sizes.push((await request.bytes()).length);
    return sizes.length === 1 ? new Response(null, { status: 503 }) : Response.json({});
  });
  await using client = new KtrdrClient({ baseUrl: server.baseUrl, retryDelay: 1 });
  await client.put("/data/X/1d", { body: new Uint8Array(1_000_000).fill(65), contentType: "text/csv" });
  await client.put("/data/X/1d", { body: new Uint8Array(), contentType: "text/csv" });
  assertEquals(sizes, [1_000_000, 1_000_000, 0]);
});
