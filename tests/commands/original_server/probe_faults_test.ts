import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import {
  createOriginalWorld,
  type OriginalWorld,
  type OriginalWorldOptions,
} from "../../support/original_server/original_world.ts";
import { runKtrdr } from "../../support/run_ktrdr.ts";
import { hang, type Responder } from "../../support/scripted_server.ts";

type Instead = NonNullable<OriginalWorldOptions["instead"]>;

/** Starts a training, cancels it after 25 s and waits until its worker is free. */
async function cancelled(world: OriginalWorld): Promise<string> {
  const { value } = await world.json("train", "rsi_spx");
  world.pass(25_000);
  await world.run("cancel", value.operation_id);
  world.pass(20_000);
  return value.operation_id;
}

/** Answers what is asked below some paths. */
function on(paths: RegExp, answer: Responder): Instead {
  return (request) => paths.test(new URL(request.url).pathname) ? answer(request) : undefined;
}

const unknownRoute = () => Response.json({ detail: "Not Found" }, { status: 404 });
const proxyPage = () => new Response("404 page not found", { status: 404 });
const brokenAnswer = () => Response.json({ detail: "Oops" }, { status: 500 });

Deno.test("a resumed training ends where the server does not tell of checkpoints: by its worker and its model", async () => {
  for (const answer of [unknownRoute, proxyPage, brokenAnswer]) {
    const world = createOriginalWorld({ instead: on(/\/checkpoints/, answer) });
    const id = await cancelled(world);
    const { exitCode, value } = await world.json("resume", id, "--follow");
    assertEquals([exitCode, value.status, value.inferred], [0, "completed", true]);
    assertStringIncludes(value.reason, "no worker has it, a model of it appeared");
    assertNotMatch(value.reason, /checkpoint is gone|no checkpoint/);
  }
});

Deno.test("what a proxy says is not taken for a checkpoint that is gone", async () => {
  let isAway = false;
  const world: OriginalWorld = createOriginalWorld({
    epochs: 100,
    instead: (request, world) => isAway ? on(/\/checkpoints/, proxyPage)(request, world) : undefined,
  });
  const id = await cancelled(world);
  world.at(15_000, () => isAway = true);
  world.at(50_000, () => isAway = false);
  const { value } = await world.json("resume", id, "--follow");
  assertEquals([value.status, value.inferred], ["completed", true]);
  assert(world.server.jobs.find(id)?.status === "completed", "it was said to have completed while it ran");
});

Deno.test("a resumed training ends where the server does not tell of workers, and nothing is said of them", async () => {
  for (const answer of [unknownRoute, brokenAnswer]) {
    const world = createOriginalWorld({ instead: on(/\/workers/, answer) });
    const id = await cancelled(world);
    const { exitCode, value } = await world.json("resume", id, "--follow");
    assertEquals([exitCode, value.status, value.inferred], [0, "completed", true]);
    assertNotMatch(value.reason, /no worker/);
    assertEquals(world.server.jobs.find(id)?.status, "completed");
  }
});

Deno.test("where the server tells of nothing the follow ends all the same, and says what it does not know", async () => {
  const world = createOriginalWorld({ instead: on(/\/(workers|checkpoints|models)/, unknownRoute) });
  const id = await cancelled(world);
  const { exitCode, value } = await world.json("resume", id, "--follow");
  assertEquals([exitCode, value.inferred], [1, true]);
  assertMatch(value.message, /^How it ended is not known: the server does not tell of its workers, nor of /);
});

Deno.test("a server that is slow to answer such questions is asked less often", async () => {
  let asked = 0;
  const world: OriginalWorld = createOriginalWorld({
    epoch: 120_000,
    epochs: 2,
    instead: on(/\/(workers|checkpoints)/, async () => {
      asked++;
      await host.advance(2_000);
      return brokenAnswer();
    }),
  });
  const host = world.host();
  const { exitCode, stdout } = await runKtrdr(["--json", "train", "rsi_spx", "--follow"], { host });
  assertEquals([exitCode, JSON.parse(stdout).inferred], [0, undefined]);
  // A look takes 4 s, so the next one is 20 s later: 2 questions a look, in twice 110 s.
  assert(asked > 4 && asked <= 24, `asked ${asked} times`);
});

