import { assert, assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { operationResponseSchema } from "../../../lib/contract/operation.ts";
import { backtestDetailsSchema, backtestMetricNames } from "../../../lib/contract/backtest.ts";
import { modelDetailsSchema, modelListSchema } from "../../../lib/contract/model.ts";
import { strategyListSchema } from "../../../lib/contract/strategy.ts";
import { trainingResultSchema } from "../../../lib/contract/training.ts";
import { openFilledEngine, strategyText, type TestEngine, waitForEnd } from "./test_engine.ts";

function train(engine: TestEngine, more: object = {}) {
  return engine.post("/trainings/start", { strategy_name: "rsi_spx", ...more });
}

Deno.test("the engine trains a model on uploaded bars and backtests it", async () => {
  await using engine = await openFilledEngine();
  const started = await train(engine, { seed: 7, start_date: "2000-01-03", end_date: "2003-12-31" });
  assertEquals(started.status, 200);
  assertEquals({ ...started.body, task_id: "" }, {
    success: true,
    task_id: "",
    status: "training_started",
    message: "Neural network training started for SPX using rsi_spx strategy",
    symbols: ["SPX"],
    timeframes: ["1d"],
    strategy_name: "rsi_spx",
    estimated_duration_minutes: null,
  });
  assertMatch(started.body.task_id, /^op_training_\d{8}_\d{6}_[0-9a-f]{8}$/);

  const operation = await waitForEnd(engine, started.body.task_id);
  assertEquals(operation.progress.percentage, 100);
  assertEquals(operation.metadata.symbol, "SPX");
  assertEquals(operation.metadata.mode, "training");
  assertEquals(operation.metadata.parameters.seed, 7);
  const summary = operation.result_summary;
  trainingResultSchema.parse(summary);
  assertEquals(summary.model_id, "rsi_spx/1d_v1");
  assertStringIncludes(summary.model_path, engine.home);
  assertEquals(summary.seed, 7);
  assertEquals(summary.training_metrics.epochs_trained, 4);
  assertEquals(summary.training_metrics.history.val_loss.length, 4);
  assertEquals(
    summary.training_metrics.best_val_loss,
    Math.min(...summary.training_metrics.history.val_loss),
  );
  assertEquals(summary.model_info.parameters_count, 771);
  assertEquals(summary.data_summary, {
    symbols: ["SPX"],
    timeframes: ["1d"],
    start_date: "2000-01-03",
    end_date: "2003-12-31",
    total_samples: 1459,
    feature_count: 5,
  });

  const metrics = await engine.get(`/operations/${started.body.task_id}/metrics`);
  const [rows, cursor] = metrics.body.data.metrics;
  assertEquals([rows.length, cursor], [4, 4]);
  assertEquals(rows.map(({ epoch }: { epoch: number }) => epoch), [0, 1, 2, 3]);
  const results = await engine.get(`/operations/${started.body.task_id}/results`);
  assertEquals(results.body.results, summary);
  const performance = await engine.get(`/trainings/${started.body.task_id}/performance`);
  assertEquals(performance.body.training_metrics.epochs_completed, 4);
  assertEquals(performance.body.test_metrics, summary.test_metrics);

  await checkModel(engine);
  await checkBacktest(engine, summary.model_path);
});

async function checkModel(engine: TestEngine) {
  const models = modelListSchema.parse((await engine.get("/models")).body).models;
  assertEquals(models.map(({ model_id }) => model_id), ["rsi_spx/1d_v1"]);
  for (const path of ["/models/rsi_spx/1d_v1", "/models/rsi_spx%2F1d_v1"]) {
    const { model } = modelDetailsSchema.parse((await engine.get(path)).body);
    assertEquals(model.features?.length, 5);
    assertEquals(model.strategy_name, "rsi_spx");
  }
  const { strategies } = strategyListSchema.parse((await engine.get("/strategies/")).body);
  assertEquals(strategies[0].training_status, "trained");
  assertEquals(strategies[0].latest_version, 1);
}

async function checkBacktest(engine: TestEngine, modelPath: string) {
  const range = { start_date: "2004-01-01", end_date: "2005-06-24" };
  const started = await engine.post("/backtests/start", { strategy_name: "rsi_spx", ...range });
  assertEquals(started.status, 200);
  assertEquals(started.body.message, "Backtest started for SPX 1d with model rsi_spx/1d_v1");
  const operation = await waitForEnd(engine, started.body.operation_id);
  const summary = operation.result_summary;
  assertEquals(Object.keys(summary.metrics).sort(), [...backtestMetricNames].sort());
  assertEquals(summary.model_path, modelPath);
  assertEquals(summary.start_time, "2004-01-01T00:00:00");
  assertEquals(summary.config.initial_capital, 100_000);

  const details = backtestDetailsSchema.parse(
    (await engine.get(`/backtests/${operation.operation_id}`)).body,
  );
  assertEquals(details.data.trades.length, summary.trade_count);
  assertEquals(details.data.equity_curve.values.length, summary.equity_curve_length);
  assertEquals(details.data.equity_curve.dates.length, summary.equity_curve_length);
  const last = details.data.equity_curve.values.at(-1) ?? NaN;
  assertAlmostEquals(last - 100_000, summary.metrics.total_return, 1e-6);

  const named = await engine.post("/backtests/start", {
    strategy_name: "rsi_spx",
    model_path: modelPath,
    ...range,
  });
  const again = await waitForEnd(engine, named.body.operation_id);
  assertEquals(again.result_summary.metrics, summary.metrics);
}

Deno.test("the same seed gives the same model, and the start says which seed it was", async () => {
  await using engine = await openFilledEngine();
  const results = [];
  for (const seed of [11, 11, undefined]) {
    const { body } = await train(engine, { seed });
    const operation = await waitForEnd(engine, body.task_id);
    assertEquals(typeof operation.metadata.parameters.seed, "number");
    const { history, training_time: _time, ...metrics } = operation.result_summary.training_metrics;
    results.push({ history, metrics, test: operation.result_summary.test_metrics });
  }
  assertEquals(results[0], results[1]);
  assert(results[2].metrics.final_train_loss !== results[0].metrics.final_train_loss);
});

Deno.test("validation_split takes the validation rows from the training rows", async () => {
  await using engine = await openFilledEngine();
  const { body } = await train(engine, { validation_split: 0.25 });
  const operation = await waitForEnd(engine, body.task_id);
  assertEquals(operation.metadata.parameters.data_split, { train: 0.6, validation: 0.25, test: 0.15 });
});

Deno.test("a task_id that was sent before starts nothing again", async () => {
  await using engine = await openFilledEngine();
  const first = await train(engine, { task_id: "op_training_mine" });
  const second = await train(engine, { task_id: "op_training_mine" });
  assertEquals(first.body, second.body);
  assertEquals(second.body.task_id, "op_training_mine");
  const list = await engine.get("/operations");
  assertEquals(list.body.total_count, 1);
  await waitForEnd(engine, "op_training_mine");
  const third = await train(engine, { task_id: "op_training_mine" });
  assertEquals(third.body, first.body);
});

Deno.test("an operation on the wire has the fields of the original", async () => {
  await using engine = await openFilledEngine();
  const { body } = await train(engine);
  const answer = await engine.get(`/operations/${body.task_id}`);
  operationResponseSchema.parse(answer.body);
  assertEquals(Object.keys(answer.body.data), [
    "operation_id",
    "parent_operation_id",
    "operation_type",
    "status",
    "created_at",
    "started_at",
    "completed_at",
    "progress",
    "metadata",
    "error_message",
    "warnings",
    "errors",
    "result_summary",
    "metrics",
    "is_backend_local",
  ]);
  assertEquals(typeof answer.body.version, "number");
  assertMatch(answer.body.data.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  await waitForEnd(engine, body.task_id);
});

/** A strategy that foresees returns from a scaled raw input. */
function regressionText() {
  return strategyText({ name: "returns" })
    .replace(
      "  - {fuzzy_set: macd_trend, timeframes: all}",
      "  - {raw_indicator: macd_std.line, timeframes: all, normalization: zscore}\n  - {fuzzy_set: macd_trend, timeframes: all}",
    )
    .replace(
      "output_format: classification, confidence_threshold: 0.4",
      "output_format: regression, cost_model: {round_trip_cost: 0.001, min_edge_multiplier: 1.0}",
    )
    .replace("{source: zigzag, zigzag_threshold: 0.03}", "{source: forward_return, horizon: 10}");
}

Deno.test("a regression on scaled raw inputs is trained and traded", async () => {
  await using engine = await openFilledEngine();
  assertEquals((await engine.put("/strategies/returns", regressionText())).body.success, true);
  const { body } = await train(engine, { strategy_name: "returns", seed: 1, end_date: "2004-06-01" });
  const { result_summary: summary } = await waitForEnd(engine, body.task_id);
  assertEquals(Object.keys(summary.test_metrics), ["test_accuracy", "test_loss", "mae"]);
  const { model } = (await engine.get(`/models/${summary.model_id}`)).body;
  assertEquals(model.features[3], "1d_macd_std.line_raw");
  assertEquals(model.shape.outputs, 1);
  const range = { start_date: "2004-06-01", end_date: "2005-06-24", model_path: summary.model_id };
  const started = await engine.post("/backtests/start", { strategy_name: "returns", ...range });
  const backtest = await waitForEnd(engine, started.body.operation_id);
  assert(backtest.result_summary.trade_count > 0);
});

Deno.test("triple barrier labels with sample weights and early stopping are honoured", async () => {
  await using engine = await openFilledEngine();
  const text = strategyText({
    name: "barriers",
    epochs: 30,
    extra: "  early_stopping: {patience: 1, min_delta: 10}\n",
  }).replace(
    "{source: zigzag, zigzag_threshold: 0.03}",
    "{source: triple_barrier, max_holding_period: 20, compute_weights: true, cusum_threshold: 0}",
  );
  assertEquals((await engine.put("/strategies/barriers", text)).body.success, true);
  const { body } = await train(engine, { strategy_name: "barriers", seed: 1 });
  const { result_summary: { training_metrics, data_summary } } = await waitForEnd(engine, body.task_id);
  assertEquals(training_metrics.early_stopped, true);
  assertEquals(training_metrics.epochs_trained, 2);
  assert(data_summary.total_samples < 2000 - 20);
});

Deno.test("a backtest needs bars beyond its warm-up", async () => {
  await using engine = await openFilledEngine();
  const { body } = await train(engine);
  await waitForEnd(engine, body.task_id);
  const backtest = (range: object) => engine.post("/backtests/start", { strategy_name: "rsi_spx", ...range });
  const short = await backtest({ start_date: "2004-01-01", end_date: "2004-02-19" });
  assertEquals(short.status, 400);
  assertStringIncludes(
    short.body.detail,
    "there are 50 of SPX 1d from 2004-01-01 to 2004-02-19, and at least 51 are needed",
  );
  const foreign = await backtest({ start_date: "2004-01-01", end_date: "2005-01-01", timeframe: "1h" });
  assertStringIncludes(
    foreign.body.detail,
    "has no trained model for SPX 1h (trained: rsi_spx/1d_v1 on SPX)",
  );
  const named = await backtest({
    start_date: "2004-01-01",
    end_date: "2005-01-01",
    timeframe: "1h",
    model_path: "rsi_spx/1d_v1",
  });
  assertEquals(named.body.detail, 'Model rsi_spx/1d_v1 was trained on 1d bars and cannot trade "1h"');
  const other = await backtest({
    strategy_name: "other",
    start_date: "2004-01-01",
    end_date: "2005-01-01",
    model_path: "rsi_spx/1d_v1",
  });
  assertEquals(
    [other.status, other.body.detail],
    [400, 'Model rsi_spx/1d_v1 was trained from strategy "rsi_spx", not from "other"'],
  );
});
