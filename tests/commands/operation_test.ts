import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runBoth } from "../support/run_both.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const health = "GET /health";
const poll = `GET /operations/${id}`;
const running = recorded("training: running");
const completed = recorded("training: completed");

function createServer(script: Record<string, Responder[]>): ScriptedServer {
  return new ScriptedServer({ [health]: [recordedRead(health)], ...script });
}

const listed = {
  "GET /operations": [recorded("training: list")],
  "GET /checkpoints": [recorded("cancelled: checkpoints")],
};

Deno.test("operation list, also as ops, shows operations with their checkpoints in three requests", async () => {
  const { exitCode, stdout, stderr, routes } = await runBoth(
    [["operation", "list"], ["operations", "list"], ["ops"]],
    listed,
  );
  const requests = ["GET /checkpoints", "GET /operations", "GET /workers"];
  assertEquals([exitCode, stderr, routes.toSorted()], [0, "", requests]);
  assertEquals(
    stdout,
    `OPERATION                             TYPE      STATUS     PROGRESS  CHECKPOINT  SYMBOL  CREATED               DURATION
${id}  training  completed     100 %  epoch 27    SPX     2026-11-22 04:25 UTC         -
1 of 1 shown, 0 active, 1 resumable
`,
  );
});

Deno.test("operation list --json is an array with the keys that scripts know", async () => {
  const { value } = await runJson(["ops", ...url], { fetch: createServer(listed).fetch });
  assertEquals(value.length, 1);
  const { operation_id, operation_type, status, progress_percentage, has_checkpoint, checkpoint_summary } =
    value[0];
  assertEquals(
    [operation_id, operation_type, status, progress_percentage, has_checkpoint, checkpoint_summary],
    [id, "training", "completed", 100, true, "epoch 27"],
  );
});

Deno.test("operation list sends its filters, and filters by checkpoint itself", async () => {
  const server = createServer({ ...listed, "GET /checkpoints": [json({ success: true, data: [] })] });
  const args = [
    "ops",
    "--status",
    "failed",
    "--type",
    "backtesting",
    "--limit",
    "7",
    "--active",
    "--resumable",
  ];
  const { stdout } = await runKtrdr([...args, ...url], { fetch: server.fetch });
  assertEquals(stdout, "No operations\n");
  const { query } = server.requests.find(({ path }) => path === "/operations") ?? {};
  assertEquals(query, {
    status: "failed",
    operation_type: "backtesting",
    active_only: "true",
    limit: "1000",
  });
});

Deno.test("operation list says how many there are beside those it shows", async () => {
  const server = createServer({
    ...listed,
    "GET /operations": [recorded("training: list"), recorded("training: list")],
  });
  const many = async (request: Request) => {
    const body = await (await recorded("training: list")(request)).json();
    return Response.json({ ...body, total_count: 120 });
  };
  const fetch = (request: Request) =>
    request.url.includes("/operations") ? many(request) : server.fetch(request);
  const { stdout } = await runKtrdr(["ops", ...url], { fetch });
  assertMatch(stdout, /\n1 of 120 shown, 0 active, 1 resumable\n$/);
});

Deno.test("operation list --resumable looks among all operations, and shows so many", async () => {
  const rows = Array.from({ length: 5 }, (_, position) => ({
    operation_id: `op_${position}`,
    operation_type: "training",
    status: "failed",
    progress_percentage: 10,
  }));
  const checkpoints = [3, 4].map((position) => ({
    operation_id: `op_${position}`,
    checkpoint_type: "failure",
    state_summary: { bar_index: 2000 },
  }));
  const server = createServer({
    "GET /operations": [json({ success: true, data: rows, total_count: 5, active_count: 0 })],
    "GET /checkpoints": [json({ success: true, data: checkpoints })],
  });
  const { value } = await runJson(["ops", "-r", "-l", "1", ...url], { fetch: server.fetch });
  assertEquals(value.map((row: { operation_id: string }) => row.operation_id), ["op_3"]);
  assertEquals(value[0].checkpoint_summary, "bar 2000");
});

