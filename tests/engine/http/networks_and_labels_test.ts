/** Recurrent networks, and labels that are no trades. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { openSyntheticEngine, putStrategy } from "./synthetic_engine.ts";
import { type TestEngine, waitForEnd } from "./test_engine.ts";

const period = { start_date: "2022-01-03", end_date: "2022-12-31" };

async function train(engine: TestEngine, name: string) {
  const { status, body } = await engine.post("/trainings/start", { strategy_name: name, seed: 7 });
  assertEquals(status, 200, JSON.stringify(body));
  return (await waitForEnd(engine, body.task_id)).result_summary;
}

for (const [kind, gates] of [["lstm", 4], ["gru", 3]] as const) {
  Deno.test(`the engine trains a network of kind ${kind} and backtests it`, async () => {
    await using engine = await openSyntheticEngine();
    const model =
      `{type: ${kind}, architecture: {sequence_length: 5, hidden_size: 4, num_layers: 2, dropout: 0.1}}`;
    await putStrategy(engine, { name: "windows", timeframes: ["4h", "1d"], base: "4h", model });
    const summary = await train(engine, "windows");
    assertEquals(summary.model_info, {
      architecture: `v3_${kind}`,
      parameters_count: gates * 4 * (6 + 4 + 2) + gates * 4 * (4 + 4 + 2) + 3 * 4 + 3,
      trainable_parameters: summary.model_info.parameters_count,
    });
    assertEquals(summary.training_metrics.epochs_trained, 2);
    assertEquals(typeof summary.test_metrics.test_accuracy, "number");
    const { shape } = (await engine.get("/models/windows/4h_v1")).body.model;
    const layers = { sequenceLength: 5, hiddenSize: 4, numLayers: 2, dropout: 0.1 };
    assertEquals(shape, { kind, ...layers, inputs: 6, outputs: 3 });

    const started = await engine.post("/backtests/start", { strategy_name: "windows", ...period });
    assertEquals(started.status, 200, JSON.stringify(started.body));
    const { result_summary: tested } = await waitForEnd(engine, started.body.operation_id);
    assertEquals(tested.timeframe, "4h");
    assertEquals(tested.equity_curve_length > 500, true);
  });
}

Deno.test("a recurrent network needs a window of bars in each part of the split", async () => {
  await using engine = await openSyntheticEngine();
  const model = "{type: lstm, architecture: {sequence_length: 30, hidden_size: 4, num_layers: 1}}";
  await putStrategy(engine, { name: "windows", timeframes: ["1d"], base: "1d", model });
  const { status, body } = await engine.post("/trainings/start", { strategy_name: "windows" });
  assertEquals(status, 400);
  assertEquals(
    body.detail,
    "Too few bars to train on: there are 150 of SYN 1d, and at least 260 are needed (history_required 60, 39 rows in " +
      "each part of the split)",
  );
});

const labels = [
  [
    "regime",
    "{source: regime, vol_lookback: 40}",
    "market regimes (trending up, trending down, ranging, volatile)",
    4,
  ],
  ["context", "{source: context, horizon: 3}", "market context (bullish, bearish, neutral)", 3],
] as const;

Deno.test("models of market regimes and context are trained, and not traded", async () => {
  await using engine = await openSyntheticEngine();
  for (const [name, source, predicted, classes] of labels) {
    await putStrategy(engine, { name, labels: source, timeframes: ["4h"], base: "4h" });
    const summary = await train(engine, name);
    assertEquals(typeof summary.test_metrics.f1_score, "number");
    const { model } = (await engine.get(`/models/${name}/4h_v1`)).body;
    assertEquals(model.shape.outputs, classes);
    const { status, body } = await engine.post("/backtests/start", { strategy_name: name, ...period });
    assertEquals(status, 400);
    assertStringIncludes(
      body.detail,
      `Model ${name}/4h_v1 predicts ${predicted}, not trades, and cannot be backtested`,
    );
  }
  const { data } = (await engine.get("/operations")).body;
  assertEquals(data.map((row: { operation_type: string }) => row.operation_type), ["training", "training"]);
});
