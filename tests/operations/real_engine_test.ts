import { assert, assertEquals } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { openEngine } from "../../lib/engine/mod.ts";
import { InterruptedError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import { barsCsv, strategyText } from "../engine/http/test_engine.ts";
import { FaultServer } from "../support/fault_server.ts";
import { page } from "../support/faults.ts";

const worker = import.meta.resolve("../../lib/engine/worker.ts");

interface EngineWorld extends AsyncDisposable {
  client: KtrdrClient;
  server: FaultServer;
}

/** The embedded engine behind a server that can fail, with bars and a strategy to train. */
async function openEngineWorld(): Promise<EngineWorld> {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_faults_" });
  const engine = await openEngine({
    home,
    cores: 2,
    createWorker: () => new Worker(worker, { type: "module" }),
  });
  const server = new FaultServer({ fetch: (request) => engine.fetch(request) });
  const client = new KtrdrClient({ baseUrl: server.baseUrl, retryDelay: 20 });
  await client.data.upload({ symbol: "SPX", timeframe: "1d", csv: barsCsv(500) });
  await client.strategies.upload({ name: "rsi_spx", yaml: strategyText({ epochs: 2 }) });
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
      await Deno.remove(home, { recursive: true });
    },
  };
}

async function countOperations({ client }: EngineWorld): Promise<number> {
  return (await client.operations.list({ limit: 100 })).total_count;
}

Deno.test("against the engine: lost answers start nothing twice, and broken reads lose nothing", async () => {
  await using world = await openEngineWorld();
  const { client, server } = world;
  const loseStart = () => server.breakConnections({ when: "after", line: /^POST/, times: 1 });

  loseStart();
  let restarted: Promise<void> | undefined;
  const trained = await client.executeOperation(new TrainingAdapter({ strategy_name: "rsi_spx" }), {
    onProgress: () => {
      if (restarted !== undefined) return;
      server.stop();
      restarted = server.restart();
    },
  });
  await restarted;
  assertEquals([trained.status, await countOperations(world)], ["completed", 1]);

  loseStart();
  server.plan({
    fault: page(502, "Bad Gateway"),
    isHit: ({ url }) => url.includes("/operations/op_"),
    times: 2,
  });
  const backtest = new BacktestAdapter({
    strategy_name: "rsi_spx",
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2000-06-01",
    end_date: "2001-03-01",
  });
  const tested = await client.executeOperation(backtest);
  assertEquals(
    [tested.status, await countOperations(world)],
    ["completed", 2],
    tested.operation.error_message ?? "",
  );
  assertEquals(server.count("POST /trainings/start") + server.count("POST /backtests/start"), 2);
});

Deno.test("against the engine: an operation whose start and cancel lose their answers is cancelled, once", async () => {
  await using world = await openEngineWorld();
  const { client, server } = world;
  const controller = new AbortController();
  server.breakConnections({ when: "after", line: /^(POST|DELETE)/, times: 2 });
  const result = await client.executeOperation(new DummyAdapter(), {
    signal: controller.signal,
    cancelReason: "Ctrl+C",
    onProgress: (_percentage, _message, { status }) => {
      if (status === "running") controller.abort(new InterruptedError("Interrupted by Ctrl+C"));
    },
  });
  assertEquals([result.status, result.cancelledByUs], ["cancelled", true]);
  assertEquals(await countOperations(world), 1);
  assert(server.count(`DELETE /operations/${result.operationId}`) >= 2);
});
