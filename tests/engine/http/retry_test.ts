import { assertEquals, assertMatch } from "@std/assert";
import { barsCsv, openFilledEngine, waitForEnd, waitUntil } from "./test_engine.ts";

Deno.test("an operation that failed is retried, and completes", async () => {
  await using engine = await openFilledEngine({ cores: 1 });
  // The only core is taken, so that the training waits while its bars change.
  const dummy = (await engine.post("/dummy/start")).body.data.operation_id;
  const start = { strategy_name: "rsi_spx", seed: 7 };
  const id = (await engine.post("/trainings/start", start)).body.task_id;
  await engine.put("/data/SPX/1d?replace=true", barsCsv(1900));
  await engine.delete(`/operations/${dummy}`);
  const failed = await waitUntil(engine, id, ({ status }) => status === "failed");
  assertMatch(failed.error_message, /bars of SPX 1d have changed/);

  const { status, body } = await engine.post(`/operations/${id}/retry`);
  assertEquals([status, body.success], [200, true]);
  assertMatch(body.data.operation_id, /^op_retry_training_/);
  const completed = await waitForEnd(engine, body.data.operation_id);
  assertEquals(completed.result_summary.training_metrics.epochs_trained, 4);
  assertEquals((await engine.get(`/operations/${id}`)).body.data.status, "failed");
  const { body: list } = await engine.get("/operations?operation_type=training&status=completed");
  assertEquals(list.data.map((row: { operation_id: string }) => row.operation_id), [completed.operation_id]);
});
