import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { ApiError, ContractError } from "../../lib/errors.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, type Responder, text } from "../support/scripted_server.ts";

/** White space without end, and how much of it was taken. */
function endless(status: number): { responder: Responder; taken(): number } {
  const chunk = new Uint8Array(2 ** 16).fill(32);
  let taken = 0;
  const responder: Responder = () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        taken += chunk.length;
        controller.enqueue(chunk);
      },
    });
    return new Response(body, { status });
  };
  return { responder, taken: () => taken };
}

Deno.test("client leaves an error without end unread, and reports it as what it is", async () => {
  const { responder, taken } = endless(503);
  await using world = scriptedClient({ "GET /big": [responder] });
  const error = await assertRejects(() => world.client.get("/big", { retries: 0 }), ApiError);
  assertEquals(error.status, 503);
  assert(taken() < 2 ** 19, `${taken()} bytes`);
});

Deno.test("client reads numbers that are none as null, outside of texts", async () => {
  await using world = scriptedClient({
    "GET /a": [text('{"a":NaN,"b":[Infinity,-Infinity,1],"c":"NaN \\" -Infinity","d":null}')],
    "GET /b": [text("{NaN}")],
  });
  assertEquals(await world.client.get("/a"), { a: null, b: [null, null, 1], c: 'NaN " -Infinity', d: null });
  await assertRejects(() => world.client.get("/b"), ContractError);
});

Deno.test("client takes a date to retry after for one by the server's clock", async () => {
  const headers = { "date": "Tue, 01 Jan 2030 00:00:00 GMT", "retry-after": "Tue, 01 Jan 2030 00:00:05 GMT" };
  await using world = scriptedClient({ "GET /a": [json({}, { status: 429, headers }), json(1)] });
  const begin = world.clock.now();
  assertEquals(await world.client.get("/a"), 1);
  assertEquals(world.clock.now() - begin, 5_000);
});

Deno.test("client does not flood a server that asks for no wait", async () => {
  const headers = { "retry-after": "0" };
  await using world = scriptedClient({ "GET /a": [json({}, { status: 429, headers }), json(1)] });
  const begin = world.clock.now();
  await world.client.get("/a");
  assertEquals(world.clock.now() - begin, 500);
});

Deno.test("client.serverClockLead tells by how much the server's clock is ahead", async () => {
  await using world = scriptedClient({
    "GET /a": [json(1), json(1, { headers: { date: "Thu, 01 Jan 2026 01:00:00 GMT" } }), json(1)],
  });
  const leads = [world.client.serverClockLead];
  for (let request = 0; request < 3; request++) {
    await world.client.get("/a");
    leads.push(world.client.serverClockLead);
  }
  assertEquals(leads, [undefined, undefined, 3_600_000, 3_600_000]);
});

Deno.test("client takes a time limit of a century for no time limit, not for none at all", async () => {
  await using world = scriptedClient({ "GET /a": [json(1)] });
  assertEquals(await world.client.get("/a", { timeout: 1e12 }), 1);
});

Deno.test("client sends what must not be carried out twice as a stream, which nobody can send again", async () => {
  const bodies: Record<string, boolean> = {};
  const note: Responder = (request) => {
    bodies[request.method] = request.body !== null;
    return Response.json(1);
  };
  await using world = scriptedClient({ "POST /a": [note], "DELETE /a": [note], "GET /a": [note] });
  await world.client.post("/a");
  await world.client.delete("/a");
  await world.client.get("/a");
  assertEquals(bodies, { POST: true, DELETE: false, GET: false });
  assertFalse("content-type" in world.server.requests[0].headers);
});
