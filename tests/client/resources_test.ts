import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, ContractError } from "../../lib/errors.ts";
import { operationBody } from "../support/operation_bodies.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json } from "../support/scripted_server.ts";

const row = (epoch: number, loss: number) => ({ epoch, train_loss: loss, val_loss: null });

Deno.test("operations.metrics() finds the epochs in every shape that servers send", async () => {
  const expected = [0, 1, 2];
  const shapes: unknown[] = [
    [row(0, 3), row(1, 2), row(2, 1)],
    [[row(0, 3), row(1, 2), row(2, 1)], 3],
    [[[], 0, [row(0, 9)], 1, [row(0, 3), row(1, 2), row(2, 1)], 3], 10],
    { epochs: [row(2, 1), row(0, 3), row(1, 2)], cursor: 3 },
  ];
  for (const metrics of shapes) {
    await using world = scriptedClient({ "GET /operations/op_1/metrics": [json({ data: { metrics } })] });
    const rows = await world.client.operations.metrics("op_1");
    assertEquals(rows.map(({ epoch }) => epoch), expected);
    assertEquals(rows[0].train_loss, 3);
  }
});

Deno.test("operations.metrics() is empty where there are none", async () => {
  for (const metrics of [null, [[], 0], {}, "x"]) {
    await using world = scriptedClient({ "GET /operations/op_1/metrics": [json({ data: { metrics } })] });
    assertEquals(await world.client.operations.metrics("op_1"), []);
  }
});

Deno.test("operations.get() encodes the id and sends wait and seen", async () => {
  await using world = scriptedClient({ "GET /operations/a%2Fb": [json(operationBody("running"))] });
  const operation = await world.client.operations.get("a/b", { wait: 5, seen: 3 });
  assertEquals(operation.status, "running");
  assertEquals(world.server.requests[0].query, { wait: "5", seen: "3" });
});

Deno.test("operations.list() sends its filter", async () => {
  const body = { success: true, data: [], total_count: 0, active_count: 0 };
  await using world = scriptedClient({ "GET /operations": [json(body)] });
  await world.client.operations.list({ status: "running", limit: 5, active_only: undefined });
  assertEquals(world.server.requests[0].query, { status: "running", limit: "5" });
});

Deno.test("operations.cancel() sends a body only for a reason", async () => {
  const body = { success: true, data: { operation_id: "op_1", status: "cancelled" } };
  await using world = scriptedClient({ "DELETE /operations/op_1": [json(body)] });
  await world.client.operations.cancel("op_1");
  await world.client.operations.cancel("op_1", { reason: "late" });
  assertEquals(world.server.requests.map((request) => request.body), [undefined, { reason: "late" }]);
});

Deno.test("operations.retry() and children() read what their endpoints send", async () => {
  const child = { operation_id: "op_2", operation_type: "training", status: "running" };
  await using world = scriptedClient({
    "POST /operations/op_1/retry": [json(operationBody("pending", { id: "op_retry_1" }))],
    "GET /operations/op_1/children": [
      json({ success: true, data: [{ ...child, progress_percentage: 4 }], total_count: 1, active_count: 1 }),
    ],
  });
  const retried = await world.client.operations.retry("op_1");
  assertEquals([retried.operation_id, retried.status], ["op_retry_1", "pending"]);
  const [first] = await world.client.operations.children("op_1");
  assertEquals([first.operation_id, first.symbol, first.duration_seconds], ["op_2", null, null]);
});

Deno.test("checkpoints and workers send their filters and encode ids", async () => {
  const checkpoint = { operation_id: "a/b", checkpoint_type: "failure" };
  const worker = { worker_id: "w/1", worker_type: "gpu_host", status: "busy", capabilities: { gpu: "yes" } };
  await using world = scriptedClient({
    "GET /checkpoints": [json({ success: true, data: [] })],
    "GET /checkpoints/a%2Fb": [json({ success: true, data: { ...checkpoint, state: null } })],
    "DELETE /checkpoints/a%2Fb": [json({ success: true, message: "gone" })],
    "GET /checkpoints/stats": [json({ success: true, total_checkpoints: 0, total_size_bytes: 0 })],
    "POST /checkpoints/cleanup": [
      json({ success: true, checkpoints_deleted: 0, orphan_artifacts_cleaned: 0 }),
    ],
    "GET /workers": [json([worker])],
    "GET /workers/w%2F1": [json(worker)],
  });
  const { checkpoints, workers } = world.client;
  await checkpoints.list({ olderThanDays: 3 });
  assertEquals((await checkpoints.get("a/b")).state, {});
  assertEquals((await checkpoints.delete("a/b")).message, "gone");
  assertEquals((await checkpoints.statistics()).total_checkpoints, 0);
  assertEquals((await checkpoints.cleanUp()).checkpoints_deleted, 0);
  assertEquals((await workers.list({ type: "gpu_host", status: "busy" })).length, 1);
  assertEquals((await workers.get("w/1")).capabilities?.gpu, null);
  assertEquals(world.server.requests.map(({ query }) => query), [
    { older_than_days: "3" },
    {},
    {},
    {},
    {},
    { worker_type: "gpu_host", status: "busy" },
    {},
  ]);
});

