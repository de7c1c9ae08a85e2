import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, ConnectionError, ExitCode, TimeoutError } from "../../lib/errors.ts";
import type { WatchNotice } from "../../lib/operations/watch.ts";
import { pollInterval } from "../../lib/operations/poll_interval.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json, refused, reset, type Responder, text, truncated } from "../support/scripted_server.ts";

const route = "GET /operations/op_1";
const original = json({ status: "ok" });
const waiting = json({ status: "ok", extensions: { operation_wait: true } });

function op(status: string, facts: OperationFacts = {}): Responder {
  return json(operationBody(status, facts));
}

Deno.test("watch() stops at the first terminal status", async () => {
  for (const status of ["completed", "failed"]) {
    await using world = scriptedClient({
      [route]: [op("pending"), op("running"), op(status)],
      "GET /health": [original],
    });
    const operation = await world.client.watch("op_1");
    assertEquals(operation.status, status);
    assertEquals(world.server.count(route), 3);
    assertEquals(world.server.mostAtOnce, 1);
  }
});

Deno.test("watch() asks nothing but the operation where it has already ended", async () => {
  await using world = scriptedClient({ [route]: [op("completed")] });
  await world.client.watch("op_1");
  assertEquals(world.server.routes, [route]);
});

Deno.test("watch() tells percentage, step and operation with every answer", async () => {
  const seen: [number, string, string][] = [];
  await using world = scriptedClient({
    [route]: [
      op("pending"),
      op("running", { percentage: 40, step: "Epoch 4/10" }),
      op("running", { percentage: 10, step: "Epoch 1/10" }),
      op("completed", { percentage: 100 }),
    ],
    "GET /health": [original],
  });
  await world.client.watch("op_1", {
    onProgress: (percentage, message, operation) => seen.push([percentage, message, operation.status]),
  });
  assertEquals(seen, [
    [0, "pending", "pending"],
    [40, "Epoch 4/10", "running"],
    [10, "Epoch 1/10", "running"],
    [100, "completed", "completed"],
  ]);
});

Deno.test("watch() rides out any mix of failures, and says so", async () => {
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [route]: [
      op("running"),
      json({ detail: "x" }, { status: 500 }),
      refused(),
      reset(),
      truncated('{"success":true,'),
      text("<html>", { headers: { "content-type": "text/html" } }),
      json({ success: true }),
      json({ success: false, error: { code: "OPERATIONS-GetStatusError", message: "x" } }, { status: 400 }),
      json({}, { status: 429, headers: { "retry-after": "9" } }),
      op("running"),
      op("completed"),
    ],
    "GET /health": [original],
  });
  const operation = await world.client.watch("op_1", { onState: (notice) => notices.push(notice) });
  assertEquals(operation.status, "completed");
  const lost = notices.filter((notice) => notice.type === "reconnecting");
  assertEquals(lost.map(({ attempt }) => attempt), [1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(lost.map(({ delayMs }) => delayMs), [500, 1_000, 2_000, 2_500, 2_500, 2_500, 2_500, 9_000]);
  assert(lost.every(({ lastSeenMs, reason }) => lastSeenMs >= 300 && reason !== ""));
  assertEquals(notices.at(-1)?.type, "reconnected");
});

Deno.test("watch() survives a server that is away for a minute", async () => {
  const away: Responder[] = Array.from({ length: 40 }, refused);
  await using world = scriptedClient({
    [route]: [op("running"), ...away, op("completed")],
    "GET /health": [original],
  });
  assertEquals((await world.client.watch("op_1")).status, "completed");
});

Deno.test("watch() gives up a server that never answered", async () => {
  await using world = scriptedClient({ [route]: [refused()] });
  await assertRejects(() => world.client.watch("op_1"), ConnectionError, "Nothing listens");
  assertEquals(world.server.count(route), 4);
});

Deno.test("watch() waits on an unknown status, and says so once", async () => {
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [route]: [...Array.from({ length: 15 }, () => op("queued")), op("resuming"), op("completed")],
    "GET /health": [original],
  });
  await world.client.watch("op_1", { onState: (notice) => notices.push(notice) });
  assertEquals(notices, [{ type: "unknown_status", status: "queued" }]);
});

Deno.test("watch() tolerates 404 in the first ten seconds after a start", async () => {
  await using world = scriptedClient({
    [route]: [...Array.from({ length: 20 }, () => json({ detail: "no" }, { status: 404 })), op("completed")],
  });
  const notices: WatchNotice[] = [];
  const options = { startedAt: world.clock.now(), onState: (notice: WatchNotice) => notices.push(notice) };
  assertEquals((await world.client.watch("op_1", options)).status, "completed");
  assertEquals(notices, []);
});

Deno.test("watch() believes a 404 without a start at once, and after a start in the end", async () => {
  const missing = json({ detail: "Operation not found: op_1" }, { status: 404 });
  await using world = scriptedClient({ [route]: [missing] });
  const error = await assertRejects(() => world.client.watch("op_1"), ApiError, "Operation not found");
  assertEquals(error.exitCode, ExitCode.notFound);
  assertEquals(world.server.count(route), 1);
  const start = world.clock.now();
  await assertRejects(() => world.client.watch("op_1", { startedAt: start }), ApiError);
  assert(world.clock.now() - start >= 10_000);
});

Deno.test("watch() does not believe a passing 404 of an operation it has seen", async () => {
  const missing = text("404 page not found", { status: 404 });
  await using world = scriptedClient({
    [route]: [op("running"), missing, missing, op("running"), missing, op("completed")],
    "GET /health": [original],
  });
  assertEquals((await world.client.watch("op_1")).status, "completed");
});