Deno.test("a worker that registers a minute after the others has not lost its training", async () => {
  let restartedAt = Infinity;
  const world: OriginalWorld = createOriginalWorld({
    epochs: 150,
    registration: 0,
    instead: ({ url }, { server }) => {
      if (!url.endsWith("/workers") || server.now() - restartedAt > 60_000) return undefined;
      if (restartedAt === Infinity) return undefined;
      const row = { worker_id: "other", status: "available", current_operation_id: null };
      return Response.json([{ ...row, worker_type: "backtesting" }, { ...row, worker_type: "training" }]);
    },
  });
  const id = await cancelled(world);
  world.at(20_000, () => world.server.stop());
  world.at(24_000, () => {
    world.server.restart();
    restartedAt = world.server.now();
  });
  const { exitCode, value } = await world.json("resume", id, "--follow");
  assertEquals([exitCode, value.status], [0, "completed"]);
  assertEquals(world.server.jobs.find(id)?.status, "completed");
});

Deno.test("a clock that is set forward makes no operation stop", async () => {
  let leap = 0;
  const world = createOriginalWorld();
  const id = await cancelled(world);
  const host = world.host();
  const shifted = { ...host, now: () => host.now() + leap };
  // The worker has not yet said that it is busy.
  world.at(3_000, () => leap = 3_600_000);
  const { exitCode, stderr } = await runKtrdr(["resume", id, "--follow"], { host: shifted });
  assertEquals(exitCode, 0, stderr);
});

Deno.test("a resumed backtest that has ended names no model of its own", async () => {
  const world = createOriginalWorld({
    instead: ({ url, method }) => {
      const { pathname } = new URL(url);
      if (method === "GET" && pathname.endsWith("/operations/op_backtesting_20260101_000000_cafe0001")) {
        return Response.json({
          success: true,
          data: {
            operation_id: "op_backtesting_20260101_000000_cafe0001",
            operation_type: "backtesting",
            status: "resuming",
            created_at: "2025-12-31T00:00:00Z",
            started_at: "2025-12-31T00:00:00Z",
            progress: { percentage: 0 },
            metadata: { symbol: "SPX", timeframe: "1d" },
          },
        });
      }
      return undefined;
    },
  });
  await world.run("train", "rsi_spx", "--follow");
  const { exitCode, value } = await world.json("follow", "op_backtesting_20260101_000000_cafe0001");
  assertEquals([exitCode, value.inferred], [1, true]);
  assertNotMatch(JSON.stringify(value), /model/);
});

Deno.test("a model that names another strategy is not taken for that of the training", async () => {
  const world = createOriginalWorld({
    instead: on(/\/models/, () =>
      Response.json({
        success: true,
        models: [{
          model_id: "macd/1d_v1",
          model_name: "macd",
          symbol: "SPX",
          timeframe: "1d",
          created_at: "2027-01-01T00:00:00Z",
          strategy_name: "macd",
        }],
      })),
  });
  const { value } = await world.json("resume", await cancelled(world), "--follow");
  assertEquals([value.status, value.model], ["completed", null]);
});

Deno.test("Ctrl+C while the model of a failed training is looked for does not hide that it failed", async () => {
  const world: OriginalWorld = createOriginalWorld({
    claims: false,
    epochs: 100_000,
    instead: (request) => {
      if (!request.url.endsWith("/models")) return undefined;
      queueMicrotask(() => host.raise("SIGINT"));
      return hang()(request);
    },
  });
  const { value } = await world.json("train", "rsi_spx");
  world.pass(5_000);
  world.server.stop();
  world.server.jobs.all.forEach((job) => world.server.jobs.die(job));
  world.server.restart();
  const host = world.host();
  const { exitCode, stderr } = await runKtrdr(["follow", value.operation_id], { host });
  assertEquals(exitCode, 1, stderr);
  assertStringIncludes(stderr, "Training failed: Operation was RUNNING but no worker claimed it");
});