Deno.test("operation list goes without the checkpoints of a server that does not tell them", async () => {
  const refusal = json({ detail: "no such table" }, { status: 400 });
  const server = createServer({ ...listed, "GET /checkpoints": [refusal] });
  const { exitCode, stdout, stderr } = await runKtrdr(["ops", ...url], { fetch: server.fetch });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /1 of 1 shown, 0 active, 0 resumable\n$/);
  assertEquals(stderr, "Warning: The server does not list its checkpoints: no such table\n");
});

Deno.test("operation list --verbose shows what each operation is at", async () => {
  const { stdout } = await runKtrdr(["ops", "-v", ...url], {
    fetch: createServer({ ...listed, "GET /operations": [recorded("cancelled: active")] }).fetch,
  });
  assertMatch(stdout, / CURRENT STEP\n.* Epoch 12\/3000 · Batch 20\/83\n/);
});

Deno.test("the commands of operation are those of operations and ops, too", async () => {
  const script = { [poll]: [running] };
  const { exitCode } = await runBoth([["operation", "status", id], ["operations", "status", id], [
    "ops",
    "status",
    id,
  ]], script);
  assertEquals(exitCode, 0);
  for (const group of ["operation", "operations", "ops"]) {
    const { stdout } = await runKtrdr([group, "list", "--help"]);
    assertMatch(stdout, /^List operations, newest first/);
  }
});

Deno.test("operation status --verbose shows everything that the server keeps", async () => {
  const fetch =
    createServer({ [poll]: [recorded("training: completed", { warnings: ["little data"] })] }).fetch;
  const { stdout } = await runKtrdr(["status", id, "--verbose", ...url], { fetch });
  assertMatch(stdout, /^Warnings: +little data$/m);
  assertMatch(stdout, /^Metadata\nsymbol: +SPX$/m);
  assertMatch(stdout, /^parameters\.symbols: +SPX$/m);
  assertMatch(stdout, /^Result summary\n/m);
  assertMatch(stdout, /^training_metrics\.epochs_trained: +40$/m);
});

Deno.test("operation status, also as status, shows a running operation", async () => {
  const { exitCode, stdout, routes } = await runBoth([["operation", "status", id], ["status", id]], {
    [poll]: [running],
  });
  assertEquals([exitCode, routes], [0, [poll]]);
  assertEquals(
    stdout,
    `Operation:  ${id}
Type:       training
Status:     running
Bars:       SPX 1d
Progress:   44 %  Epoch 18/40 · Batch 50/83
Steps:      17 of 40
Items:      1,461
Created:    2026-11-22 04:25 UTC
`,
  );
});

Deno.test("operation status tells in one line what came of a completed operation", async () => {
  const training = await runKtrdr(["status", id, ...url], {
    fetch: createServer({ [poll]: [completed] }).fetch,
  });
  assertMatch(training.stdout, /^Completed: +2026-11-22 04:25 UTC$/m);
  assertMatch(
    training.stdout,
    /^Result: +40 epochs, test accuracy 68\.4 %, model \/models\/rsi_spx\/1d_v1$/m,
  );
  const backtest = await runKtrdr(["status", id, ...url], {
    fetch: createServer({ [poll]: [recorded("backtest: completed")] }).fetch,
  });
  assertMatch(backtest.stdout, /^Duration: +2 s$/m);
  assertMatch(
    backtest.stdout,
    /^Result: +return 3\.54 %, Sharpe ratio 0\.32, max drawdown 4\.21 %, 59 trades$/m,
  );
});

Deno.test("operation status tells why an operation failed", async () => {
  const failed = recorded("training: running", { status: "failed", error_message: "out of memory" });
  const { exitCode, stdout } = await runKtrdr(["status", id, ...url], {
    fetch: createServer({ [poll]: [failed] }).fetch,
  });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Status: +failed$/m);
  assertMatch(stdout, /^Reason: +out of memory$/m);
});

Deno.test("operation status --json is the operation itself", async () => {
  const { value } = await runJson(["status", id, ...url], {
    fetch: createServer({ [poll]: [running] }).fetch,
  });
  assertEquals([value.operation_id, value.status, value.progress.steps_total], [id, "running", 40]);
  assertEquals(value.metadata.parameters.worker_id, "training-worker-6d84e425");
});

