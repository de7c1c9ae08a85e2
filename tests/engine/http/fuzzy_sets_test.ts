/** Fuzzy sets of the stored strategies, and of requests, as the API answers them. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { fuzzyCalculateResponseSchema } from "../../../lib/contract/fuzzy.ts";
import {
  fuzzyDataResponseSchema,
  fuzzyEvaluateResponseSchema,
  fuzzyIndicatorListSchema,
  fuzzyOverlaySchema,
  fuzzySetsSchema,
} from "../../support/fuzzy_answers.ts";
import { readExchanges, repeat, shapeDifferences } from "./recorded_exchange.ts";
import { openFuzzyEngine } from "./fuzzy_engine.ts";
import { barsCsv, openTestEngine, strategyText } from "./test_engine.ts";

/** Where a page stands that has all bars. */
function onlyPage(bars: number) {
  return {
    total_items: bars,
    total_pages: 1,
    current_page: 1,
    page_size: bars,
    has_next: false,
    has_prev: false,
  };
}

Deno.test("the fuzzy sets of stored strategies are listed in the recorded shape", async () => {
  await using engine = await openFuzzyEngine();
  const exchange = readExchanges("indicators_and_fuzzy").find(({ path }) => path === "/fuzzy/indicators");
  assert(exchange !== undefined);
  const { body } = await repeat(engine, exchange);
  assertEquals(shapeDifferences(body, exchange.answer), [
    "+data[0].fuzzy_set",
    "+data[0].indicator",
    "+data[0].strategy",
  ]);
  const { data } = fuzzyIndicatorListSchema.parse(body);
  assertEquals(data.map(({ id }) => id), ["rsi_spx.rsi_momentum", "rsi_spx.macd_trend"]);
  assertEquals(data[1], {
    id: "rsi_spx.macd_trend",
    name: "MACD_TREND",
    fuzzy_sets: ["negative", "positive"],
    output_columns: ["rsi_spx.macd_trend_negative", "rsi_spx.macd_trend_positive"],
    strategy: "rsi_spx",
    fuzzy_set: "macd_trend",
    indicator: {
      id: "macd_std",
      type: "macd",
      parameters: { fast_period: 12, slow_period: 26, signal_period: 9, source: "close" },
      output: "histogram",
    },
  });
});

Deno.test("a fuzzy set goes by its own name unless strategies mean different things by it", async () => {
  await using engine = await openFuzzyEngine();
  const short = fuzzySetsSchema.parse((await engine.get("/fuzzy/sets/rsi_momentum")).body);
  assertEquals(short.data.oversold, { type: "triangular", parameters: [0, 25, 40] });
  assertEquals((await engine.get("/fuzzy/sets/rsi_spx.rsi_momentum")).body, short);

  const unlike = strategyText({ name: "unlike" }).replace("[0, 25, 40]", "[0, 20, 40]");
  assertEquals((await engine.put("/strategies/unlike", unlike)).status, 200);
  assertEquals((await engine.get("/fuzzy/sets/macd_trend")).status, 200);
  const { status, body } = await engine.get("/fuzzy/sets/rsi_momentum");
  assertEquals([status, body.detail.error], [400, {
    code: "CONFIG-AmbiguousFuzzyIndicator",
    message: 'Several strategies have different fuzzy sets "rsi_momentum", expected one of ' +
      "rsi_spx.rsi_momentum, unlike.rsi_momentum",
    details: { indicator: "rsi_momentum", candidates: ["rsi_spx.rsi_momentum", "unlike.rsi_momentum"] },
  }]);
});

Deno.test("a fuzzy set that is named with its strategy is found without a look at any other", async () => {
  await using engine = await openFuzzyEngine();
  await Deno.mkdir(join(engine.home, "strategies", "unreadable.yaml"));
  assertEquals((await engine.get("/fuzzy/sets/rsi_momentum")).status, 500);
  assertEquals((await engine.get("/fuzzy/sets/rsi_spx.rsi_momentum")).status, 200);
  const request = { symbol: "SPX", timeframe: "1d", indicators: [{ name: "rsi_spx.macd_trend" }] };
  assertEquals((await engine.post("/fuzzy/data", request)).status, 200);
});

