/** What the Python clients of KTRDR make of the engine's answers: they read `detail` or `message`, and repeat 5xx. */
import { assert, assertEquals } from "@std/assert";
import { openTestEngine } from "./test_engine.ts";

/** The sentence that they show, and how often they ask. */
function readAsPython(status: number, body: Record<string, unknown>) {
  return { attempts: status >= 500 ? 4 : 1, text: body.detail ?? body.message ?? "Unknown error" };
}

Deno.test("an error of any shape is a sentence to the Python clients, asked for once", async () => {
  await using engine = await openTestEngine();
  const requests: [string, string, object?][] = [
    ["GET", "/ib/status"],
    ["POST", "/agent/trigger", {}],
    ["DELETE", "/agent/cancel/op_1"],
    ["GET", "/operations?status=bogus"],
    ["GET", "/operations/nope"],
    ["POST", "/trainings/start", {}],
    ["POST", "/backtests/start", { strategy_name: "x", start_date: "2015-13-01", end_date: "2016-01-01" }],
    ["GET", "/data/SPX/1d?start_date=garbage"],
    ["PUT", "/data/SPX/1d"],
    ["GET", "/nope"],
    ["PATCH", "/operations"],
  ];
  for (const [method, path, body] of requests) {
    const answer = await engine.send(method, path, body === undefined ? {} : { body: JSON.stringify(body) });
    const { attempts, text } = readAsPython(answer.status, answer.body);
    assertEquals([attempts, typeof text], [1, "string"], `${method} ${path}: ${JSON.stringify(answer.body)}`);
    assert(text !== "Unknown error" && text !== "", `${method} ${path}`);
  }
});

Deno.test("there is a worker for either kind of work, whatever the number of cores", async () => {
  for (const cores of [1, 2, 4]) {
    await using engine = await openTestEngine({ cores });
    const { body } = await engine.get("/workers");
    const types = body.map((worker: { worker_type: string }) => worker.worker_type);
    assertEquals([...new Set(types)].toSorted(), ["backtesting", "training"]);
    assertEquals(types.length, Math.max(2, cores));
  }
});
