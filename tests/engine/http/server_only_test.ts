/** What the embedded engine cannot do says what it takes. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openTestEngine } from "./test_engine.ts";

Deno.test("agent and broker endpoints say what they need", async () => {
  await using engine = await openTestEngine();
  const agent = "a KTRDR server with agent workers and a key for a language model";
  const broker = "a KTRDR server connected to an IB Gateway or TWS";
  const cases = [
    ["POST", "/agent/trigger", agent],
    ["GET", "/agent/status", agent],
    ["GET", "/agent/budget", agent],
    ["DELETE", "/agent/cancel/op_1", agent],
    ["GET", "/ib/status", broker],
    ["GET", "/ib/health", broker],
    ["PUT", "/ib/config", broker],
    ["POST", "/ib/symbols/discover", broker],
    ["GET", "/ib/ranges?symbols=AAPL", broker],
  ];
  for (const [method, path, needs] of cases) {
    const { status, body } = await engine.send(method, path);
    assertEquals([status, body.success, body.error.code], [404, false, "NOT_AVAILABLE_EMBEDDED"], path);
    assertStringIncludes(body.detail, body.error.message);
    assertEquals(body.error.details, { needs }, path);
    assertMatch(
      body.error.message,
      new RegExp(`is not available in the embedded engine: it needs ${needs}$`),
    );
  }
});
