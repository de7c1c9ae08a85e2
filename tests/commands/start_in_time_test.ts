import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { hang, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const health = "GET /health";
const start = "POST /trainings/start";
const training = ["model", "train", "rsi_spx", "--url", "http://server", "--progress", "plain"];

/** A request that gets no answer; `reached` resolves when it comes. */
function silentRequest(): { reached: Promise<void>; answer: Responder } {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  return {
    reached,
    answer: (request) => {
      resolve();
      return hang()(request);
    },
  };
}

Deno.test("--timeout bounds the start, too: the operation may have started then, followed or not", async () => {
  const ours = "op_training_20260101_000000_80000000";
  for (const choice of [[], ["--detach"]]) {
    const { reached, answer } = silentRequest();
    const server = new ScriptedServer({ [start]: [answer], [`GET /operations/${ours}`]: [hang()] });
    const host = createFakeHost({ fetch: server.fetch, time: "manual" });
    const running = runKtrdr([...training, "--timeout", "2", ...choice], { host });
    await reached;
    await host.advance(2_000);
    await host.advance(1_500);
    const { exitCode, stderr } = await running;
    assertEquals([exitCode, server.count(start)], [124, 1]);
    assertStringIncludes(
      stderr,
      `Error: The training operation may have started, but its answer was lost: No answer within 2 s
  Operation: training (${ours})
  Stage: initialization
Hint: Look with: ktrdr operation status ${ours}
`,
    );
  }
});

Deno.test("--timeout bounds what comes before the start, too: nothing has started then", async () => {
  const { reached, answer } = silentRequest();
  const server = new ScriptedServer({ [health]: [answer] });
  const host = createFakeHost({ fetch: server.fetch, time: "manual" });
  const running = runKtrdr([...training, "--seed", "1", "--timeout", "2"], { host });
  await reached;
  await host.advance(2_000);
  const { exitCode, stderr } = await running;
  assertEquals([exitCode, server.routes], [124, [health]]);
  assertEquals(stderr, "Error: Nothing was started: No answer within 2 s\n");
});

Deno.test("--timeout does not say that an operation may have started where nothing listens", async () => {
  const { exitCode, stderr } = await runKtrdr([...training, "--timeout", "0.1"], { fetch: refused() });
  assertEquals(exitCode, 6);
  assertStringIncludes(stderr, "Error: Nothing listens at server:8000 (connection refused)\n");
});
