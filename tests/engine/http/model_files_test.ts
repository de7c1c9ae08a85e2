/** Models handed out, taken in and deleted. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type ModelBundle, modelExportSchema } from "../../../lib/contract/model.ts";
import { tradingBundle } from "../../support/trading_home.ts";
import { barsCsv, openTestEngine, type TestEngine, waitForEnd } from "./test_engine.ts";

/** An engine with bars and the hand-made model `swing/1d_v1`. */
async function openTradingEngine(): Promise<TestEngine> {
  const engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(700));
  const { status, body } = await engine.post("/models/import", await tradingBundle());
  assertEquals([status, body.model.model_id], [200, "swing/1d_v1"]);
  return engine;
}

/** The hand-made model with another `model.json`, whose checksum is right. */
async function changedBundle({ model, ...changes }: Record<string, unknown>): Promise<ModelBundle> {
  const bundle = await tradingBundle();
  const description = JSON.parse(bundle.files["model.json"].content);
  const changed = { ...description, ...changes, model: { ...description.model, ...model ?? {} } };
  const content = JSON.stringify(changed);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content));
  const sha256 = new Uint8Array(digest).toHex();
  return { ...bundle, files: { ...bundle.files, "model.json": { encoding: "utf-8", sha256, content } } };
}

Deno.test("a model is handed out under its id, however the slash in it is written", async () => {
  await using engine = await openTradingEngine();
  const paths = ["/models/swing/1d_v1/export", "/models/swing%2F1d_v1/export"];
  const [one, other] = await Promise.all(paths.map((path) => engine.get(path)));
  assertEquals([one.status, other.body], [200, one.body]);
  const { bundle } = modelExportSchema.parse(one.body);
  const again = await engine.post("/models/import?name=swing2", bundle);
  assertEquals([again.body.model.model_id, again.body.model.created_at], [
    "swing2/1d_v1",
    "2026-01-01T00:00:00.000Z",
  ]);
  for (const path of ["/models/swing/1d_v9/export", "/models/..%2F..%2Fetc%2Fpasswd/export"]) {
    assertEquals((await engine.get(path)).status, 404);
  }
});

Deno.test("a bundle is refused in the words of the API, by schema, by size and by name", async () => {
  await using engine = await openTestEngine();
  const bundle = await tradingBundle();
  const invalid = await engine.post("/models/import", { ...bundle, files: {} });
  assertEquals([invalid.status, invalid.body.error.code], [422, "VALIDATION_ERROR"]);
  const named = await engine.post("/models/import?name=..%2Fx", bundle);
  assertEquals(named.status, 400);
  const headers = { "content-length": String(65 * 2 ** 20) };
  const large = await engine.send("POST", "/models/import", { body: "{}", headers });
  assertEquals([large.status, large.body.detail], [413, "The body is too long, expected at most 64 MiB"]);
  assertEquals((await engine.get("/models")).body.models, []);
});

Deno.test("a bundle with sizes that cannot be meant is refused before anything of such a size is made", async () => {
  await using engine = await openTestEngine();
  const many = (count: number) => Array(count).fill("x");
  const cases: [changes: Record<string, unknown>, reason: string][] = [
    [{ weightLengths: Array(1001).fill(1) }, "weightLengths: expected at most 1000 items"],
    // Not one item of a list that is too long is looked at.
    [{ weightLengths: Array(1_000_000).fill(-1) }, "weightLengths: expected at most 1000 items"],
    [{ weightLengths: [15, -1] }, "weightLengths.1: Too small"],
    [{ weightLengths: [15, 2 ** 28 + 1] }, "weightLengths.1: Too big"],
    [{ weightLengths: [15, 2.5] }, "weightLengths.1: Invalid input: expected int"],
    [{ model: { symbols: many(10_001) } }, "model.symbols: expected at most 10000 items"],
    [{ model: { timeframes: many(101) } }, "model.timeframes: expected at most 100 items"],
    [{ model: { features: many(10_001) } }, "model.features: expected at most 10000 items"],
    [{ model: { scales: many(10_001) } }, "model.scales: expected at most 10000 items"],
  ];
  for (const [changes, reason] of cases) {
    const { status, body } = await engine.post("/models/import", await changedBundle(changes));
    assertEquals(status, 400);
    assertStringIncludes(
      body.detail,
      `The model cannot be imported: model.json is not what it should be: ${reason}`,
    );
  }
  const shape = { inputs: 5, hiddenLayers: Array(1001).fill(4), outputs: 3, activation: "relu", dropout: 0 };
  const others: [changes: Record<string, unknown>, reason: string][] = [
    [{ weightLengths: [2 ** 28, 2 ** 28] }, "weights.bin has another length than model.json says"],
    [{ weightLengths: [15, 0, 3] }, 'Weights must have 2 arrays, got "3"'],
    [{ model: { shape } }, "its network has no shape that is known here"],
    [
      { model: { strategyText: "#".repeat(65_537) } },
      "its strategy has 65537 characters, expected at most 65536",
    ],
    [{ note: "#".repeat(8 * 2 ** 20) }, "model.json is too large"],
  ];
  for (const [changes, reason] of others) {
    const { status, body } = await engine.post("/models/import", await changedBundle(changes));
    assertEquals([status, body.detail], [400, `The model cannot be imported: ${reason}`]);
  }
});

Deno.test("a bundle of very many values is refused before it is parsed, which would take a hundred times its memory", async () => {
  await using engine = await openTestEngine();
  for (const value of ["{}", "[]", "0"]) {
    const text = `{"format":[${`${value},`.repeat(2_000_000)}0]}`;
    const { status, body } = await engine.send("POST", "/models/import", { body: text });
    assertEquals(status, 400);
    assertMatch(
      body.detail,
      /^The model cannot be imported: it has [24]0000\d\d values, expected at most 2000000$/,
    );
  }
});

Deno.test("a model that a backtest is at work with is not deleted before its end", async () => {
  await using engine = await openTradingEngine();
  const started = await engine.post("/backtests/start", {
    strategy_name: "swing",
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-01-01",
    end_date: "2001-12-02",
  });
  const id = started.body.operation_id;
  const refused = await engine.delete("/models/swing/1d_v1");
  assertEquals(refused.status, 409);
  assertStringIncludes(refused.body.detail, `Model swing/1d_v1 is in use by backtest ${id}`);
  await waitForEnd(engine, id);
  assertEquals((await engine.delete("/models/swing%2F1d_v1")).body, {
    success: true,
    model_id: "swing/1d_v1",
  });
  assertEquals((await engine.delete("/models/swing/1d_v1")).status, 404);
  assertEquals((await engine.get("/backtests")).body.data.map((row: { model_id: string }) => row.model_id), [
    "swing/1d_v1",
  ]);
});
