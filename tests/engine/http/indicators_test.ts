/** Indicators over stored bars, as the API answers them. */
import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { indicatorCalculateResponseSchema, indicatorListSchema } from "../../../lib/contract/indicator.ts";
import { indicatorTypes } from "../../../lib/indicators/catalog.ts";
import {
  indicatorCategoryListSchema,
  indicatorCategoryResponseSchema,
} from "../../support/indicator_answers.ts";
import { readExchanges, repeat } from "./recorded_exchange.ts";
import { barsCsv, openTestEngine, type TestEngine } from "./test_engine.ts";

const golden = new URL("../../golden/", import.meta.url);

async function openBarsEngine(csv = barsCsv(120)): Promise<TestEngine> {
  const engine = await openTestEngine();
  assertEquals((await engine.put("/data/SPX/1d", csv)).status, 200);
  return engine;
}

/** Asks for indicators over the stored bars. */
function calculate(
  engine: TestEngine,
  indicators: readonly unknown[],
  { query = "", ...more }: Readonly<Record<string, string>> = {},
) {
  const body = { symbol: "spx", timeframe: "1d", indicators, ...more };
  return engine.post(`/indicators/calculate${query}`, body);
}

Deno.test("every indicator of the engine is listed, with what it takes and gives", async () => {
  await using engine = await openTestEngine();
  const answer = await engine.get("/indicators/");
  const { data } = indicatorListSchema.parse(answer.body);
  assertEquals(data.map(({ strategy_type }) => strategy_type), indicatorTypes.map(({ name }) => name));
  assertEquals(data.filter(({ id, name }) => name !== id.replace(/Indicator$/, "")), []);
  const macd = data.find(({ id }) => id === "MACDIndicator");
  assertEquals([macd?.type, macd?.outputs], ["momentum", ["line", "signal", "histogram"]]);
  assertEquals(macd?.parameters[0], {
    name: "fast_period",
    type: "int",
    description: "Fast period: a whole number from 1 to 100",
    default: 12,
    min_value: 1,
    max_value: 100,
    options: null,
  });
  const average = data.find(({ id }) => id === "DistanceFromMAIndicator");
  assertEquals(average?.parameters[1].options, ["SMA", "EMA"]);
  assertEquals((await engine.get("/indicators")).body, answer.body);
});

Deno.test("indicators come in categories", async () => {
  await using engine = await openTestEngine();
  const names = (await engine.get("/indicators/category-names")).body;
  assertEquals(names, {
    success: true,
    categories: ["trend", "momentum", "volatility", "volume", "support_resistance", "multi_purpose"],
    count: 6,
  });
  const all = (await engine.get("/indicators/categories")).body;
  assertEquals([all.total_categories, all.total_indicators], [6, indicatorTypes.length]);
  const { categories } = indicatorCategoryListSchema.parse(all);
  assertEquals(Object.keys(categories), names.categories);
  const { category } = indicatorCategoryResponseSchema.parse(
    (await engine.get("/indicators/categories/VOLUME")).body,
  );
  assertEquals(category, { name: "volume", ...categories.volume });
  assertEquals(category.indicators, [
    "ADLineIndicator",
    "CMFIndicator",
    "MFIIndicator",
    "OBVIndicator",
    "VolumeRatioIndicator",
    "VWAPIndicator",
  ]);
  const unknown = await engine.get("/indicators/categories/nope");
  assertEquals([unknown.status, unknown.body.detail.error], [404, {
    code: "CATEGORY_NOT_FOUND",
    message: "Category 'nope' not found",
    details: { available_categories: names.categories },
  }]);
});

Deno.test("indicators are listed under the recorded names", async () => {
  await using engine = await openTestEngine();
  const [list] = readExchanges("indicators_and_fuzzy");
  const { body } = await repeat(engine, list);
  const recorded = indicatorListSchema.parse(list.answer).data;
  for (const [index, row] of recorded.entries()) {
    const { id, name, type, parameters } = body.data[index];
    assertEquals([id, name, type], [row.id, row.name, row.type]);
    // The recorded parameters are not those of the indicator; their keys are right.
    assertEquals(Object.keys(parameters[0]), Object.keys(row.parameters[0]));
    assertEquals(Object.keys(body.data[index]), [...Object.keys(row), "strategy_type", "outputs"]);
  }
});

