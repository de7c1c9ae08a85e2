/** Trainings and backtests on several symbols and timeframes. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cutToCommonWindow } from "../../../lib/engine/domain/features/common_window.ts";
import { readGoldenSeries } from "../../support/golden_series.ts";
import { openSyntheticEngine, putStrategy, seriesCsv } from "./synthetic_engine.ts";
import { type TestEngine, waitForEnd } from "./test_engine.ts";

async function train(engine: TestEngine, request: object) {
  const started = await engine.post("/trainings/start", { seed: 7, ...request });
  assertEquals(started.status, 200, JSON.stringify(started.body));
  return { started: started.body, operation: await waitForEnd(engine, started.body.task_id) };
}

const period = { start_date: "2022-01-03", end_date: "2022-12-31" };

async function backtest(engine: TestEngine, request: object) {
  const started = await engine.post("/backtests/start", { ...period, ...request });
  assertEquals(started.status, 200, JSON.stringify(started.body));
  const { result_summary: summary } = await waitForEnd(engine, started.body.operation_id);
  const { data } = (await engine.get(`/backtests/${started.body.operation_id}`)).body;
  return { summary, equity: data.equity_curve };
}

/** The hours of the first bars that all timeframes cover. */
function commonHours(hours: number): Float64Array {
  const series = ["1h", "4h", "1d"].map((name) => [name, readGoldenSeries(`synth_${name}`)] as const);
  const time = series[0][1].time.subarray(0, hours);
  return cutToCommonWindow(new Map([...series, ["1h", { ...series[0][1], time }]])).get("1h")?.time ??
    new Float64Array();
}

Deno.test("several symbols and timeframes are trained on, and each symbol is backtested", async () => {
  await using engine = await openSyntheticEngine();
  await putStrategy(engine, {
    name: "several",
    symbols: ["SYN", "TWO"],
    timeframes: ["1d", "1h", "4h"],
  });
  const { started, operation } = await train(engine, { strategy_name: "several" });
  const lists = { symbols: ["SYN", "TWO"], timeframes: ["1d", "1h", "4h"] };
  assertEquals({ symbols: started.symbols, timeframes: started.timeframes }, lists);
  assertEquals(started.message, "Neural network training started for SYN, TWO using several strategy");
  const { symbol, timeframe, parameters, start_date, end_date } = operation.metadata;
  assertEquals([symbol, timeframe], ["SYN,TWO", "1d,1h,4h"]);
  assertEquals({ symbols: parameters.symbols, timeframes: parameters.timeframes }, lists);
  const hours = [commonHours(3_000), commonHours(2_000)];
  const last = new Date(hours[0][hours[0].length - 1]).toISOString().slice(0, 19);
  assertEquals([start_date, end_date], ["2022-01-03T00:00:00", last]);
  const { data_summary: data, model_id } = operation.result_summary;
  assertEquals({ symbols: data.symbols, timeframes: data.timeframes }, lists);
  assertEquals([data.total_samples, data.feature_count], [hours[0].length + hours[1].length, 9]);
  assertEquals(model_id, "several/1h_v1");

  const { model } = (await engine.get("/models/several/1h_v1")).body;
  assertEquals([model.symbol, model.timeframe], ["MULTI", "1h"]);
  assertEquals({ symbols: model.symbols, timeframes: model.timeframes }, lists);
  assertEquals(model.features.slice(0, 2), ["1d_rsi_state_oversold", "1d_rsi_state_overbought"]);

  for (const [index, name] of lists.symbols.entries()) {
    const { summary, equity } = await backtest(engine, { strategy_name: "several", symbol: name });
    assertEquals([summary.symbol, summary.timeframe, summary.model_id], [name, "1h", "several/1h_v1"]);
    assertEquals(equity.dates.map(Date.parse), [...hours[index].subarray(50)]);
  }
  await checkOtherSymbol(engine);
});

/** A model of several symbols trades any symbol that has bars of all its timeframes. */
async function checkOtherSymbol(engine: TestEngine) {
  for (const timeframe of ["1h", "4h"]) await engine.put(`/data/NEW/${timeframe}`, seriesCsv(timeframe));
  const request = { strategy_name: "several", symbol: "NEW", ...period };
  const unnamed = await engine.post("/backtests/start", request);
  assertStringIncludes(
    unnamed.body.detail,
    'Strategy "several" has no trained model for NEW 1h (trained: several/1h_v1 on SYN and TWO)',
  );
  const named = { ...request, model_path: "several/1h_v1" };
  const refused = await engine.post("/backtests/start", named);
  assertEquals(refused.status, 400);
  assertStringIncludes(refused.body.detail, "No bars of NEW 1d are stored (stored: NEW 1h, NEW 4h, SYN 1d,");
  await engine.put("/data/NEW/1d", seriesCsv("1d"));
  const { summary } = await backtest(engine, named);
  const same = await backtest(engine, { ...named, symbol: "SYN" });
  assertEquals(summary.metrics, same.summary.metrics);
}

