/** What operations warn of, and models whose strategy is not stored. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { tradingBundle } from "../../support/trading_home.ts";
import { barsCsv, openTestEngine, strategyText, type TestEngine, waitForEnd } from "./test_engine.ts";

/** An engine with bars of 700 days from 2000-01-03 on, and the model `swing/1d_v1`, whose strategy is not stored. */
async function openModelEngine(): Promise<TestEngine> {
  const engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(700));
  const { status } = await engine.post("/models/import", await tradingBundle());
  assertEquals(status, 200);
  return engine;
}

Deno.test("a backtest by a model whose strategy is not stored warns of missing bars and of untraded signals", async () => {
  await using engine = await openModelEngine();
  const run = async (more: object) => {
    const started = await engine.post("/backtests/start", { strategy_name: "swing", ...more });
    assertEquals(started.status, 200, JSON.stringify(started.body));
    return await waitForEnd(engine, started.body.operation_id);
  };
  const poor = await run({ start_date: "1999-01-01", end_date: "2003-01-01", initial_capital: 100 });
  assertEquals([poor.metadata.symbol, poor.metadata.timeframe], ["SPX", "1d"]);
  assertEquals(poor.result_summary.trade_count, 0);
  const [short, untraded, ...others] = poor.warnings;
  assertEquals(others, []);
  assertEquals(
    short,
    "Bars of SPX 1d are there from 2000-01-03 to 2001-12-02 only, not for all of the period asked for " +
      "(1999-01-01 to 2003-01-01); annualized figures are for the period asked for",
  );
  assertEquals(
    untraded.replace(/^[1-9]\d+/, "COUNT"),
    "COUNT signals were not traded: 25 % of the capital buys less than one unit of SPX",
  );
  const rich = await run({ start_date: "2000-01-01", end_date: "2001-12-05" });
  assertEquals(rich.warnings, []);
  assertEquals(rich.result_summary.trade_count > 0, true);
});

Deno.test("a backtest without a model says whether its own strategy has one", async () => {
  await using engine = await openModelEngine();
  await engine.put("/strategies/other", strategyText({ name: "other" }));
  const refuse = async (more: object) => {
    const period = { start_date: "2000-01-01", end_date: "2001-12-05" };
    const { status, body } = await engine.post("/backtests/start", { ...period, ...more });
    assertEquals(status, 400);
    return body.detail;
  };
  assertEquals(
    await refuse({ strategy_name: "other" }),
    `Strategy "other" is not trained yet: train it with 'ktrdr model train other'`,
  );
  assertStringIncludes(
    await refuse({ strategy_name: "swing", symbol: "EURUSD", timeframe: "1h" }),
    'Strategy "swing" has no trained model for EURUSD 1h (trained: swing/1d_v1 on SPX)',
  );
  assertEquals(
    await refuse({ strategy_name: "swing", symbol: "EURUSD" }),
    'Symbol and timeframe must be provided or defined in strategy config: strategy "swing" is not stored ' +
      "(stored: other), and no model of it tells them (trained: swing/1d_v1 on SPX)",
  );
});

Deno.test("a training warns of missing bars, of a single class and of features that never change", async () => {
  await using engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(700));
  const text = strategyText({ name: "flat", epochs: 1 })
    .replace("zigzag_threshold: 0.03", "zigzag_threshold: 0.99")
    .replace("negative: {type: trapezoidal, parameters: [-100, -50, -5, 0]}", "negative: [900, 950, 1000]");
  assertEquals((await engine.put("/strategies/flat", text)).status, 200);
  const started = await engine.post("/trainings/start", {
    strategy_name: "flat",
    start_date: "2000-01-01",
    end_date: "2003-01-01",
  });
  assertEquals(started.status, 200, JSON.stringify(started.body));
  const { warnings } = await waitForEnd(engine, started.body.task_id);
  assertEquals(warnings, [
    "Bars of SPX 1d are there from 2000-01-03 to 2001-12-02 only, not for all of the period asked for " +
    "(2000-01-01 to 2003-01-01)",
    "All 489 training rows have the label HOLD: the model can learn nothing else",
    "1 of 5 features has one and the same value, or none, in all training rows and can teach the model nothing: " +
    "1d_macd_trend_negative",
  ]);
});

Deno.test("a training, a backtest and an indicator say what prices of 0 and below make meaningless", async () => {
  await using engine = await openModelEngine();
  const lines = barsCsv(700).trimEnd().split("\n");
  const [time, open, high, , close, volume] = lines[300].split(",");
  const spread = lines.with(300, [time, open, high, "-1", close, volume].join(",")).join("\n");
  assertEquals((await engine.put("/data/SPX/1d", spread)).status, 200);
  const period = { start_date: "2000-01-03", end_date: "2001-12-02" };
  const backtest = await engine.post("/backtests/start", { strategy_name: "swing", ...period });
  const tested = await waitForEnd(engine, backtest.body.operation_id);
  assertEquals(tested.warnings, [
    "Bars of SPX 1d have prices of 0 or below: sizes of positions and costs divide by prices and mean nothing there",
  ]);
  await engine.put(
    "/strategies/low",
    strategyText({ name: "low", epochs: 2 }).replace("type: rsi", "type: roc"),
  );
  const training = await engine.post("/trainings/start", {
    strategy_name: "low",
    symbols: ["SPX"],
    timeframes: ["1d"],
    ...period,
  });
  const trained = await waitForEnd(engine, training.body.task_id);
  assertStringIncludes(
    trained.warnings.join("\n"),
    "labels of returns and the indicator rsi_14 divide by prices and mean nothing there",
  );
  const { body } = await engine.post("/indicators/calculate", {
    symbol: "SPX",
    timeframe: "1d",
    indicators: [{ id: "ROCIndicator" }, { id: "RSIIndicator" }],
  });
  assertEquals(body.metadata.warnings, [
    "roc divides by prices, and 1 of 700 bars have prices of 0 or below: its values mean nothing there",
  ]);
});
