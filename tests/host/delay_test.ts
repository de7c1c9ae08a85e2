import { assertEquals, assertRejects } from "@std/assert";
import { delay } from "../../lib/host/delay.ts";

Deno.test("delay() resolves when the time has passed, and never before", async () => {
  const start = performance.now();
  await delay(20);
  assertEquals(performance.now() - start >= 19, true);
  await delay(-1);
});

Deno.test("delay() rejects with the signal's reason, aborted before or meanwhile", async () => {
  const reason = new Error("enough");
  assertEquals(await assertRejects(() => delay(1e12, { signal: AbortSignal.abort(reason) })), reason);
  const controller = new AbortController();
  const waiting = assertRejects(() => delay(1e12, { signal: controller.signal }));
  controller.abort(reason);
  assertEquals(await waiting, reason);
});
