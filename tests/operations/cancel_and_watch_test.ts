import { assert, assertEquals } from "@std/assert";
import type { WatchNotice } from "../../lib/operations/watch.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { hang, json, refused } from "../support/scripted_server.ts";
import {
  cancel,
  cancelled,
  health,
  interrupt,
  op,
  poll,
  start,
  started,
  training,
} from "./training_script.ts";

const tooLate = json({
  detail: "Operation op_1 cannot be cancelled (status: OperationStatus.COMPLETED)",
}, { status: 400 });

Deno.test("executeOperation() cancels at once when interrupted while a poll is under way", async () => {
  const controller = new AbortController();
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), (request) => {
      queueMicrotask(() => controller.abort(interrupt));
      return hang()(request);
    }, op("cancelled")],
    [cancel]: [cancelled],
    ...health,
  });
  const result = await world.client.executeOperation(training(), {
    signal: controller.signal,
    cancelReason: "Ctrl+C",
    onState: (notice) => notices.push(notice),
  });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(world.server.count(cancel), 1);
  assertEquals(world.server.requests.find(({ method }) => method === "DELETE")?.body, { reason: "Ctrl+C" });
  assertEquals(notices, [{ type: "cancelling", operationId: "op_1" }]);
});

Deno.test("executeOperation() tells the true outcome where the cancel request comes too late", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("completed")],
    [cancel]: [tooLate],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["completed", false]);
  assertEquals(world.server.count(cancel), 1);
});

Deno.test("executeOperation() sends the cancel request again until it is taken", async () => {
  const controller = new AbortController();
  const running = Array.from({ length: 12 }, () => op("running"));
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [...running, op("cancelled")],
    [cancel]: [json({ detail: "not yet" }, { status: 404 }), refused(), json({}, { status: 502 }), cancelled],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(world.server.count(cancel), 4);
});

Deno.test("executeOperation() goes on watching where the server refuses to cancel", async () => {
  const controller = new AbortController();
  const notices: WatchNotice[] = [];
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("running"), op("completed")],
    [cancel]: [json({ detail: "Not allowed" }, { status: 403 })],
    ...health,
  });
  const result = await world.client.executeOperation(training(), {
    signal: controller.signal,
    onProgress: () => controller.abort(interrupt),
    onState: (notice) => notices.push(notice),
  });
  assertEquals(result.status, "completed");
  assertEquals(notices.at(-1), { type: "cancel_failed", operationId: "op_1", reason: "Not allowed" });
});

Deno.test("executeOperation() takes the end for its own where the request to cancel was never answered", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("cancelled")],
    [cancel]: [hang()],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const begin = world.clock.now();
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assert(world.clock.now() - begin < 10_000);
});

Deno.test("executeOperation() says that a worker may go on where the server could not tell it", async () => {
  const answers: [Record<string, boolean>, boolean][] = [
    [{ task_cancelled: false, remote_cancelled: false }, true],
    [{ task_cancelled: true, remote_cancelled: false }, false],
    [{ task_cancelled: false, remote_cancelled: true }, false],
    [{}, false],
  ];
  for (const [told, mayGoOn] of answers) {
    const controller = new AbortController();
    const notices: WatchNotice[] = [];
    const data = { operation_id: "op_1", status: "cancelled", ...told };
    await using world = scriptedClient({
      [start]: [started],
      [poll]: [op("running"), op("cancelled")],
      [cancel]: [json({ success: true, data })],
      ...health,
    });
    await world.client.executeOperation(training(), {
      signal: controller.signal,
      onProgress: () => controller.abort(interrupt),
      onState: (notice) => notices.push(notice),
    });
    assertEquals(notices.some(({ type }) => type === "worker_may_go_on"), mayGoOn, JSON.stringify(told));
  }
});

Deno.test("executeOperation() believes other servers too that the operation has ended", async () => {
  const controller = new AbortController();
  await using world = scriptedClient({
    [start]: [started],
    [poll]: [op("running"), op("failed")],
    [cancel]: [json({ detail: "It cannot be cancelled (status: failed)" }, { status: 409 })],
    ...health,
  });
  const onProgress = () => controller.abort(interrupt);
  const result = await world.client.executeOperation(training(), { signal: controller.signal, onProgress });
  assertEquals([result.status, result.cancelledByUs], ["failed", false]);
  assertEquals(world.server.count(cancel), 1);
});