Deno.test("values are answered as recorded, but null where there is none", async () => {
  await using engine = await openBarsEngine(Deno.readTextFileSync(new URL("series/sp500.csv", golden)));
  const [, recorded] = readExchanges("indicators_and_fuzzy");
  const { body } = await repeat(engine, recorded);
  const { dates, metadata } = indicatorCalculateResponseSchema.parse(recorded.answer);
  assertEquals(body, {
    success: true,
    dates,
    indicators: { r: [null, null, null, null, null] },
    metadata,
  });

  const file = new URL("indicators/rsi.json", golden);
  const { rows, columns: { value: { values } } } = JSON.parse(Deno.readTextFileSync(file)).cases[0];
  const all = await calculate(engine, [{ id: "rsi" }], { query: "?page_size=10000" });
  for (const [place, row] of rows.entries()) {
    const found = all.body.indicators.rsi[row];
    if (values[place] === null) assertEquals(found, null);
    else assertAlmostEquals(found, values[place], 1e-9);
  }
});

Deno.test("columns are called by their output name, else by id and period", async () => {
  await using engine = await openBarsEngine();
  const { body } = await calculate(engine, [
    { id: "RSIIndicator", parameters: { period: 14, source: "close" }, output_name: "RSI_14" },
    { id: "SMA", parameters: { period: 5 } },
    { id: "SimpleMovingAverage", parameters: { period: 5 } },
    { id: "BollingerBandsIndicator", parameters: {} },
    { id: "bollinger_bands", output_name: "b" },
    { id: "WMAIndicator" },
  ]);
  const bands = (name: string) => [name, `${name}.upper`, `${name}.middle`, `${name}.lower`];
  assertEquals(Object.keys(body.indicators), [
    "RSI_14",
    "SMA_5",
    "SimpleMovingAverage_5",
    ...bands("BollingerBandsIndicator"),
    ...bands("b"),
    "WMAIndicator",
  ]);
  assertEquals(body.indicators.b, body.indicators["b.upper"]);
  assertEquals(body.indicators.SMA_5.slice(0, 4), [null, null, null, null]);
  assertEquals(typeof body.indicators.SMA_5[4], "number");
});

Deno.test("a page beyond the end is the last one", async () => {
  await using engine = await openBarsEngine();
  const first = await calculate(engine, [{ id: "obv" }], { query: "?page_size=50" });
  assertEquals([first.body.dates.length, first.body.metadata.has_next], [50, true]);
  const { body } = await calculate(engine, [{ id: "obv" }], { query: "?page_size=50&page=99" });
  assertEquals(body.dates, [...body.dates].sort());
  assertEquals([body.dates.length, body.indicators.obv.length], [20, 20]);
  assertEquals(body.metadata, {
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-01-03 00:00:00",
    end_date: "2000-05-01 00:00:00",
    points: 120,
    total_items: 120,
    total_pages: 3,
    current_page: 3,
    page_size: 50,
    has_next: false,
    has_prev: true,
  });
});

Deno.test("indicators are calculated from the start of the period on", async () => {
  await using engine = await openBarsEngine();
  const { body } = await calculate(engine, [{ id: "sma", parameters: { period: 3 } }], {
    start_date: "2000-02-01T00:00:00",
    end_date: "2000-02-04",
  });
  assertEquals(body.dates, [1, 2, 3, 4].map((day) => `2000-02-0${day} 00:00:00`));
  assertEquals(body.indicators.sma_3.map((value: unknown) => typeof value), [
    "object",
    "object",
    "number",
    "number",
  ]);
});