Deno.test("the resources read what their endpoints send", async () => {
  const bars = { success: true, data: { dates: ["2020-01-01T00:00:00"], ohlcv: [[1, 2, 0, 1, 9]] } };
  await using world = scriptedClient({
    "GET /models": [json({ success: true, models: [{ model_id: "", model_name: "" }] })],
    "GET /workers": [json([{ worker_id: "w", worker_type: "training", status: "busy" }])],
    "GET /strategies/": [json({ success: true, strategies: [{ name: "x" }] })],
    "GET /checkpoints": [json({ success: true, data: [] })],
    "GET /symbols": [json({ success: true, data: [{ symbol: "SPX", available_timeframes: ["1d"] }] })],
    "GET /data/EUR%2FUSD/1h": [json(bars)],
  });
  const { client, server } = world;
  assertEquals((await client.models.list()).length, 1);
  assertEquals((await client.workers.list())[0].status, "busy");
  assertEquals((await client.strategies.list())[0].name, "x");
  assertEquals(await client.checkpoints.list(), []);
  assertEquals((await client.data.symbols())[0].available_timeframes, ["1d"]);
  const series = { symbol: "EUR/USD", timeframe: "1h" };
  assertEquals((await client.data.bars(series, { limit: 3, start_date: "2020-01-01" })).ohlcv.length, 1);
  assertEquals(server.requests.at(-1)?.query, { start_date: "2020-01-01", limit: "3" });
});

Deno.test("operations.read() reads any answer that tells a status", async () => {
  const answers: unknown[] = [
    { data: { status: "completed" } },
    { success: "yes", version: "7", data: { status: "completed", operation_id: 3 } },
    {
      success: true,
      data: { status: "completed", operation_id: "op_1", created_at: 1, error_message: {}, progress: 4 },
    },
    {
      success: true,
      data: { status: "completed", operation_id: "op_1", result_summary: [1], metadata: "x" },
    },
  ];
  for (const answer of answers) {
    await using world = scriptedClient({ "GET /operations/op_1": [json(answer)] });
    const { operation, version } = await world.client.operations.read("op_1");
    const { operation_id, status, created_at, progress } = operation;
    assertEquals([operation_id, status, created_at, version], ["op_1", "completed", null, undefined]);
    assertEquals(progress.percentage, 0);
  }
});

Deno.test("operations.read() keeps what is right beside what is wrong", async () => {
  const data = { ...operationBody("running", { percentage: 40 }).data as object, created_at: 17 };
  await using world = scriptedClient({ "GET /operations/op_1": [json({ success: true, data, version: 3 })] });
  const { operation, version } = await world.client.operations.read("op_1");
  assertEquals([operation.progress.percentage, operation.created_at, version], [40, null, 3]);
});

Deno.test("operations.read() refuses an answer without a status", async () => {
  await using world = scriptedClient({
    "GET /operations/op_1": [json({ success: true, data: { operation_id: "op_1" } })],
  });
  await assertRejects(() => world.client.operations.read("op_1"), ContractError, "data.status");
});

Deno.test("ib.ranges() and discovered() send a query of the caller beside their own", async () => {
  await using world = scriptedClient({
    "GET /ib/ranges": [json({ data: { symbols: [] } })],
    "GET /ib/symbols/discovered": [json({ data: { symbols: [] } })],
  });
  const { ib } = world.client;
  const query = { trace: "1" };
  await ib.ranges({ symbols: ["AAPL", "MSFT"], timeframes: ["1h", "1d"] }, { query });
  await ib.discovered({ instrumentType: "forex", query });
  assertEquals(world.server.requests.map((request) => request.query), [
    { trace: "1", symbols: "AAPL,MSFT", timeframes: "1h,1d" },
    { trace: "1", instrument_type: "forex" },
  ]);
});

Deno.test("backtests.list() keeps the caller's query and retries for the list", async () => {
  await using world = scriptedClient({
    "GET /health": [
      json({ detail: "busy" }, { status: 503 }),
      json({ status: "ok", extensions: { backtest_details: true } }),
    ],
    "GET /backtests": [json({ detail: "busy" }, { status: 503 })],
  });
  const options = { query: { trace: "1" }, retries: 0, limit: 3 };
  await assertRejects(() => world.client.backtests.list(options), ApiError, "busy");
  assertEquals(world.server.requests.map(({ path, query }) => [path, query]), [
    ["/health", {}],
    ["/health", {}],
    ["/backtests", { trace: "1", limit: "3" }],
  ]);
});
