/** Models handed out, taken in and deleted. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { modelExportSchema } from "../../../lib/contract/model.ts";
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