Deno.test("period and source, which clients send to all, are named where they change nothing", async () => {
  await using engine = await openBarsEngine();
  const { body } = await calculate(engine, [
    { id: "MACDIndicator", parameters: { period: 14, source: "close" }, output_name: "MACD_14" },
    { id: "atr", parameters: { period: 14, source: "close" } },
  ]);
  assertEquals(body.metadata.warnings, [
    'MACDIndicator has no parameter "period": it changes nothing',
    'ATRIndicator has no parameter "source": it changes nothing',
  ]);
});

Deno.test("what cannot be calculated is refused by name", async () => {
  await using engine = await openBarsEngine();
  const rsi = [{ id: "rsi" }];
  const cases: [
    indicators: unknown[],
    more: Record<string, string>,
    status: number,
    code: string,
    text: string,
  ][] = [
    [[{ id: "rsy" }], {}, 400, "CONFIG-UnknownIndicator", 'Unknown indicator: rsy; did you mean "rsi"?'],
    [[{ id: "" }], {}, 400, "CONFIG-UnknownIndicator", "Unknown indicator: "],
    [
      [{ id: "rsi", parameters: { period: 1 } }],
      {},
      400,
      "INDICATOR-InvalidParameters",
      'Invalid parameters for RSIIndicator: "period" must be a whole number from 2 to 100, got 1',
    ],
    [
      [{ id: "macd", parameters: { fast: 5 } }],
      {},
      400,
      "INDICATOR-InvalidParameters",
      'Invalid parameters for MACDIndicator: "fast" is not a parameter of macd. Did you mean "fast_period"?',
    ],
    [rsi, { end_date: "2000-01-05" }, 400, "PROC-CalculationFailed", "RSI needs at least 15 bars, got 3"],
    [
      rsi,
      { symbol: "NOPE" },
      404,
      "DATA-LoadFailed",
      "Failed to load data for NOPE (1d): No bars of NOPE 1d",
    ],
    [
      rsi,
      { start_date: "2031-01-01" },
      404,
      "DATA-NoData",
      "the stored bars go from 2000-01-03 to 2000-05-01",
    ],
    [rsi, { start_date: "garbage" }, 400, "DATA-InvalidDate", 'Invalid start_date format "garbage"'],
    [
      rsi,
      { start_date: "2000-03-01", end_date: "2000-02-01" },
      400,
      "DATA-InvalidDate",
      'The start date "2000-03-01" is after the end date "2000-02-01"',
    ],
  ];
  for (const [indicators, more, status, code, text] of cases) {
    const answer = await calculate(engine, indicators, more);
    const { success, error } = answer.body.detail;
    assertEquals([answer.status, success, error.code], [status, false, code]);
    assertStringIncludes(error.message, text);
  }
});

Deno.test("a request with wrong fields is refused field by field", async () => {
  await using engine = await openBarsEngine();
  const cases: [indicators: unknown[], more: Record<string, string>, field: string, text: string][] = [
    [[], {}, "body -> indicators", "Value error, At least one indicator must be specified"],
    [
      Array.from({ length: 51 }, (_, period) => ({ id: "sma", parameters: { period: period + 2 } })),
      {},
      "body -> indicators",
      "Value error, At most 50 indicators can be specified",
    ],
    [[{}], {}, "body -> indicators -> 0 -> id", "Field required"],
    [[{ id: "rsi" }], { timeframe: "9x" }, "body -> timeframe", "Input should be '1m', '5m'"],
    [[{ id: "rsi" }], { symbol: "" }, "body -> symbol", "Value error, Symbol must not be empty"],
    [[{ id: "rsi" }], { query: "?page_size=10001" }, "query -> page_size", "less than or equal to 10000"],
    [[{ id: "rsi" }], { query: "?page=0" }, "query -> page", "greater than or equal to 1"],
    [
      [{ id: "rsi" }, { id: "rsi" }],
      {},
      "body -> indicators -> 1 -> output_name",
      'Several columns would be called "rsi"',
    ],
  ];
  for (const [indicators, more, field, text] of cases) {
    const { status, body } = await calculate(engine, indicators, more);
    assertEquals([status, body.error.details[0].field], [422, field], JSON.stringify(body));
    assertStringIncludes(body.error.details[0].message, text);
  }
});
