import { assert, assertEquals } from "@std/assert";
import { pollInterval } from "../../lib/operations/polling/poll_interval.ts";
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, refused, type Responder } from "../support/scripted_server.ts";

const route = "GET /operations/op_1";
const original = json({ status: "ok" });
const waiting = json({ status: "ok", extensions: { operation_wait: true } });

function op(status: string, facts: OperationFacts = {}): Responder {
  return json(operationBody(status, facts));
}

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

Deno.test("watch() asks anew what a server can do that was away", async () => {
  await using world = scriptedClient({
    [route]: [op("running"), refused(), op("running", { version: 1 }), op("completed", { version: 2 })],
    "GET /health": [original, waiting],
  });
  await world.client.watch("op_1");
  assertEquals(world.server.requests.at(-1)?.query, { wait: "25", seen: "1" });
});

Deno.test("watch() goes on when a server of another version answers from one poll to the next", async () => {
  const renamed = (status: string, more: Record<string, unknown>) =>
    json({ success: true, data: { operation_id: "op_1", status, ...more }, api: "2.0" });
  await using world = scriptedClient({
    [route]: [
      op("running", { version: 3, percentage: 10 }),
      // The newer one neither counts versions nor waits, has other fields, and other types in those that it has.
      renamed("running", { progress: { percent: 20 }, kind: "training" }),
      renamed("running", { progress: "30 %", metadata: [], warnings: null }),
      renamed("archiving", { progress: { percentage: 40, steps_total: "60" } }),
      op("running", { version: 1, percentage: 50 }),
      op("completed", { version: 2 }),
    ],
    "GET /health": [waiting, json({ status: "ok", extensions: {} })],
  });
  const percentages: number[] = [];
  const start = world.clock.now();
  const { status } = await world.client.watch("op_1", {
    onProgress: (percentage) => percentages.push(percentage),
  });
  assertEquals([status, percentages], ["completed", [10, 0, 0, 40, 50, 0]]);
  // A server that answers at once although it is asked to wait is not flooded.
  assert(world.clock.now() - start >= 900);
});