Deno.test("operation status --exit-status exits with what the operation is", async () => {
  const cases: [string, number][] = [
    ["pending", 8],
    ["running", 8],
    ["resuming", 8],
    ["unheard_of", 8],
    ["completed", 0],
    ["failed", 1],
    ["cancelled", 3],
  ];
  for (const [status, expected] of cases) {
    const fetch = createServer({ [poll]: [recorded("training: running", { status })] }).fetch;
    assertEquals(
      (await runKtrdr(["status", id, "--exit-status", ...url], { fetch })).exitCode,
      expected,
      status,
    );
  }
});

Deno.test("status without an id counts operations and workers", async () => {
  const script = {
    "GET /operations": [recorded("cancelled: active")],
    "GET /workers": [recordedRead("GET /workers")],
  };
  const { exitCode, stdout } = await runBoth([["operation", "status"], ["status"]], script);
  assertEquals([exitCode, stdout], [
    0,
    "Operations:  1 running, 1 completed\nWorkers:     2 of 2 available\n",
  ]);
  const { value } = await runJson(["status", ...url], { fetch: createServer(script).fetch });
  assertEquals(value, { operations: { running: 1, completed: 1 }, workers: 2, workers_available: 2 });
});

Deno.test("operation follow, also as follow, shows an operation until it ends", async () => {
  const { exitCode, stdout, stderr, routes } = await runBoth(
    [["operation", "follow", id, "--progress", "plain"], ["follow", id, "--progress", "plain"]],
    { [health]: [recordedRead(health)], [poll]: [running, completed] },
  );
  assertEquals([exitCode, routes], [0, [poll, health, poll]]);
  assertMatch(stdout, /^Epochs trained: +40 in 3 s\n/);
  assertStringIncludes(stderr, `✓ ${id} completed in 0.3 s (40 epochs)\n`);
});

Deno.test("operation follow ends with what became of the operation", async () => {
  const failed = recorded("training: running", { status: "failed", error_message: "out of memory" });
  const failing = await runJson(["follow", id, ...url], { fetch: createServer({ [poll]: [failed] }).fetch });
  assertEquals([failing.exitCode, failing.value.message], [1, "Training failed: out of memory"]);
  assertEquals(failing.value.operation_id, id);
  const cancelled = await runJson(["follow", id, ...url], {
    fetch: createServer({ [poll]: [recorded("dummy: cancelled")] }).fetch,
  });
  assertEquals([cancelled.exitCode, cancelled.value.status], [3, "cancelled"]);
  const late = await runJson(["follow", id, "--timeout", "5", ...url], {
    fetch: createServer({ [poll]: [running] }).fetch,
  });
  assertEquals([late.exitCode, late.value.operation_id], [124, id]);
});

Deno.test("signals leave a followed operation alone: 130 by Ctrl+C, 143 by SIGTERM", async () => {
  for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    const server = createServer({
      [poll]: [running, (request) => {
        const response = hang()(request);
        host.raise(signal);
        return response;
      }],
    });
    const host: FakeHost = createFakeHost({ fetch: server.fetch });
    const { exitCode, stdout, stderr } = await runKtrdr(["follow", id, ...url], { host });
    assertEquals([exitCode, stdout], [expected, ""]);
    assertStringIncludes(stderr, `Left operation "${id}" while it is still running`);
    assertEquals(server.routes.filter((route) => route.startsWith("DELETE")), []);
  }
});

Deno.test("an operation that the server does not know: exit code 5", async () => {
  for (const command of ["follow", "status", "cancel", "resume"]) {
    const unknown = json({ detail: "Operation not found: nope" }, { status: 404 });
    const { exitCode, value } = await runJson([command, "nope", ...url], { fetch: unknown });
    assertEquals([exitCode, value.message], [5, "Operation not found: nope"], command);
  }
});

Deno.test("text from a server cannot move the cursor", async () => {
  const hostile = recorded("training: running", { status: "failed", error_message: "a\u001b[2Jb\u0007c" });
  const { stdout } = await runKtrdr(["status", id, ...url], {
    fetch: createServer({ [poll]: [hostile] }).fetch,
    isTerminal: true,
    env: { NO_COLOR: "1" },
  });
  assertMatch(stdout, /^Reason: +abc$/m);
});