Deno.test("an unknown fuzzy set is refused with what is known", async () => {
  await using engine = await openTestEngine();
  const none = (await engine.get("/fuzzy/sets/rsi")).body.detail.error;
  assertEquals(none.message, "Unknown fuzzy indicator: rsi; no stored strategy has fuzzy sets");
  await engine.put("/strategies/rsi_spx", strategyText());
  const misspelt = await engine.get("/fuzzy/sets/rsi_momentun");
  assertEquals([misspelt.status, misspelt.body.detail.error], [400, {
    code: "CONFIG-UnknownFuzzyIndicator",
    message: 'Unknown fuzzy indicator: rsi_momentun; did you mean "rsi_momentum"?',
    details: { indicator: "rsi_momentun", available: ["rsi_spx.rsi_momentum", "rsi_spx.macd_trend"] },
  }]);
});

Deno.test("values are fuzzified", async () => {
  await using engine = await openFuzzyEngine();
  const dates = ["2023-01-01", "2023-01-02", "2023-01-03"];
  const request = { indicator: "rsi_momentum", values: [10, null, 65], dates };
  const { data } = fuzzyEvaluateResponseSchema.parse((await engine.post("/fuzzy/evaluate", request)).body);
  assertEquals(data, {
    indicator: "rsi_momentum",
    fuzzy_sets: ["oversold", "neutral", "overbought"],
    values: {
      rsi_momentum_oversold: [0.4, null, 0],
      rsi_momentum_neutral: [0, null, 0.25],
      rsi_momentum_overbought: [0, null, 1 / 3],
    },
    points: 3,
    dates,
  });
});

Deno.test("the memberships over bars are the same from every endpoint", async () => {
  await using engine = await openFuzzyEngine();
  const period = { start_date: "2000-01-10", end_date: "2000-02-20" };
  const calculated = fuzzyCalculateResponseSchema.parse(
    (await engine.post("/fuzzy/calculate", {
      symbol: "spx",
      timeframe: "1d",
      indicator: { type: "RSIIndicator", parameters: { period: 14, source: "close" } },
      fuzzy_sets: { oversold: { type: "TriangularMF", parameters: [0, 25, 40] } },
      ...period,
    })).body,
  );
  assertEquals(calculated.indicator, {
    id: "RSIIndicator",
    type: "rsi",
    parameters: { period: 14, source: "close" },
    output: "value",
  });
  assertEquals(calculated.metadata, {
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-01-10T00:00:00",
    end_date: "2000-02-20T00:00:00",
    points: 42,
    ...onlyPage(42),
  });
  const { dates, values, memberships: { oversold } } = calculated;
  assertEquals([dates.length, values[13], oversold[13]], [42, null, null]);
  const [value, degree] = [values.at(-1), oversold.at(-1)];
  assert(typeof value === "number" && typeof degree === "number");
  assertAlmostEquals(degree, Math.max(0, value <= 25 ? value / 25 : (40 - value) / 15), 1e-12);

  const { data } = fuzzyDataResponseSchema.parse(
    (await engine.post("/fuzzy/data", {
      symbol: "spx",
      timeframe: "1d",
      indicators: [{ name: "rsi_spx.rsi_momentum", source_column: null }, {
        name: "rsi_momentum",
        source_column: "close",
      }],
      ...period,
    })).body,
  );
  assertEquals(data.indicators["rsi_spx.rsi_momentum"]["rsi_spx.rsi_momentum_oversold"], oversold);
  assertEquals(new Set(data.indicators.rsi_momentum.rsi_momentum_oversold), new Set([0]));
  assertEquals(data.dates, dates.map((date) => date.replace("T", " ")));
  assertEquals(data.metadata, { start_date: data.dates[0], end_date: data.dates.at(-1), points: 42 });

  const query = new URLSearchParams({ symbol: "spx", timeframe: "1d", ...period });
  const overlay = fuzzyOverlaySchema.parse((await engine.get(`/fuzzy/data?${query}`)).body);
  assertEquals([overlay.symbol, overlay.warnings], ["SPX", null]);
  assertEquals(Object.keys(overlay.data), ["rsi_spx.rsi_momentum", "rsi_spx.macd_trend"]);
  const [first] = overlay.data["rsi_spx.rsi_momentum"];
  assertEquals(first.set, "oversold");
  assertEquals(first.membership.map(({ value }) => value), oversold);
  assertEquals(first.membership[0].timestamp, "2000-01-10T00:00:00+00:00");
});

