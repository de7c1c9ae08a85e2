import { assertEquals, assertStringIncludes } from "@std/assert";
import { createOriginalWorld } from "../../support/original_server/original_world.ts";

const period = ["--start", "2015-01-01", "--end", "2020-04-17"];

Deno.test("backtest run takes the model of the newest completed training of the strategy, and says so", async () => {
  const world = createOriginalWorld({ epochs: 3 });
  for (const strategy of ["rsi_spx", "rsi_spx", "macd"]) {
    assertEquals((await world.run("train", strategy, "--follow")).exitCode, 0);
    world.pass(20_000);
  }
  for (const command of [["backtest", "run"], ["backtest", "--follow"]]) {
    const { exitCode, stderr } = await world.run(
      ...command.slice(0, 1),
      ...command.slice(1),
      "rsi_spx",
      ...period,
    );
    assertEquals(exitCode, 0, stderr);
    assertStringIncludes(stderr, "Using the model of 2026-01-01 00:00 UTC: /app/models/rsi_spx/1d_v2\n");
    world.pass(20_000);
  }
  const { exitCode, value } = await world.json("backtest", "run", "macd", "SPX", "1d", ...period);
  assertEquals([exitCode, value.status], [0, "completed"]);
});

Deno.test("backtest run of what was never trained says which command trains it, and starts nothing", async () => {
  const world = createOriginalWorld({ epochs: 3 });
  await world.run("train", "rsi_spx", "--follow");
  const cases: [string[], string, string][] = [
    [["rsi_spz"], "no completed training of 'rsi_spz'", 'Did you mean "rsi_spx"? Train it with'],
    [["macd"], "The server tells of no completed training of 'macd'", "ktrdr model train macd"],
    [
      ["rsi_spx", "EURUSD", "1h"],
      "no completed training of 'rsi_spx' on EURUSD 1h",
      "ktrdr model train rsi_spx",
    ],
  ];
  for (const [args, message, way] of cases) {
    const { exitCode, value } = await world.json("backtest", "run", ...args, ...period);
    assertEquals(exitCode, 2);
    assertStringIncludes(value.message, message);
    assertStringIncludes(value.suggestion, way);
  }
  assertEquals(world.server.routes.includes("POST /backtests/start"), false);
});

Deno.test("model list has the ids and names that the server leaves empty", async () => {
  const world = createOriginalWorld({ epochs: 3 });
  for (const strategy of ["rsi_spx", "macd"]) {
    await world.run("train", strategy, "--follow");
    world.pass(20_000);
  }
  const { value } = await world.json("model", "list");
  assertEquals(
    value.map((model: Record<string, unknown>) => [model.model_id, model.model_name, model.test_accuracy]),
    [["/app/models/macd/1d_v2", "macd", 0.747], ["/app/models/rsi_spx/1d_v1", "rsi_spx", 0.747]],
  );
  const { value: own } = await world.json("model", "list", "--strategy", "rsi_spx");
  assertEquals(own.length, 1);
  const { exitCode } = await world.run("backtest", "run", "macd", ...period, "-m", value[0].model_id);
  assertEquals(exitCode, 0);
});
