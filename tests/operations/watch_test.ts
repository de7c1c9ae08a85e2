import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, ConnectionError, ExitCode, TimeoutError } from "../../lib/errors.ts";
import type { WatchNotice } from "../../lib/operations/watch.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { hang, json, refused, reset, type Responder, text, truncated } from "../support/scripted_server.ts";

const route = "GET /operations/op_1";
const original = json({ status: "ok" });

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

Deno.test("watch() goes on after any mix of transient failures, and says so", async () => {
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
  assert(lost.every(({ lastSeenMs, wasSeen, reason }) => lastSeenMs >= 300 && wasSeen && reason !== ""));
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
  const seen: boolean[] = [];
  const onState = (notice: WatchNotice) => {
    if (notice.type === "reconnecting") seen.push(notice.wasSeen);
  };
  await assertRejects(() => world.client.watch("op_1", { onState }), ConnectionError, "Nothing listens");
  assertEquals([world.server.count(route), seen], [4, [false, false, false]]);
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

Deno.test("watch() believes the server's own 404 of an operation it has seen after 10 s, a proxy's after 90 s", async () => {
  const own = json({ detail: "Operation not found: op_1" }, { status: 404 });
  for (const [answer, seconds] of [[own, 10], [text("404 page not found", { status: 404 }), 90]] as const) {
    await using world = scriptedClient({ [route]: [op("running"), answer], "GET /health": [original] });
    const begin = world.clock.now();
    await assertRejects(() => world.client.watch("op_1"), ApiError);
    const waited = (world.clock.now() - begin) / 1_000;
    assert(waited >= seconds && waited < seconds + 6, `${waited}`);
  }
});

Deno.test("watch() ends with the error where the server refuses", async () => {
  for (const status of [401, 403, 422]) {
    await using world = scriptedClient({
      [route]: [op("running"), json({ detail: "no" }, { status })],
      "GET /health": [original],
    });
    const error = await assertRejects(() => world.client.watch("op_1"), ApiError);
    assertEquals(error.status, status);
    // The operation may run on, so it is no usage error either.
    assertEquals(error.exitCode, status === 422 ? ExitCode.unreachable : ExitCode.authentication);
    assertStringIncludes(error.hint ?? "", "ktrdr operation follow op_1");
    assertEquals(error.details.operation_id, "op_1");
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

Deno.test("watch() keeps to its timeout though the clock is set", async () => {
  for (const jump of [3_600_000, -3_600_000]) {
    const clock = new VirtualClock({ now: Date.UTC(2026, 0, 1), mode: "auto" });
    let ahead = 0;
    await using world = scriptedClient({ [route]: [op("running")], "GET /health": [original] }, {
      delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
      now: () => clock.now() + ahead,
    });
    const begin = clock.now();
    const onProgress = () => {
      ahead = jump;
    };
    await assertRejects(() => world.client.watch("op_1", { timeout: 20_000, onProgress }), TimeoutError);
    assertEquals(clock.now() - begin, 20_000);
  }
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
