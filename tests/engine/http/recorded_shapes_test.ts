/** The engine answers recorded requests with the recorded status and shape, but for the differences listed here. */
import { assert, assertEquals } from "@std/assert";
import { type Exchange, readExchanges, repeat, shapeDifferences } from "./recorded_exchange.ts";
import { type Answer, openTestEngine, type TestEngine, waitForEnd, waitUntil } from "./test_engine.ts";

/** Which bars, split and seed a training had. */
const trainingParameters = [
  "+data.metadata.parameters.data_split",
  "+data.metadata.parameters.seed",
  "+data.metadata.parameters.strategy_name",
  "+version",
];

function trainingResult(path: string): string[] {
  return [
    `+${path}.model_id`,
    `+${path}.seed`,
    `+${path}.training_metrics.best_epoch`,
    `+${path}.training_metrics.best_val_loss`,
    `+${path}.training_metrics.early_stopped`,
  ];
}

/** By the name of the exchange. What is not named has the recorded shape. */
const differences: Readonly<Record<string, readonly string[]>> = {
  // Nothing is known of the duration yet; the recorded server always says 30 minutes.
  "training: start": ["?estimated_duration_minutes"],
  "cancelled: start": ["?estimated_duration_minutes"],
  "training: running": trainingParameters,
  // A worker is told while it works.
  "training: completed": [
    ...trainingParameters,
    ...trainingResult("data.result_summary"),
    "?data.metadata.parameters.worker_id",
  ],
  "training: results": trainingResult("results"),
  // One list of rows and its length, where the recorded server puts such pairs into each other.
  "training: metrics": ["!data.metrics[0][0]", "!data.metrics[0][1]"],
  "backtest: completed": [
    "+data.metadata.parameters.model_id",
    "+data.metadata.parameters.model_path",
    "+data.result_summary.model_id",
    "+data.result_summary.model_path",
    "+version",
    "?data.metadata.parameters.worker_id",
    "?data.metrics",
  ],
  "backtest: results": ["+results.model_id", "+results.model_path"],
  "dummy: running": [
    "+version",
    "-data.progress.context.context",
    "-data.progress.context.operation",
    "-data.progress.context.service",
  ],
  "dummy: cancelled": ["+version"],
  // A free slot takes any work, so only one of them is busy here.
  "cancelled: workers": [
    "+[0].capabilities.cores",
    "+[0].capabilities.gpu",
    "+[1].capabilities.cores",
    "-[0].metadata.last_selected",
    "?[1].current_operation_id",
  ],
  "cancelled: checkpoint": [
    "+data.state.operation_type",
    "+data.state.original_request.seed",
    "+data.state.original_request.strategy_name",
    "+data.state.total_epochs",
    "?data.artifacts_path",
  ],
  "cancelled: operation": [...trainingParameters, "?data.metadata.parameters.worker_id"],
  "cancelled: resuming": trainingParameters,
  "cancelled: checkpoints": [
    "+data[0].state_summary.operation_type",
    "+data[0].state_summary.original_request.seed",
    "+data[0].state_summary.original_request.strategy_name",
    "+data[0].state_summary.total_epochs",
  ],
  "GET /models": [
    "+models[0].model_path",
    "+models[0].operation_id",
    "+models[0].strategy_name",
    "+models[0].symbols",
    "+models[0].timeframes",
    "+models[0].version",
  ],
  // Lost operations are found whenever somebody looks; nothing runs for that.
  "GET /health": ["+extensions", "?orphan_detector", "+store_version"],
  "GET /workers": ["+[0].capabilities.cores", "+[0].capabilities.gpu", "+[1].capabilities.cores"],
};

const exchanges = readExchanges("operations");
const text = Deno.readTextFileSync(new URL("../../strategy/fixtures/rsi_spx.yaml", import.meta.url));
const bars = Deno.readTextFileSync(new URL("../../golden/series/sp500.csv", import.meta.url));

/** An engine with the recorded strategies and bars. */
async function openRecordedEngine(): Promise<TestEngine> {
  const engine = await openTestEngine();
  const long = text.replace("name: rsi_spx", "name: rsi_long").replace("epochs: 40", "epochs: 3000");
  for (const [name, strategy] of [["rsi_spx", text], ["rsi_long", long]]) {
    assertEquals((await engine.put(`/strategies/${name}`, strategy)).status, 200);
  }
  assertEquals((await engine.put("/data/SPX/1d", bars)).status, 200);
  return engine;
}

/** Repeats the exchange of that name, and asserts that its answer has the recorded shape. */
async function replay(engine: TestEngine, name: string, ids: Record<string, string> = {}): Promise<Answer> {
  const exchange = exchanges.find((one) => one.name === name);
  assert(exchange !== undefined, name);
  const answer = await repeat(engine, exchange, ids);
  assertEquals(shapeDifferences(answer.body, exchange.answer), [...differences[name] ?? []].sort(), name);
  if (exchange.status >= 400) assertEquals(answer.body, fillIds(exchange.answer, ids), name);
  return answer;
}

function fillIds(value: unknown, ids: Record<string, string>): unknown {
  return JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (whole, name) => ids[name] ?? whole));
}

function recordedAnswer(name: string) {
  // deno-lint-ignore no-explicit-any
  return exchanges.find((one) => one.name === name)?.answer as any;
}

