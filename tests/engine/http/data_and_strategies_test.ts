import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  barsResponseSchema,
  dataUploadResponseSchema,
  rangeResponseSchema,
  symbolListSchema,
} from "../../../lib/contract/data.ts";
import {
  strategyFeaturesSchema,
  strategyListSchema,
  strategyValidationSchema,
} from "../../../lib/contract/strategy.ts";
import { barsCsv, openFilledEngine, openTestEngine } from "./test_engine.ts";

Deno.test("uploaded bars are merged, ranged and read back", async () => {
  await using engine = await openTestEngine();
  const first = await engine.put("/data/spx/1d", barsCsv(20));
  assertEquals(dataUploadResponseSchema.parse(first.body).data, {
    symbol: "SPX",
    timeframe: "1d",
    rows_read: 20,
    rows_imported: 20,
    rows_skipped: 0,
    rows_repeated: 0,
    rows_superseded: 0,
    rows_replaced: 0,
    total_bars: 20,
    start_date: "2000-01-03T00:00:00Z",
    end_date: "2000-01-22T00:00:00Z",
    columns: first.body.data.columns,
    problems: [],
    warnings: [],
    dry_run: false,
    files: first.body.data.files,
    first_bars: first.body.data.first_bars,
    last_bars: first.body.data.last_bars,
  });
  const second = await engine.put(
    "/data/SPX/1d",
    "time,open,high,low,close\n2000-01-22,1,2,1,2\n2000-01-23,3,4,3,4\n",
  );
  const { rows_imported, rows_replaced, total_bars } = second.body.data;
  assertEquals([rows_imported, rows_replaced, total_bars], [2, 1, 21]);

  const range = rangeResponseSchema.parse(
    (await engine.post("/data/range", { symbol: "SPX", timeframe: "1d" })).body,
  );
  assertEquals(range.data, {
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-01-03T00:00:00Z",
    end_date: "2000-01-23T00:00:00Z",
    point_count: 21,
  });
  const bars = await engine.get("/data/spx/1d?start_date=2000-01-21&end_date=2000-01-23&limit=2");
  assertEquals(barsResponseSchema.parse(bars.body).data, {
    dates: ["2000-01-22T00:00:00", "2000-01-23T00:00:00"],
    ohlcv: [[1, 2, 1, 2, 0], [3, 4, 3, 4, 0]],
    points: null,
    metadata: {
      symbol: "SPX",
      timeframe: "1d",
      start_date: "2000-01-22T00:00:00+00:00",
      end_date: "2000-01-23T00:00:00+00:00",
      point_count: 2,
      points: 2,
      limited: true,
      original_points: 3,
    },
  });
  const symbols = symbolListSchema.parse((await engine.get("/symbols")).body).data;
  assertEquals(symbols.map(({ symbol, available_timeframes }) => [symbol, available_timeframes]), [["SPX", [
    "1d",
  ]]]);
  const timeframes = (await engine.get("/timeframes")).body.data;
  assertEquals(timeframes[0], { id: "1m", name: "1 Minute", description: "One-minute interval data" });
  assertEquals((await engine.get("/data/info")).body.data.available_symbols, ["SPX"]);
});

Deno.test("bars that are not there are an empty list, and bad dates are named", async () => {
  await using engine = await openTestEngine();
  const empty = await engine.get("/data/NOPE/1d");
  assertEquals(empty.body, {
    success: true,
    data: {
      dates: [],
      ohlcv: [],
      points: null,
      metadata: { symbol: "NOPE", timeframe: "1d", start: "", end: "", points: 0 },
    },
    error: null,
  });
  const bad = await engine.get("/data/SPX/1d?start_date=garbage");
  assertEquals([bad.status, bad.body], [400, {
    success: false,
    error: {
      code: "DATA-InvalidDate",
      message: "Invalid start_date format. Use YYYY-MM-DD",
      details: { start_date: "garbage" },
    },
    detail: "Invalid start_date format. Use YYYY-MM-DD",
  }]);
});

Deno.test("a file with bad rows is imported only when they may be skipped", async () => {
  await using engine = await openTestEngine();
  const csv = "time,open,high,low,close,volume\n2000-01-03,1,2,1,2,5\n2000-01-04,x,2,1,2,5\n";
  const refused = await engine.put("/data/SPX/1d", csv);
  assertEquals(refused.status, 400);
  assertEquals(refused.body.error.code, "DATA-InvalidCsv");
  assertEquals(refused.body.error.details.problems[0].line, 3);
  assertStringIncludes(refused.body.error.message, "1 of 2 rows cannot be imported: line 3:");
  assertEquals((await engine.get("/symbols")).body.data, []);
  const skipped = dataUploadResponseSchema.parse(
    (await engine.put("/data/SPX/1d?skip_bad_rows=true", csv)).body,
  );
  assertEquals([skipped.data.rows_imported, skipped.data.rows_skipped], [1, 1]);
  for (const text of ["", "time,open,high,low,close\n", "nonsense\n"]) {
    assertEquals((await engine.put("/data/SPX/1d", text)).status, 400);
  }
});

