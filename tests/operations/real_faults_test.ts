import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ConnectionError, InterruptedError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { OperationAdapter } from "../../lib/operations/execute.ts";
import { type Fault, page, silence, textAnswer, truncated } from "../support/faults.ts";
import { openSocketWorld } from "../support/socket_world.ts";

const period = { start_date: "2015-01-01", end_date: "2020-01-01" };

function adapters(): OperationAdapter[] {
  return [
    new TrainingAdapter({ strategy_name: "rsi" }),
    new BacktestAdapter({ strategy_name: "rsi", symbol: "SPX", timeframe: "1d", ...period }),
    new DummyAdapter(),
  ];
}

function isRead(request: Request): boolean {
  return request.method === "GET" && request.url.includes("/operations/");
}

Deno.test("over sockets: a follow takes one connection", async () => {
  await using world = openSocketWorld();
  const result = await world.client.executeOperation(new DummyAdapter());
  assertEquals(result.status, "completed");
  assertEquals(world.server.connections, 1);
});

Deno.test("over sockets: a start whose connection breaks after it arrived is found, and not sent again", async () => {
  for (const adapter of adapters()) {
    await using world = openSocketWorld();
    // A connection that was used before, which the platform's fetch does not take for the last word.
    assert(await world.client.healthCheck());
    world.server.breakConnections({ when: "after", line: /^POST/, times: 1 });
    const result = await world.client.executeOperation(adapter);
    assertEquals(result.status, "completed", adapter.type);
    assertEquals(world.engine.operations.map(({ id }) => id), [result.operationId]);
    assertEquals(world.server.count(`POST ${adapter.startEndpoint}`), 1);
  }
});

Deno.test("over sockets: a start whose connection breaks before may have happened, as far as the client knows", async () => {
  for (const adapter of adapters()) {
    await using world = openSocketWorld();
    assert(await world.client.healthCheck());
    world.server.breakConnections({ when: "before", line: /^POST/, times: 1 });
    const error = await assertRejects(
      () => world.client.executeOperation(adapter),
      ConnectionError,
      "may have started",
    );
    assertStringIncludes(error.hint ?? "", "Look with: ktrdr operation");
    assertEquals(world.engine.operations, []);
    assertEquals(world.server.count(`POST ${adapter.startEndpoint}`), 0);
  }
});

Deno.test("over sockets: a start waits for a server that is about to listen", async () => {
  for (const adapter of adapters()) {
    await using world = openSocketWorld();
    world.server.stop();
    const restarted = world.clock.delay(1_000).then(() => world.server.restart());
    const result = await world.client.executeOperation(adapter);
    await restarted;
    assertEquals(result.status, "completed");
    assertEquals(world.engine.operations.length, 1);
  }
});

Deno.test("over sockets: a follow outlives a restart of a minute", async () => {
  for (const canWait of [false, true]) {
    await using world = openSocketWorld({ canWait });
    const notices: string[] = [];
    let restarted: Promise<void> | undefined;
    const result = await world.client.executeOperation(new DummyAdapter(), {
      onState: ({ type }) => notices.push(type),
      onProgress: () => {
        if (world.engine.operations[0].reads !== 2 || restarted !== undefined) return;
        world.server.stop();
        restarted = world.clock.delay(60_000).then(() => world.server.restart());
      },
    });
    await restarted;
    assertEquals(result.status, "completed");
    assert(notices.includes("reconnecting"));
    assertEquals(notices.at(-1), "reconnected");
    assertEquals(world.engine.operations.length, 1);
  }
});

Deno.test("over sockets: a follow outlives connections that break, before and after the request", async () => {
  for (const when of ["before", "after"] as const) {
    await using world = openSocketWorld();
    world.server.breakConnections({ when, line: /^GET \S+\/operations\//, times: 3 });
    assertEquals((await world.client.executeOperation(new DummyAdapter())).status, "completed");
  }
});

Deno.test("over sockets: a follow outlives answers that are none", async () => {
  const faults: Record<string, Fault> = {
    truncated,
    empty: textAnswer(),
    "web page": page(200, "Hello"),
    proxy: page(502, "Bad Gateway"),
  };
  for (const [name, fault] of Object.entries(faults)) {
    await using world = openSocketWorld();
    world.server.plan({ fault, isHit: isRead, times: 2 });
    const result = await world.client.executeOperation(new DummyAdapter());
    assertEquals(result.status, "completed", name);
  }
});

Deno.test("over sockets: a follow outlives a server that is silent", async () => {
  await using world = openSocketWorld({ timeout: 300 });
  world.server.plan({ fault: silence, isHit: isRead, times: 1 });
  const dummy = world.engine.start("dummy");
  assertEquals((await world.client.watch(dummy.id, { startedAt: world.clock.now() })).status, "completed");
});

Deno.test("over sockets: a cancel request whose connection breaks is sent again until it is known to be taken", async () => {
  for (const when of ["before", "after"] as const) {
    await using world = openSocketWorld({ readsUntilEnd: 1_000 });
    world.server.breakConnections({ when, line: /^DELETE/, times: 1 });
    const controller = new AbortController();
    const result = await world.client.executeOperation(new DummyAdapter(), {
      signal: controller.signal,
      cancelReason: "Ctrl+C",
      onProgress: () => controller.abort(new InterruptedError("Interrupted by Ctrl+C")),
    });
    assertEquals([result.status, result.cancelledByUs], ["cancelled", true], when);
    assertEquals(world.server.count(`DELETE /operations/${result.operationId}`), when === "before" ? 1 : 2);
    assertEquals(world.engine.operations.length, 1);
  }
});
