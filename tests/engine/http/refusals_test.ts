import { assertEquals, assertStringIncludes } from "@std/assert";
import { openFilledEngine, strategyText, type TestEngine } from "./test_engine.ts";

async function assertRefused(engine: TestEngine, start: object, expected: { status: number; text: string }) {
  const answer = await engine.post("/trainings/start", { strategy_name: "rsi_spx", ...start });
  assertEquals(answer.status, expected.status, JSON.stringify(answer.body));
  assertStringIncludes(JSON.stringify(answer.body), expected.text);
}

Deno.test("a training that cannot be done is refused with the way out", async () => {
  await using engine = await openFilledEngine();
  const dates = { start_date: "2000-01-03" };
  const cases: readonly [object, number, string][] = [
    [
      { strategy_name: "rsi_spy" },
      400,
      'Strategy file not found: rsi_spy.yaml; did you mean \\"rsi_spx\\"? (stored: rsi_spx)',
    ],
    [{ strategy_name: "../x" }, 400, "Strategy name must be a file name without directory components"],
    [{ strategy_name: "a.b" }, 400, "must be 1 to 100 letters"],
    [{ start_date: "garbage" }, 422, `{"detail":"Invalid isoformat string: 'garbage'"}`],
    [{ ...dates, end_date: "1999-01-01" }, 422, "The start date must not be after the end date"],
    [
      { symbols: ["AAPL"] },
      400,
      "No bars of AAPL 1d are stored (stored: SPX 1d). Import a CSV file with 'ktrdr data import'",
    ],
    [{ symbols: ["SPX", "AAPL"] }, 400, "No bars of AAPL 1d are stored (stored: SPX 1d)"],
    [{ timeframes: ["1h"] }, 400, `Timeframe \\"1h\\" is not one of the strategy's timeframes (1d)`],
    [
      { start_date: "2019-01-01" },
      400,
      "No bars of SPX 1d from 2019-01-01 to the last: the stored ones go from 2000-01-03 to 2005-06-24",
    ],
    [
      { ...dates, end_date: "2000-02-01" },
      400,
      "Too few bars to train on: there are 30 of SPX 1d, and at least 100 are needed (history_required 100, 10 rows in " +
      "each part of the split)",
    ],
  ];
  for (const [start, status, text] of cases) await assertRefused(engine, start, { status, text });
});

Deno.test("a strategy that cannot be used is refused with every reason", async () => {
  await using engine = await openFilledEngine();
  const invalid = strategyText().replace("period: 14", "period: 1").replace("[0, 25, 40]", "[9, 5, 4]");
  const refused = await engine.put("/strategies/invalid", invalid);
  assertEquals(refused.status, 400);
  assertEquals(refused.body.detail.error_code, "STRATEGY-V3ValidationFailed");
  assertEquals(refused.body.detail.details.problems.length, 2);
  assertStringIncludes(refused.body.detail.message, "\n9:");
  assertEquals((await engine.get("/strategies/invalid")).status, 404);
  for (const text of ["", "a: [", "- 1\n- 2", "name: x\n"]) {
    assertEquals((await engine.put("/strategies/other", text)).status, 400);
  }

  const elsewhere = strategyText({
    name: "elsewhere",
    extra: "context_data: [{provider: fred, series: [DGS2, DGS10]}]\n",
  })
    .replace("rsi_14: {type: rsi,", "rsi_14: {type: rsi, data_source: fred_DGS2,")
    .replace("macd_std: {type: macd,", "macd_std: {type: macd, data_source: fred_DGS10,");
  const stored = await engine.put("/strategies/elsewhere", elsewhere);
  assertEquals(stored.body, { success: true, strategy_name: "elsewhere", created: true });
  const { body } = await engine.post("/trainings/start", { strategy_name: "elsewhere" });
  const reasons = [
    'Context data "fred_DGS2" (indicator rsi_14) is not yet in the embedded engine',
    'Context data "fred_DGS10" (indicator macd_std) is not yet in the embedded engine',
  ];
  assertEquals(body.detail, reasons.join("; "));
  const validated = (await engine.post("/strategies/validate/elsewhere")).body;
  assertEquals(validated.valid, true);
  const issues: { severity: string; message: string }[] = validated.issues;
  assertEquals(
    issues.filter(({ message }) => message.includes("not yet")),
    reasons.map((message) => ({
      severity: "warning",
      category: "indicators",
      message,
      details: null,
    })),
  );
});

Deno.test("a backtest that cannot be done is refused with the way out", async () => {
  await using engine = await openFilledEngine();
  const start = (more: object) =>
    engine.post("/backtests/start", {
      strategy_name: "rsi_spx",
      start_date: "2004-01-01",
      end_date: "2005-01-01",
      ...more,
    });
  const cases: readonly [object, string][] = [
    [
      {},
      `Strategy "rsi_spx" is not trained yet: train it with 'ktrdr model train rsi_spx'`,
    ],
    [
      { strategy_name: "rsi_spy", symbol: "SPX", timeframe: "1d" },
      'There is no strategy "rsi_spy"; did you mean "rsi_spx"? (stored: rsi_spx)',
    ],
    [{ strategy_name: "nope" }, "Symbol and timeframe must be provided or defined in strategy config"],
    [
      { model_path: "/app/models/rsi_spx/1d_v1" },
      "Model not found: /app/models/rsi_spx/1d_v1 (no models are stored)",
    ],
  ];
  for (const [more, text] of cases) {
    const answer = await start(more);
    assertEquals(answer.status, 400);
    assertStringIncludes(answer.body.detail, text);
  }
});