Deno.test("bars are taken in pieces of any size, as UTF-8 or as Windows writes text", async () => {
  await using engine = await openTestEngine();
  const upload = async (name: string, pieces: Iterable<Uint8Array>) => {
    const { status, body } = await engine.send("PUT", "/data/SPX/1d", { body: ReadableStream.from(pieces) });
    return { status, detail: body.detail, columns: body.data?.columns.at(-1)?.replace(name, "…") };
  };
  const encode = (name: string) =>
    new TextEncoder().encode(`date,open,high,low,close,${name}\n2020-01-01,1,2,1,2,\n`);
  const accepted = { status: 200, detail: undefined, columns: "ignored: …" };
  for (const name of ["ü界😀", "\uFFFD"]) {
    const bytes = encode(name);
    assertEquals(await upload(name, [bytes]), accepted);
    assertEquals(await upload(name, Array.from(bytes, (byte) => Uint8Array.of(byte))), accepted);
  }
  const latin1 = encode("ü").map((byte) => byte === 0xc3 ? 0xfc : byte).filter((byte) => byte !== 0xbc);
  assertEquals(await upload("ü", [latin1]), accepted);
});

Deno.test("an upload counts rows of one time, and warns where they differ", async () => {
  await using engine = await openTestEngine();
  const times = Array.from({ length: 8 }, (_, minute) => `2022-01-03 00:0${minute}`);
  const row = (time: string, close: number) => `${time},1,2,1,${close},5`;
  const csv = [
    "time,open,high,low,close,volume",
    row("x", 1),
    ...times.map((time) => row(time, 1)),
    row(times[0], 1),
    ...times.slice(1).map((time) => row(time, 2)),
  ].join("\n");
  const { data } = dataUploadResponseSchema.parse(
    (await engine.put("/data/SPX/1m?skip_bad_rows=true", csv)).body,
  );
  assertEquals(
    [data.rows_read, data.rows_imported, data.rows_skipped, data.rows_repeated, data.rows_superseded],
    [17, 8, 1, 8, 7],
  );
  const first = "Line 12 has other values for 2022-01-03 00:01 than line 4; the later one counts";
  assertEquals([data.warnings.length, data.warnings[0]], [6, { code: "other_values", message: first }]);
  assertEquals(data.warnings[5].message, "2 more rows have other values than a later one");
});

Deno.test("an upload is refused where most bars are closer together or farther apart than their timeframe", async () => {
  await using engine = await openTestEngine();
  const upload = async (timeframe: string, times: readonly string[]) => {
    const csv = `time,open,high,low,close\n${times.map((time) => `${time},1,2,1,1\n`).join("")}`;
    const { body } = await engine.put(`/data/X/${timeframe}`, csv);
    return body.error?.message ?? dataUploadResponseSchema.parse(body).data.warnings;
  };
  const hours = ["2022-01-03 00:00", "2022-01-03 01:00", "2022-01-03 02:00", "2022-01-05 00:00"];
  const refusal = (step: string, timeframe: string) =>
    `The bars are usually ${step} apart, not ${timeframe} as the timeframe says; give --timeframe ${step}, or --force to take them so`;
  assertEquals(await upload("1d", hours), refusal("1h", "1d"));
  assertEquals(await upload("5m", hours), refusal("1h", "5m"));
  assertEquals(await upload("1h", hours), []);
  assertEquals(await upload("1M", ["2022-02-01", "2022-03-01", "2022-04-01"]), []);
  assertEquals(await upload("4h", ["2022-01-03 00:00", "2022-01-03 01:00"]), [
    { code: "bars_too_close", message: "The bars are 1h apart, less than the timeframe 4h" },
  ]);
});

Deno.test("strategies are listed, described and validated", async () => {
  await using engine = await openFilledEngine();
  const { strategies } = strategyListSchema.parse((await engine.get("/strategies")).body);
  assertEquals(strategies.length, 1);
  assertEquals(
    { ...strategies[0], indicators: [], fuzzy_config: {} },
    {
      name: "rsi_spx",
      description: "RSI and MACD on the S&P 500, daily",
      symbol: "SPX",
      timeframe: "1d",
      indicators: [],
      fuzzy_config: {},
      training_status: "untrained",
      available_versions: [],
      latest_version: null,
      latest_training_date: null,
      latest_metrics: null,
    },
  );
  const { features, count } = strategyFeaturesSchema.parse(
    (await engine.get("/strategies/rsi_spx/features")).body,
  );
  assertEquals(count, 5);
  assertEquals(features[3], {
    feature_id: "1d_macd_trend_negative",
    timeframe: "1d",
    fuzzy_set: "macd_trend",
    membership: "negative",
    indicator_id: "macd_std",
    indicator_output: "histogram",
  });
  const validation = strategyValidationSchema.parse((await engine.post("/strategies/validate/rsi_spx")).body);
  assertEquals([validation.valid, validation.issues], [true, []]);
  assertEquals((await engine.post("/strategies/validate/..%2Fx")).status, 400);
});

Deno.test("a strategy on disk that is not valid is listed, and validated with line and column", async () => {
  await using engine = await openFilledEngine();
  await Deno.writeTextFile(
    `${engine.home}/strategies/broken.yaml`,
    "name: broken\nindicators: {}\nnn_inputs: []\n",
  );
  const { strategies } = strategyListSchema.parse((await engine.get("/strategies/")).body);
  assertEquals(strategies.map(({ name }) => name), ["broken", "rsi_spx"]);
  assertStringIncludes(strategies[0].description ?? "", "Not valid:");
  const validation = strategyValidationSchema.parse((await engine.post("/strategies/validate/broken")).body);
  assertEquals(validation.valid, false);
  assertEquals(typeof validation.issues[0].line, "number");
  const { status, body } = await engine.post("/trainings/start", { strategy_name: "broken" });
  assertEquals(status, 400);
  assertStringIncludes(body.detail.message, `Strategy "broken" is not valid:\n`);
});
