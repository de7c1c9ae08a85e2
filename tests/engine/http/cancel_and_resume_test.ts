import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  cancelResponseSchema,
  operationListSchema,
  resumeResponseSchema,
} from "../../../lib/contract/operation.ts";
import { checkpointListSchema } from "../../../lib/contract/checkpoint.ts";
import {
  openFilledEngine,
  openTestEngine,
  strategyText,
  type TestEngine,
  waitForEnd,
  waitUntil,
} from "./test_engine.ts";

/** Long enough to be cancelled, short enough to be finished. */
const epochs = 600;

async function start(engine: TestEngine, more: object = {}): Promise<string> {
  const { body } = await engine.post("/trainings/start", { strategy_name: "long", seed: 3, ...more });
  return body.task_id;
}

async function openLongEngine(options: { cores?: number; home?: string } = {}) {
  const engine = await openFilledEngine(options);
  await engine.put("/strategies/long", strategyText({ name: "long", epochs }));
  await engine.put("/strategies/endless", strategyText({ name: "endless", epochs: 1_000_000 }));
  return engine;
}

async function outcome(engine: TestEngine, id: string) {
  const { result_summary: { training_metrics, test_metrics } } = await waitForEnd(engine, id);
  const { training_time: _time, ...metrics } = training_metrics;
  return { metrics, test_metrics };
}

Deno.test("a cancelled training resumes to the result of an uninterrupted one", async () => {
  await using engine = await openLongEngine();
  const expected = await outcome(engine, await start(engine));

  const id = await start(engine, { task_id: "op_interrupted" });
  await waitUntil(engine, id, ({ progress }) => progress.steps_completed > 0);
  const cancelled = await engine.delete(`/operations/${id}`, { reason: "user pressed Ctrl+C" });
  assertEquals(cancelled.status, 200);
  const { data } = cancelResponseSchema.parse(cancelled.body);
  assertEquals(data.status, "cancelled");
  assertEquals(data.cancellation_reason, "user pressed Ctrl+C");
  assertEquals(data.task_cancelled, true);
  const after = await engine.get(`/operations/${id}`);
  assertEquals(after.body.data.status, "cancelled");
  assertEquals(after.body.data.error_message, "user pressed Ctrl+C");

  const again = await engine.delete(`/operations/${id}`);
  assertEquals(again.status, 400);
  assertEquals(
    again.body.detail,
    "Operation op_interrupted cannot be cancelled (status: OperationStatus.CANCELLED)",
  );

  const resumed = await engine.post(`/operations/${id}/resume`);
  assertEquals(resumed.status, 200);
  const resumption = resumeResponseSchema.parse(resumed.body).data;
  assertEquals(resumption.status, "resuming");
  assertEquals(resumption.resumed_from?.checkpoint_type, "cancellation");
  assert((resumption.resumed_from?.epoch ?? epochs) < epochs);
  const second = await engine.post(`/operations/${id}/resume`);
  assertEquals(second.status, 409);
  assertMatch(second.body.detail, /^Operation op_interrupted is already (resuming|running)$/);

  assertEquals(await outcome(engine, id), expected);
  const rows = (await engine.get(`/operations/${id}/metrics`)).body.data.metrics[0];
  assertEquals(rows.length, epochs);
  assertEquals((await engine.get(`/checkpoints/${id}`)).status, 404);
  const done = await engine.post(`/operations/${id}/resume`);
  assertEquals(done.body, { detail: "Operation op_interrupted is already completed" });
});

Deno.test("a training that a closing engine stopped resumes in the next one", async () => {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_engine_" });
  {
    await using engine = await openLongEngine({ home });
    await start(engine, { strategy_name: "endless", task_id: "op_stopped" });
    await waitUntil(engine, "op_stopped", ({ progress }) => progress.steps_completed > 0);
  }
  {
    await using engine = await openTestEngine({ home });
    assertEquals((await engine.get("/operations/op_stopped")).body.data.status, "failed");
    const resumed = await engine.post("/operations/op_stopped/resume");
    const { epoch } = resumed.body.data.resumed_from;
    await waitUntil(engine, "op_stopped", ({ progress }) => progress.steps_completed > epoch + 1);
    const [rows] = (await engine.get("/operations/op_stopped/metrics")).body.data.metrics;
    assertEquals(rows.map((row: { epoch: number }) => row.epoch), [...rows.keys()]);
  }
  await Deno.remove(home, { recursive: true });
});

Deno.test("a checkpoint is listed, read and removed", async () => {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_engine_" });
  let id = "";
  {
    await using engine = await openLongEngine({ home });
    id = await start(engine, { strategy_name: "endless" });
    await waitUntil(engine, id, ({ progress }) => progress.steps_completed > 0);
  }
  {
    await using engine = await openTestEngine({ home });
    const [row] = checkpointListSchema.parse((await engine.get("/checkpoints")).body).data;
    assertEquals(row.operation_id, id);
    const { data } = (await engine.get(`/checkpoints/${id}`)).body;
    assertEquals(data.checkpoint_type, row.checkpoint_type);
    assertEquals(data.state.training_history.val_loss.length, data.state.epoch + 1);
    assertEquals(data.state.original_request.strategy_name, "endless");
    assertEquals(data.state.original_request.strategy_path, "strategies/endless.yaml");
    assertEquals(row.state_summary?.original_request, data.state.original_request);
    const { body: stats } = await engine.get("/checkpoints/stats");
    assertEquals([stats.total_checkpoints, stats.total_size_bytes], [1, row.artifacts_size_bytes]);
    assertEquals((await engine.post("/checkpoints/cleanup?max_age_days=30")).body.checkpoints_deleted, 0);
    assertEquals((await engine.get("/checkpoints?older_than_days=1")).body.data, []);
    assertEquals((await engine.delete(`/checkpoints/${id}`)).status, 200);
    assertEquals((await engine.delete(`/checkpoints/${id}`)).body, { detail: `Checkpoint not found: ${id}` });
  }
  await Deno.remove(home, { recursive: true });
});

