import { migrations } from "../../../lib/engine/store/migrations.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KtrdrError } from "../../../lib/errors.ts";
import { barsCsv, openFilledEngine, openTestEngine } from "./test_engine.ts";

function validation(field: string, message: string, type: string) {
  return {
    success: false,
    error: {
      code: "VALIDATION_ERROR",
      message: "Request validation failed",
      details: [{ field, message, type }],
    },
    detail: `Request validation failed: ${field}: ${message}`,
  };
}

Deno.test("requests that break the schema are refused field by field", async () => {
  await using engine = await openFilledEngine();
  const cases = [
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", symbols: [] },
      "body -> symbols",
      "Value error, At least one symbol must be specified when symbols are provided",
      "value_error",
    ],
    ["/trainings/start", {}, "body -> strategy_name", "Field required", "missing"],
    [
      "/trainings/start",
      { strategy_name: 5 },
      "body -> strategy_name",
      "Input should be a valid string",
      "string_type",
    ],
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", seed: -1 },
      "body -> seed",
      "Input should be greater than or equal to 0",
      "greater_than_equal",
    ],
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", validation_split: 1 },
      "body -> validation_split",
      "Input should be less than 1",
      "less_than",
    ],
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", validation_split: 0.9 },
      "body -> validation_split",
      "Value error, Validation split 0.9 leaves no training rows beside the test share of 0.15",
      "value_error",
    ],
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", task_id: "a b" },
      "body -> task_id",
      'Value error, Task id must be 1 to 100 letters, digits, "_", ".", ":" or "-", got "a b"',
      "value_error",
    ],
    [
      "/trainings/start",
      { strategy_name: "rsi_spx", symbols: ["SPX", " "] },
      "body -> symbols -> 1",
      "Value error, Names must not be blank",
      "value_error",
    ],
    [
      "/backtests/start",
      { strategy_name: "rsi_spx", start_date: "2015-13-01", end_date: "2016-01-01" },
      "body -> start_date",
      "Value error, Invalid date format. Use YYYY-MM-DD: 2015-13-01",
      "value_error",
    ],
    [
      "/backtests/start",
      { strategy_name: "rsi_spx", start_date: "2015-01-01", end_date: "2016-01-01", initial_capital: -5 },
      "body -> initial_capital",
      "Value error, Initial capital must be positive",
      "value_error",
    ],
    [
      "/backtests/start",
      { strategy_name: "rsi_spx", start_date: "2016-01-01", end_date: "2015-01-01" },
      "body -> end_date",
      "Value error, The end date must not be before the start date, got 2016-01-01 and 2015-01-01",
      "value_error",
    ],
  ] as const;
  for (const [path, body, field, message, type] of cases) {
    const answer = await engine.post(path, body);
    assertEquals(answer.status, 422);
    assertEquals(answer.body, validation(field, message, type));
  }
  const { body } = await engine.post("/data/acquire/download", { symbol: "AAPL", timeframe: "3d" });
  assertStringIncludes(body.error.details[0].message, "Input should be '1m', '5m'");
});

Deno.test("query parameters out of range are refused by name", async () => {
  await using engine = await openTestEngine();
  const cases = [
    [
      "status=bogus",
      "query -> status",
      "Input should be 'pending', 'resuming', 'running', 'completed', 'failed' or 'cancelled'",
      "enum",
    ],
    ["limit=0", "query -> limit", "Input should be greater than or equal to 1", "greater_than_equal"],
    ["limit=1001", "query -> limit", "Input should be less than or equal to 1000", "less_than_equal"],
    [
      "offset=x",
      "query -> offset",
      "Input should be a valid integer, unable to parse string as an integer",
      "int_parsing",
    ],
    [
      "active_only=perhaps",
      "query -> active_only",
      "Input should be a valid boolean, unable to interpret input",
      "bool_parsing",
    ],
  ] as const;
  for (const [query, field, message, type] of cases) {
    const answer = await engine.get(`/operations?${query}`);
    assertEquals(answer.status, 422);
    assertEquals(answer.body, validation(field, message, type));
  }
});