Deno.test("a training and its backtest answer as recorded", async () => {
  await using engine = await openRecordedEngine();
  const training = (await replay(engine, "training: start")).body.task_id;
  await waitUntil(engine, training, ({ progress }) => progress.steps_completed >= 2);
  await replay(engine, "training: running", { training });
  const { result_summary: result } = await waitForEnd(engine, training);
  const after = [
    "completed",
    "results",
    "metrics",
    "performance",
    "list",
    "children",
    "cancel",
    "retry",
    "resume",
  ];
  for (const step of after) await replay(engine, `training: ${step}`, { training });
  const recorded = recordedAnswer("training: results").results;
  assertEquals(result.data_summary, recorded.data_summary);
  assertEquals(result.model_info, recorded.model_info);
  assertEquals(result.artifacts, recorded.artifacts);
  assertEquals(result.resource_usage, recorded.resource_usage);
  assertEquals(result.session_info, { ...recorded.session_info, operation_id: training });

  const backtest = (await replay(engine, "backtest: start", { model: result.model_id })).body.operation_id;
  const { result_summary: summary } = await waitForEnd(engine, backtest);
  for (const step of ["completed", "results", "metrics"]) {
    await replay(engine, `backtest: ${step}`, { backtest });
  }
  const { metrics: _metrics, trade_count: _count, execution_time_seconds: _seconds, ...same } =
    recordedAnswer("backtest: results").results;
  assertEquals({ ...summary, ...same }, summary);
});

Deno.test("a training with the recorded strategy and bars comes to losses near the recorded ones", async () => {
  await using engine = await openRecordedEngine();
  const dates = { start_date: "2000-01-03", end_date: "2014-12-31" };
  const { body } = await engine.post("/trainings/start", { strategy_name: "rsi_spx", ...dates, seed: 1 });
  const { result_summary: result } = await waitForEnd(engine, body.task_id);
  const recorded = recordedAnswer("training: results").results;
  const { training_metrics: training, test_metrics: test } = recorded;
  // The recorded network started from other weights and saw its rows in another order.
  for (const name of ["final_train_loss", "final_val_loss"]) {
    assert(Math.abs(result.training_metrics[name] - training[name]) < 0.02, name);
  }
  assert(Math.abs(result.test_metrics.test_loss - test.test_loss) < 0.05);
  assertEquals(result.training_metrics.epochs_trained, training.epochs_trained);
});

Deno.test("the dummy answers as recorded", async () => {
  await using engine = await openRecordedEngine();
  const dummy = (await replay(engine, "dummy: start")).body.data.operation_id;
  await waitUntil(engine, dummy, ({ progress }) => progress.current_step !== null);
  for (const step of ["running", "cancel", "cancelled"]) await replay(engine, `dummy: ${step}`, { dummy });
});

Deno.test("a training that is cancelled and resumed answers as recorded", async () => {
  await using engine = await openRecordedEngine();
  const cancelled = "op_training_20260101_000000_cafe0001";
  await replay(engine, "cancelled: start", { cancelled });
  const running = await waitUntil(engine, cancelled, ({ progress }) => progress.steps_completed >= 2);
  assert(running.metrics.epochs[1] >= 1);
  const { body: workers } = await engine.get("/workers");
  const worker = workers.find((one: { current_operation_id: string }) =>
    one.current_operation_id === cancelled
  );
  assertEquals(running.metadata.parameters.worker_id, worker.worker_id);
  const steps = ["active", "workers", "cancel", "cancel again", "checkpoint", "operation", "checkpoints"];
  for (const step of [...steps, "statistics", "resume", "resuming"]) {
    const { body } = await replay(engine, `cancelled: ${step}`, { cancelled });
    if (step === "operation") assertEquals(body.data.metrics, null);
  }
});

/** Refusals that begin with the recorded words and say more. */
const longerRefusals = [
  'POST /trainings/start {"strategy_name":"nope"}',
  'POST /backtests/start {"strategy_name":"nope","start_date":"2015-01-01","end_date":"2016-01-01"}',
  "POST /strategies/validate/nope",
];

/** Reads whose values belong to the server that was recorded. */
const ownValues = ["GET /models", "GET /data/info", "GET /health", "GET /workers"];

Deno.test("reads and refusals are answered as recorded, word for word", async () => {
  await using engine = await openRecordedEngine();
  const { body } = await engine.post("/trainings/start", {
    strategy_name: "rsi_spx",
    end_date: "2003-12-31",
  });
  await waitForEnd(engine, body.task_id);
  for (const exchange of readExchanges("reads_and_refusals")) {
    const request = describe(exchange);
    const answer = await repeat(engine, exchange);
    const own = shapeDifferences(answer.body, exchange.answer)
      .filter((difference) => answer.status < 400 || difference !== "+detail");
    assertEquals(own, [...differences[request] ?? []].sort(), request);
    const recorded = fillIds(exchange.answer, { download: answer.body.operation_id });
    // A sentence for the Python clients, which look for one under this name only.
    if (answer.status >= 400 && !Object.hasOwn(Object(exchange.answer), "detail")) delete answer.body.detail;
    if (longerRefusals.includes(request)) {
      assert(answer.body.detail.startsWith(recordedDetail(exchange)), request);
    } else if (!ownValues.includes(request)) {
      assertEquals(answer.body, recorded, request);
    }
  }
});

function describe({ method, path, body }: Exchange): string {
  return `${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`;
}

function recordedDetail({ answer }: Exchange): string {
  return (answer as { detail: string }).detail;
}

Deno.test("a worker is told of by its id", async () => {
  await using engine = await openTestEngine();
  const { body: [first] } = await engine.get("/workers");
  const { body } = await engine.get(`/workers/${first.worker_id}`);
  assertEquals(Object.keys(body), Object.keys(first));
  assertEquals(body.worker_id, first.worker_id);
  const unknown = await engine.get("/workers/nope");
  assertEquals([unknown.status, unknown.body], [404, { detail: "Worker not found: nope" }]);
});

Deno.test("gap analysis is not found", async () => {
  await using engine = await openTestEngine();
  const { status, body } = await engine.get("/gap-analysis/health");
  assertEquals([status, body], [404, { detail: "Not Found" }]);
});
