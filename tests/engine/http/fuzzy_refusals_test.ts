/** Requests about fuzzy sets that cannot be answered say why. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { openFuzzyEngine } from "./fuzzy_engine.ts";
import { barsCsv, openTestEngine, strategyText } from "./test_engine.ts";

Deno.test("what cannot be fuzzified is refused by name", async () => {
  await using engine = await openFuzzyEngine();
  const bars = { symbol: "SPX", timeframe: "1d" };
  const low = { type: "triangular", parameters: [0, 25, 50] };
  const fuzzify = (indicator: unknown, sets: unknown = { low }) => ({ ...bars, indicator, fuzzy_sets: sets });
  const cases: [path: string, body: unknown, status: number, code: string, text: string][] = [
    ["calculate", fuzzify({ type: "rsy" }), 400, "CONFIG-UnknownIndicator", "Unknown indicator: rsy"],
    [
      "calculate",
      fuzzify({ type: "rsi", output: "upper" }),
      400,
      "CONFIG-UnknownOutput",
      'RSIIndicator has no output "upper", expected value',
    ],
    [
      "calculate",
      fuzzify({ type: "rsi" }, { low: { ...low, parameters: [0, 25] } }),
      400,
      "CONFIG-InvalidMembershipFunction",
      'The fuzzy set "low" is wrong: A triangular membership function needs 3 parameters (a, b, c), got "0, 25"',
    ],
    [
      "calculate",
      fuzzify({ type: "rsi" }, { low: { ...low, type: "sigmoid" } }),
      400,
      "CONFIG-InvalidMembershipFunction",
      'The fuzzy set "low" has the unknown type "sigmoid", expected one of triangular, trapezoidal, gaussian',
    ],
    [
      "data",
      { ...bars, indicators: [{ name: "rsi_momentum", source_column: "rsi" }] },
      400,
      "CONFIG-UnknownColumn",
      'Unknown source column "rsi", expected one of open, high, low, close, volume',
    ],
    [
      "data",
      { ...bars, indicators: [{ name: "x" }] },
      400,
      "CONFIG-UnknownFuzzyIndicator",
      "(known: rsi_spx.",
    ],
    [
      "data",
      { ...bars, symbol: "NOPE", indicators: [{ name: "rsi_momentum" }] },
      404,
      "DATA-LoadFailed",
      "Failed to load data for NOPE (1d)",
    ],
    [
      "evaluate",
      { indicator: "x", values: [1] },
      400,
      "CONFIG-UnknownFuzzyIndicator",
      "Unknown fuzzy indicator: x",
    ],
  ];
  for (const [path, request, status, code, text] of cases) {
    const { status: actual, body } = await engine.post(`/fuzzy/${path}`, request);
    assertEquals([actual, body.detail.error.code], [status, code], JSON.stringify(body));
    assertStringIncludes(body.detail.error.message, text);
  }
});

Deno.test("a fuzzy request with wrong fields is refused field by field, not with a 500", async () => {
  await using engine = await openFuzzyEngine();
  const bars = { symbol: "SPX", timeframe: "1d" };
  const cases: [path: string, body: unknown, field: string, text: string][] = [
    ["evaluate", { values: [1] }, "body -> indicator", "Field required"],
    ["evaluate", { indicator: "rsi_momentum", values: [] }, "body -> values", "At least one value"],
    ["evaluate", { indicator: "rsi_momentum", values: ["x"] }, "body -> values -> 0", "valid number"],
    [
      "evaluate",
      { indicator: "rsi_momentum", values: [1], dates: [] },
      "body -> dates",
      "Expected a date for each of 1 values, got 0",
    ],
    ["data", { ...bars, indicators: [] }, "body -> indicators", "At least one indicator"],
    [
      "data",
      { ...bars, indicators: [{ name: "rsi_momentum" }, { name: "rsi_momentum" }] },
      "body -> indicators -> 1 -> name",
      '"rsi_momentum" is asked for twice',
    ],
    [
      "calculate",
      { ...bars, indicator: { type: "rsi" }, fuzzy_sets: {} },
      "body -> fuzzy_sets",
      "At least one",
    ],
    ["calculate", { ...bars, indicator: { type: "rsi" } }, "body -> fuzzy_sets", "Field required"],
    [
      "calculate",
      {
        ...bars,
        indicator: { type: "rsi" },
        fuzzy_sets: Object.fromEntries(
          Array.from({ length: 51 }, (_, set) => [set, { type: "triangular", parameters: [0, 1, 2] }]),
        ),
      },
      "body -> fuzzy_sets",
      "Value error, At most 50 fuzzy sets can be specified",
    ],
    [
      "data",
      { ...bars, indicators: Array.from({ length: 51 }, (_, set) => ({ name: `set_${set}` })) },
      "body -> indicators",
      "Value error, At most 50 indicators can be specified",
    ],
  ];
  for (const [path, request, field, text] of cases) {
    const { status, body } = await engine.post(`/fuzzy/${path}`, request);
    assertEquals([status, body.error?.details[0].field], [422, field], JSON.stringify(body));
    assertStringIncludes(body.error.details[0].message, text);
  }
  for (const [query, field] of [["timeframe=1d", "symbol"], ["symbol=SPX", "timeframe"]]) {
    const { status, body } = await engine.get(`/fuzzy/data?${query}`);
    assertEquals([status, body.error.details[0]], [422, {
      field: `query -> ${field}`,
      message: "Field required",
      type: "missing",
    }]);
  }
});

Deno.test("a fuzzy set of context data is known, but has no memberships over bars", async () => {
  await using engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(60));
  const strategy = strategyText().replace(
    "rsi_14: {type: rsi, period: 14, source: close}",
    "rsi_14: {type: rsi, period: 14, source: close, data_source: fred_DGS10}",
  );
  const text = `${strategy}context_data:\n  - {provider: fred, series: DGS10}\n`;
  const put = await engine.put("/strategies/rsi_spx", text);
  assertEquals(put.status, 200, JSON.stringify(put.body));
  assertEquals((await engine.get("/fuzzy/sets/rsi_momentum")).status, 200);
  const request = { symbol: "SPX", timeframe: "1d", indicators: [{ name: "rsi_momentum" }] };
  const { status, body } = await engine.post("/fuzzy/data", request);
  assertEquals([status, body.detail.error.message], [
    400,
    'The fuzzy set "rsi_spx.rsi_momentum" looks at context data "fred_DGS10", which the embedded engine has not',
  ]);
});