Deno.test("watch() ends with the error where the server refuses", async () => {
  for (const status of [401, 403, 422]) {
    await using world = scriptedClient({
      [route]: [op("running"), json({ detail: "no" }, { status })],
      "GET /health": [original],
    });
    const error = await assertRejects(() => world.client.watch("op_1"), ApiError);
    assertEquals(error.status, status);
  }
});

Deno.test("watch() reads a cancelled operation twice", async () => {
  const cases: [Responder[], string][] = [
    [[op("cancelled")], "cancelled"],
    [[op("cancelled"), op("completed")], "completed"],
    [[op("cancelled"), refused()], "cancelled"],
    [[op("cancelled"), op("resuming"), op("failed")], "failed"],
  ];
  for (const [script, status] of cases) {
    await using world = scriptedClient({ [route]: script, "GET /health": [original] });
    assertEquals((await world.client.watch("op_1")).status, status);
  }
});

Deno.test("watch() ends with the reason of its signal, even while a request is under way", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [route]: [op("running"), (request) => {
      queueMicrotask(() => controller.abort(new Error("enough")));
      return hang()(request);
    }],
    "GET /health": [original],
  });
  await assertRejects(() => world.client.watch("op_1", { signal: controller.signal }), Error, "enough");
  await assertRejects(() => world.client.watch("op_1", { signal: controller.signal }), Error, "enough");
  assertEquals(world.server.count(route), 2);
});

Deno.test("watch() ends after its timeout, with exit code 124", async () => {
  await using world = scriptedClient({ [route]: [op("running")], "GET /health": [original] });
  const start = world.clock.now();
  const error = await assertRejects(() => world.client.watch("op_1", { timeout: 7_000 }), TimeoutError);
  assertEquals(error.exitCode, ExitCode.timeout);
  assertEquals(error.message, 'Operation "op_1" is still running after 7 s');
  assertStringIncludes(error.hint ?? "", "op_1");
  assertEquals(world.clock.now() - start, 7_000);
});

Deno.test("watch() ends after its timeout while nothing answers", async () => {
  await using world = scriptedClient({ [route]: [op("running"), refused()], "GET /health": [original] });
  const start = world.clock.now();
  await assertRejects(() => world.client.watch("op_1", { timeout: 30_000 }), TimeoutError, "still running");
  assertEquals(world.clock.now() - start, 30_000);
});

Deno.test("watch() polls at a fixed pace where it is told one", async () => {
  const times: number[] = [];
  await using world = scriptedClient({
    [route]: [op("running"), op("running"), op("running"), op("completed")],
    "GET /health": [waiting],
  });
  const pollInterval = 2_500;
  await world.client.watch("op_1", { pollInterval, onProgress: () => times.push(world.clock.now()) });
  assertEquals(times.map((time) => time - times[0]), [0, 2_500, 5_000, 7_500]);
  assertEquals(world.server.count("GET /health"), 0);
});

Deno.test("pollInterval() eases from 300 ms to at most 5 s", () => {
  assertEquals(pollInterval({ elapsed: 0, unchanged: 0 }), 300);
  assertEquals(pollInterval({ elapsed: 9_999, unchanged: 9_999 }), 300);
  assertEquals(pollInterval({ elapsed: 10_000, unchanged: 0 }), 1_000);
  assertEquals(pollInterval({ elapsed: 60_000, unchanged: 15_000 }), 3_000);
  assertEquals(pollInterval({ elapsed: 600_000, unchanged: 600_000 }), 5_000);
});

Deno.test("watch() waits for the next version where the server can", async () => {
  await using world = scriptedClient({
    [route]: [
      op("running", { version: 3 }),
      op("running", { version: 4 }),
      op("running", { version: 7 }),
      op("completed", { version: 8 }),
    ],
    "GET /health": [waiting],
  });
  const start = world.clock.now();
  await world.client.watch("op_1");
  const queries = world.server.requests.filter(({ path }) => path === "/operations/op_1").map(({ query }) =>
    query
  );
  assertEquals(queries, [{}, { wait: "25", seen: "3" }, { wait: "25", seen: "4" }, {
    wait: "25",
    seen: "7",
  }]);
  assertEquals(world.clock.now() - start, 100);
  assertEquals(world.server.mostAtOnce, 1);
});

Deno.test("watch() polls at the usual pace where a server answers at once with the same version", async () => {
  await using world = scriptedClient({
    [route]: [...Array.from({ length: 10 }, () => op("running", { version: 3 })), op("completed")],
    "GET /health": [waiting],
  });
  const start = world.clock.now();
  await world.client.watch("op_1");
  assert(world.clock.now() - start >= 9 * 300);
});

Deno.test("watch() waits no longer than its timeout", async () => {
  await using world = scriptedClient({
    [route]: [op("running", { version: 3 }), op("completed", { version: 4 })],
    "GET /health": [waiting],
  });
  await world.client.watch("op_1", { timeout: 3_000 });
  assertEquals(world.server.requests.at(-1)?.query, { wait: "3", seen: "3" });
});

Deno.test("watch() lets errors of its callbacks pass", async () => {
  await using world = scriptedClient({ [route]: [op("running")] });
  const onProgress = () => {
    throw new ConnectionError("from the callback", { mayHaveArrived: true });
  };
  await assertRejects(() => world.client.watch("op_1", { onProgress }), ConnectionError, "from the callback");
  assertEquals(world.server.count(route), 1);
});

Deno.test("watch() ends when its client is closed", async () => {
  const world = scriptedClient({ [route]: [op("running"), hang()], "GET /health": [original] });
  const seen = Promise.withResolvers<void>();
  const watching = world.client.watch("op_1", { onProgress: () => seen.resolve() });
  await seen.promise;
  await Promise.all([assertRejects(() => watching, Error, "closed"), world.client[Symbol.asyncDispose]()]);
});