Deno.test("the symbols and timeframes of a request win over those of the strategy", async () => {
  await using engine = await openSyntheticEngine();
  await putStrategy(engine, { name: "wide", timeframes: ["1h", "4h", "1d"], inputs: ["4h"] });
  const { operation } = await train(engine, {
    strategy_name: "wide",
    symbols: ["two", "TWO"],
    timeframes: ["4h", "1h"],
  });
  assertEquals([operation.metadata.symbol, operation.metadata.timeframe], ["TWO", "4h,1h"]);
  const { models: [model] } = (await engine.get("/models")).body;
  assertEquals([model.symbol, model.timeframe, model.timeframes], ["TWO", "1h", ["4h", "1h"]]);
});

Deno.test("bars that are missing or do not go together are named", async () => {
  await using engine = await openSyntheticEngine();
  await putStrategy(engine, { name: "several", timeframes: ["1h", "4h", "1d"], inputs: ["1h", "4h"] });
  await engine.put("/data/HOURS/1h", seriesCsv("1h"));
  await engine.put("/data/SHORT/1h", seriesCsv("1h", 900));
  for (const timeframe of ["4h", "1d"]) await engine.put(`/data/SHORT/${timeframe}`, seriesCsv(timeframe));
  const cases: readonly [object, string][] = [
    [{ symbols: ["SYN", "HOURS"] }, "No bars of HOURS 4h are stored (stored: HOURS 1h, SHORT 1d, SHORT 1h,"],
    [
      { timeframes: ["1h", "1d"] },
      'Strategy "several" needs bars of 1h, 4h (base timeframe 1h), but 4h is missing among the timeframes asked for',
    ],
    [
      { timeframes: ["4h"] },
      "but 1h is missing among the timeframes asked for (4h)",
    ],
    [
      { timeframes: ["1h", "4h", "15m"] },
      `Timeframe "15m" is not one of the strategy's timeframes (1h, 4h, 1d)`,
    ],
    [
      { end_date: "2022-01-07" },
      "The bars of SYN do not go together: Timeframes 1h, 4h, 1d must have at least 7 days in common",
    ],
    [
      { symbols: ["SYN", "SHORT"] },
      "The bars of SHORT do not go together: Timeframe 1d must have at least 50 bars in the period that all",
    ],
  ];
  for (const [request, text] of cases) {
    const { status, body } = await engine.post("/trainings/start", { strategy_name: "several", ...request });
    assertEquals(status, 400, JSON.stringify(body));
    assertStringIncludes(body.detail, text);
  }
  assertEquals((await engine.get("/operations")).body.total_count, 0);
});

Deno.test("a training is retried on all its series, and resumed on no others", async () => {
  await using engine = await openSyntheticEngine({ cores: 1 });
  await putStrategy(engine, {
    name: "endless",
    symbols: ["SYN", "TWO"],
    timeframes: ["1h", "4h"],
    epochs: 100_000,
  });
  const { body } = await engine.post("/trainings/start", { strategy_name: "endless", task_id: "op_endless" });
  assert(body.success);
  let operation = (await engine.get("/operations/op_endless")).body;
  while (operation.data.progress.steps_completed === 0) {
    operation = (await engine.get(`/operations/op_endless?wait=20&seen=${operation.version}`)).body;
  }
  await engine.delete("/operations/op_endless");
  const more = seriesCsv("4h", 100).replaceAll(":00:00+", ":30:00+");
  assertEquals((await engine.put("/data/TWO/4h", more)).status, 200);
  assertEquals((await engine.post("/operations/op_endless/resume")).status, 200);
  const failed = await waitForFailure(engine, "op_endless");
  assertStringIncludes(
    failed.error_message,
    "The bars of TWO 4h have changed since the operation was started: there were 775, now there are 875",
  );
  const retried = (await engine.post("/operations/op_endless/retry")).body.data;
  assertEquals(retried.metadata, failed.metadata);
  await engine.delete(`/operations/${retried.operation_id}`);
});

async function waitForFailure(engine: TestEngine, id: string) {
  let { data, version } = (await engine.get(`/operations/${id}`)).body;
  while (data.status !== "failed") {
    ({ data, version } = (await engine.get(`/operations/${id}?wait=20&seen=${version}`)).body);
  }
  return data;
}
