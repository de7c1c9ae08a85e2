import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { ProgramProcess } from "../support/program_process.ts";
import { barsCsv } from "../engine/http/test_engine.ts";
import { runJson, runProgram, startProgram } from "../support/processes.ts";
import { openEmptyWorkplace, openWorkplace, type Workplace } from "./workplace.ts";

/** `ktrdr serve` in a process of its own, once it listens. */
async function startServer(
  place: Workplace,
  ...options: string[]
): Promise<{ server: ProgramProcess; url: string }> {
  const server = startProgram(["serve", "--port", "0", ...options], place);
  const [, url] = await server.prints(/Serving the KTRDR API at (http:\/\/127\.0\.0\.1:\d+)\n/);
  return { server, url };
}

Deno.test("ktrdr serve does for other processes what the embedded engine does", async () => {
  await using place = await openEmptyWorkplace();
  // What asks and what serves share no home.
  await using asking = await openEmptyWorkplace();
  const { server, url } = await startServer(place);
  await using _ending = server;
  const ktrdr = (...args: string[]) => runJson(["--url", url, ...args], asking);

  const imported = await ktrdr("data", "sample");
  assertEquals([imported.symbol, imported.timeframe, imported.rows_imported], ["SPX", "1d", 5105]);
  const strategy = await asking.writeStrategy("quick", 3);
  const trained = await ktrdr("model", "train", strategy, "--seed", "7");
  assertEquals([trained.status, trained.results.epochs_trained], ["completed", 3]);
  const period = ["--start", "2015-01-01", "--end", "2020-04-17"];
  const tested = await ktrdr("backtest", "run", "quick", ...period);
  assertEquals([tested.status, tested.results.model_id], ["completed", "quick/1d_v1"]);
  assertEquals(typeof tested.results.total_return, "number");

  const endless = await asking.writeStrategy("endless", 1_000_000);
  const started = await ktrdr("train", endless);
  assertEquals([started.status, started.type], ["started", "training"]);
  const { operation_id: id } = started;
  await using following = startProgram(["follow", id, "--url", url], asking);
  await following.says(/Epoch \d/);
  const running = await ktrdr("status", id);
  assertEquals([running.operation_id, running.status], [id, "running"]);
  const cancelled = await ktrdr("cancel", id, "--reason", "enough");
  assertEquals([cancelled.operation_id, cancelled.status], [id, "cancelled"]);
  const followed = await following.ended();
  assertEquals([followed.code, followed.stdout], [3, `Cancelled ${id}: enough\n`]);
  assert(!server.hasEnded);
});

Deno.test("files that are put into the folders of ktrdr serve are trained with for a plain client", async () => {
  await using place = await openEmptyWorkplace();
  const { server, url } = await startServer(place, "--strategies", place.folder, "--data", place.folder);
  await using _ending = server;
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url}/api/v1${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  const start = () =>
    ask("/trainings/start", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ strategy_name: "dropped", symbols: ["SPX"], timeframes: ["1d"] }),
    });
  const missing = await start();
  assertEquals(missing.status, 400);
  assertStringIncludes(missing.body.detail, `Put the file into "${place.folder}"`);
  await place.writeStrategy("dropped", 3);
  const barless = await start();
  assertStringIncludes(barless.body.detail, `Put a file SPX_1d.csv into "${place.folder}"`);
  await Deno.writeTextFile(`${place.folder}/SPX_1d.csv`, barsCsv(1200));
  const started = await start();
  assertEquals(started.status, 200, JSON.stringify(started.body));
  let status = "";
  let seen = "";
  while (!["completed", "failed", "cancelled"].includes(status)) {
    const { body } = await ask(`/operations/${started.body.task_id}?wait=20${seen}`);
    status = body.data.status;
    seen = `&seen=${body.version}`;
  }
  assertEquals(status, "completed");
  const { body: { models } } = await ask("/models");
  assertEquals(models.map((model: { strategy_name: string }) => model.strategy_name), ["dropped"]);
});

/** Uploads that take their time to read and are refused then, by path. */
const hostileUploads: Readonly<Record<string, { method: string; body: string; status: number }>> = {
  "/strategies/hostile": { method: "PUT", body: 'a: "b\n'.repeat(10_900), status: 400 },
  "/data/HOSTILE/1m": {
    method: "PUT",
    body: "time,open,high,low,close\n" + "2020-01-01 00:00,1,2,x,1\n".repeat(400_000),
    status: 400,
  },
  "/models/import": { method: "POST", body: `["${"\\u0041".repeat(2_000_000)}"]`, status: 422 },
};