Deno.test("an overlay leaves out what it cannot do, and says so", async () => {
  await using engine = await openFuzzyEngine();
  const path = "/fuzzy/data?symbol=SPX&timeframe=1d&end_date=2000-01-20";
  const { body } = await engine.get(`${path}&indicators=rsi_momentum&indicators=macd_trend&indicators=nope`);
  assertEquals(Object.keys(body.data), ["rsi_momentum"]);
  assertEquals(body.warnings, [
    "Failed to calculate indicators: MACD needs at least 35 bars, got 18",
    "Unknown indicator 'nope' - skipping",
  ]);
});

Deno.test("an overlay has the newest 10,000 bars", async () => {
  await using engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(10_001));
  await engine.put("/strategies/rsi_spx", strategyText());
  const { body } = await engine.get("/fuzzy/data?symbol=SPX&timeframe=1d&indicators=rsi_momentum");
  const { membership } = body.data.rsi_momentum[0];
  assertEquals([membership.length, membership[0].timestamp], [10_000, "2000-01-04T00:00:00+00:00"]);
  assertEquals(body.warnings, ["Only the newest 10000 of 10001 bars are shown"]);
});

Deno.test("POST /fuzzy/calculate gives the newest bars, and names what changes nothing", async () => {
  await using engine = await openFuzzyEngine();
  const request = {
    symbol: "SPX",
    timeframe: "1d",
    indicator: { type: "macd", parameters: { period: 14 }, output: "signal" },
    fuzzy_sets: {
      low: { type: "gaussian", parameters: [0, 5] },
      any: { type: "triangular", parameters: [-1, 0, 1] },
    },
  };
  const all = (await engine.post("/fuzzy/calculate", request)).body;
  const { body } = await engine.post("/fuzzy/calculate", { ...request, limit: 2 });
  assertEquals(body.values, all.values.slice(-2));
  assertEquals(body.memberships.low, all.memberships.low.slice(-2));
  assertEquals(Object.keys(body.memberships), ["low", "any"]);
  assertEquals(body.metadata, {
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-03-01T00:00:00",
    end_date: "2000-03-02T00:00:00",
    points: 2,
    ...onlyPage(2),
    warnings: ['MACDIndicator has no parameter "period": it changes nothing'],
  });
});

Deno.test("POST /fuzzy/calculate answers page by page, on top of the limit", async () => {
  await using engine = await openFuzzyEngine();
  const request = {
    symbol: "SPX",
    timeframe: "1d",
    indicator: { type: "rsi", parameters: { period: 3 } },
    fuzzy_sets: { low: { type: "triangular", parameters: [0, 25, 50] } },
    limit: 25,
  };
  const all = (await engine.post("/fuzzy/calculate", request)).body;
  const pages = await Promise.all([1, 2, 3].map(async (page) => {
    const { body } = await engine.post(`/fuzzy/calculate?page=${page}&page_size=10`, request);
    return fuzzyCalculateResponseSchema.parse(body);
  }));
  assertEquals(pages.map(({ dates }) => dates.length), [10, 10, 5]);
  assertEquals(pages.flatMap(({ dates }) => dates), all.dates);
  assertEquals(pages.flatMap(({ values }) => values), all.values);
  assertEquals(pages.flatMap(({ memberships }) => memberships.low), all.memberships.low);
  assertEquals(pages[2].metadata, {
    ...all.metadata,
    total_pages: 3,
    current_page: 3,
    page_size: 10,
    has_prev: true,
  });
  const beyond = (await engine.post("/fuzzy/calculate?page=99&page_size=10", request)).body;
  assertEquals(beyond, pages[2]);
  const refused = await engine.post("/fuzzy/calculate?page_size=10001", request);
  assertEquals([refused.status, refused.body.error.details[0].field], [422, "query -> page_size"]);
});