Deno.test("operations wait for a free core, and one that never ran has no checkpoint", async () => {
  await using engine = await openLongEngine({ cores: 1 });
  const first = await start(engine, { strategy_name: "endless" });
  const second = await start(engine, { strategy_name: "endless" });
  await waitUntil(engine, first, ({ status }) => status === "running");
  assertEquals((await engine.get(`/operations/${second}`)).body.data.status, "pending");
  const workers = (await engine.get("/workers")).body;
  // One place, which is told of once for each kind of work.
  for (const worker of workers) assertEquals([worker.status, worker.current_operation_id], ["busy", first]);
  assertEquals((await engine.get("/workers?status=available")).body, []);

  const list = operationListSchema.parse((await engine.get("/operations?active_only=true")).body);
  assertEquals(list.data.map(({ operation_id }) => operation_id), [second, first]);
  assertEquals([list.total_count, list.active_count], [2, 2]);
  const running = operationListSchema.parse((await engine.get("/operations?status=running&limit=1")).body);
  assertEquals(running.data.map(({ operation_id }) => operation_id), [first]);

  await engine.delete(`/operations/${second}`);
  await engine.delete(`/operations/${first}`);
  assertEquals(
    (await engine.get(`/operations/${second}`)).body.data.error_message,
    "Operation cancelled by user",
  );
  const resumed = await engine.post(`/operations/${second}/resume`);
  assertEquals(resumed.status, 404);
  assertEquals(resumed.body.detail, `No checkpoint available for operation ${second}`);
  assertEquals((await engine.get(`/operations/${second}`)).body.data.status, "cancelled");
});

/** An operation that waits for the only core: nothing but a request changes it. */
async function startWaiting(engine: TestEngine) {
  await engine.post("/dummy/start");
  const { body } = await engine.post("/dummy/start");
  const id = body.data.operation_id;
  return { id, version: (await engine.get(`/operations/${id}`)).body.version };
}

Deno.test("a long poll ends with the change it waits for", async () => {
  await using engine = await openTestEngine({ cores: 1 });
  const { id, version } = await startWaiting(engine);
  const poll = engine.get(`/operations/${id}?wait=30&seen=${version}`);
  await engine.delete(`/operations/${id}`, null);
  const answer = await poll;
  assertEquals(answer.body.data.status, "cancelled");
  assert(answer.body.version > version);
  // Stale versions and terminal operations are answered at once.
  const stale = await engine.get(`/operations/${id}?wait=30&seen=${version}`);
  const terminal = await engine.get(`/operations/${id}?wait=30&seen=${answer.body.version}`);
  assertEquals(stale.body, answer.body);
  assertEquals(terminal.body, answer.body);
});

Deno.test("a long poll ends when its time is up, or when the client leaves", async () => {
  await using engine = await openTestEngine({ cores: 1 });
  const { id, version } = await startWaiting(engine);
  const late = await engine.get(`/operations/${id}?wait=0.01&seen=${version}`);
  assertEquals(late.body.version, version);
  const leaving = new AbortController();
  const poll = engine.send("GET", `/operations/${id}?wait=30&seen=${version}`, { signal: leaving.signal });
  leaving.abort();
  assertEquals((await poll).body.version, version);
});

Deno.test("the dummy says how far it is", async () => {
  await using engine = await openTestEngine();
  const { body } = await engine.post("/dummy/start");
  assertEquals({ ...body.data, operation_id: "" }, {
    operation_id: "",
    status: "started",
    message: "Started dummy_task operation",
  });
  const operation = await waitUntil(
    engine,
    body.data.operation_id,
    ({ progress }) => progress.steps_total === 100,
  );
  assertEquals(operation.progress.current_step, "Starting dummy_task [0/100]");
  assertEquals(operation.metadata.parameters.operation_name, "dummy_task");
});

Deno.test("a failed operation is retried under a new id", async () => {
  await using engine = await openLongEngine();
  const { body } = await engine.post("/data/acquire/download", {
    symbol: "AAPL",
    timeframe: "1d",
    mode: "tail",
  });
  assertEquals(body.message, "Started tail download for AAPL 1d");
  const failed = (await engine.get(`/operations/${body.operation_id}`)).body.data;
  assertEquals([failed.status, failed.operation_type], ["failed", "data_load"]);
  assertStringIncludes(
    failed.error_message,
    "This engine has no broker to load bars from: import a CSV file",
  );
  const retried = await engine.post(`/operations/${body.operation_id}/retry`);
  assertMatch(retried.body.data.operation_id, /^op_retry_data_load_/);
  assertEquals(retried.body.data.status, "failed");

  // A learning rate that makes the loss overflow.
  const diverging = strategyText({ name: "diverging" }).replace(
    "learning_rate: 0.001",
    "learning_rate: 1.0e+30",
  );
  assertEquals((await engine.put("/strategies/diverging", diverging)).status, 200);
  const id = await start(engine, { strategy_name: "diverging" });
  const training = await waitUntil(engine, id, ({ status }) => status === "failed");
  assertStringIncludes(training.error_message, "Training diverged");
  const again = await engine.post(`/operations/${id}/retry`);
  assertEquals(again.body.data.status, "pending");
  assertEquals(again.body.data.metadata, training.metadata);
  await waitUntil(engine, again.body.data.operation_id, ({ status }) => status === "failed");
});