for (const [path, { method, body, status }] of Object.entries(hostileUploads)) {
  Deno.test(`ktrdr serve answers others while it reads a hostile upload to ${path}`, async () => {
    await using place = await openEmptyWorkplace();
    const { server, url } = await startServer(place);
    await using _ending = server;
    const order: string[] = [];
    const upload = fetch(`${url}/api/v1${path}`, { method, body }).then(async (response) => {
      order.push("upload");
      await response.body?.cancel();
      return response.status;
    });
    // The last of several waits for the upload where others are held up by it.
    for (let request = 0; request < 10; request++) {
      await (await fetch(`${url}/api/v1/health`)).body?.cancel();
    }
    order.push("health");
    assertEquals(await upload, status);
    assertEquals(order, ["health", "upload"]);
  });
}

Deno.test("Ctrl+C of a client cancels its training on the server; that of a follower does not", async () => {
  await using place = await openWorkplace();
  const { server, url } = await startServer(place);
  await using _ending = server;
  const strategy = await place.writeStrategy("endless", 1_000_000);
  await using training = startProgram(["model", "train", strategy, "--verbose", "--url", url], place);
  const [, id] = await training.says(/Started .*?(op_\w+)/);
  await using following = startProgram(["follow", id, "--url", url], place);
  await following.says(/Epoch \d/);
  following.kill("SIGINT");
  const followed = await following.ended();
  assertEquals([followed.code, followed.stdout], [130, ""]);
  assertStringIncludes(followed.stderr, `Left operation "${id}" while it is still running`);
  assert(!training.hasEnded);
  training.kill("SIGINT");
  const outcome = await training.ended();
  assertEquals(outcome.code, 130);
  assertEquals(outcome.stdout, `Cancelled ${id}: Cancelled by the user (Ctrl+C)\n`);
  const status = await runProgram(["status", id, "--exit-status", "--json", "--url", url], place);
  assertEquals([status.code, JSON.parse(status.stdout).status], [3, "cancelled"]);
});

Deno.test("Ctrl+C stops ktrdr serve, whose jobs can be resumed", async () => {
  await using place = await openWorkplace();
  const { server, url } = await startServer(place);
  await using _ending = server;
  const strategy = await place.writeStrategy("endless", 1_000_000);
  const { operation_id: id } = await runJson(["train", strategy, "--url", url], place);
  await using following = startProgram(["follow", id, "--url", url], place);
  await following.says(/Epoch \d/);
  server.kill("SIGINT");
  const outcome = await server.ended();
  assertEquals([outcome.code, outcome.stderr], [0, "Ctrl+C stops it\nStopping\n"]);
  assertPortIsFree(url);
  // Whoever was told at the last moment that the job has stopped knows it; anybody else waits for the server.
  if (!following.hasEnded) following.kill("SIGTERM");
  assert([1, 143].includes((await following.ended()).code));
  const [stopped] = await runJson(["operation", "list", "--embedded"], place);
  assertEquals([stopped.operation_id, stopped.status, stopped.has_checkpoint], [id, "failed", true]);
});

Deno.test("SIGTERM stops ktrdr serve at once, although a client waits for news of what waits for a core", async () => {
  await using place = await openEmptyWorkplace();
  const { server, url } = await startServer(place);
  await using _ending = server;
  let last = "";
  for (let i = 0; i <= navigator.hardwareConcurrency; i++) {
    const response = await fetch(`${url}/api/v1/dummy/start`, { method: "POST" });
    last = (await response.json()).data.operation_id;
  }
  await using following = startProgram(["follow", last, "--url", url], place);
  await following.says(/pending/);
  const stoppedAt = performance.now();
  server.kill("SIGTERM");
  assertEquals((await server.ended()).code, 0);
  assert(performance.now() - stoppedAt < 15_000);
  assertPortIsFree(url);
});

function assertPortIsFree(url: string): void {
  const { hostname, port } = new URL(url);
  Deno.listen({ hostname, port: Number(port) }).close();
}