Deno.test("things that are not there give a 404 in the words of the original", async () => {
  await using engine = await openTestEngine();
  const cases = [
    ["GET", "/nope", "Not Found"],
    ["GET", "/operations/nope", "Operation not found: nope"],
    ["DELETE", "/operations/nope", "Operation not found: nope"],
    ["POST", "/operations/nope/resume", "Operation not found: nope"],
    ["POST", "/operations/nope/retry", "Operation not found: nope"],
    ["GET", "/operations/nope/metrics", "Operation not found: nope"],
    ["GET", "/backtests/nope", "Operation not found: nope"],
    ["GET", "/trainings/nope/performance", "Operation not found: nope"],
    ["GET", "/checkpoints/nope", "Checkpoint not found: nope"],
    ["GET", "/strategies/nope", "Strategy 'nope' not found"],
    ["GET", "/models/nope/1d_v1", "Model not found: nope/1d_v1"],
    ["GET", "/models/..%2F..%2Fetc%2Fpasswd", "Model not found: ../../etc/passwd"],
  ] as const;
  for (const [method, path, detail] of cases) {
    const answer = await engine.send(method, path);
    assertEquals([answer.status, answer.body], [404, { detail }], path);
  }
  for (const path of ["/strategies/validate/nope", "/strategies/nope/features"]) {
    const answer = await engine.send(path.endsWith("features") ? "GET" : "POST", path);
    assertEquals(answer.status, 404);
    assertEquals(
      answer.body.detail,
      "Strategy file not found: nope.yaml; no strategies are stored. Upload the file with " +
        "'ktrdr model train nope.yaml', or serve its folder with 'ktrdr serve --strategies <folder>'",
    );
  }
  const { body, status } = await engine.post("/data/range", { symbol: "NOPE", timeframe: "1d" });
  assertEquals([status, body], [404, { detail: "Data not found for NOPE (1d)" }]);
});

Deno.test("a wrong method is told apart from a wrong path", async () => {
  await using engine = await openTestEngine();
  const answer = await engine.post("/health");
  assertEquals([answer.status, answer.body], [405, { detail: "Method Not Allowed" }]);
  assertEquals(answer.headers.get("Allow"), "GET");
  assertEquals((await engine.send("PATCH", "/operations")).status, 405);
});

Deno.test("hostile requests are answered and do no harm", async () => {
  await using engine = await openTestEngine();
  const long = "x".repeat(10_000);
  const cases: readonly [string, string, BodyInit | undefined, number][] = [
    ["POST", "/trainings/start", "{", 422],
    ["POST", "/trainings/start", "null", 422],
    ["POST", "/trainings/start", "[]", 422],
    ["POST", "/trainings/start", undefined, 422],
    ["POST", "/trainings/start", new Uint8Array([0xff, 0xfe]), 400],
    ["POST", "/trainings/start", " ".repeat(1024 * 1024 + 1), 413],
    ["PUT", "/strategies/big", "a".repeat(1024 * 1024 + 1), 413],
    ["GET", "/operations/%E0%A4%A", undefined, 400],
    ["GET", `/operations/${long}`, undefined, 404],
    ["GET", "/operations/%00", undefined, 404],
    ["GET", "/operations//children", undefined, 404],
    ["PUT", "/strategies/..%2Fx", "name: x", 400],
    ["PUT", `/strategies/${long}`, "name: x", 400],
    ["PUT", "/data/..%2Fx/1d", barsCsv(3), 400],
    ["PUT", "/data/SPX/9x", barsCsv(3), 400],
    ["GET", "/data/a%20b/1d", undefined, 400],
    ["DELETE", "/operations/x", "[1]", 422],
    ["GET", "/workers?worker_type=bogus", undefined, 422],
  ];
  for (const [method, path, body, status] of cases) {
    const answer = await engine.send(method, path, body === undefined ? {} : { body });
    assertEquals(
      answer.status,
      status,
      `${method} ${path.slice(0, 60)} ${JSON.stringify(answer.body).slice(0, 200)}`,
    );
  }
  const health = await engine.get("/health");
  assertEquals(health.body, {
    status: "ok",
    version: "1.2.3",
    orphan_detector: null,
    extensions: {
      operation_wait: true,
      strategy_upload: true,
      data_upload: true,
      training_seed: true,
      backtest_details: true,
      backtest_check: true,
      model_files: true,
      fuzzy_calculate: true,
      operation_retry: true,
    },
    store_version: migrations.length,
  });
  assert(health.headers.get("X-Process-Time")?.endsWith("ms"));
});

Deno.test("openEngine() rejects with a KtrdrError when the home cannot be used", async () => {
  const file = await Deno.makeTempFile({ prefix: "ktrdr_engine_" });
  await assertRejects(() => openTestEngine({ home: file }), KtrdrError);
  await Deno.remove(file);
});
