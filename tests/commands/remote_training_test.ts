import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const health = "GET /health";
const start = "POST /trainings/start";
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const running = recorded("training: running");
const completed = recorded("training: completed");
const cancelled = recorded("cancelled: operation", { error_message: "enough" });
const training = ["model", "train", "rsi_spx", "--url", "http://server", "--progress", "plain"];

/** A server that trains as the recorded one did, and a host that reaches it. */
function createWorld(script: Record<string, Responder[]>): { server: ScriptedServer; host: FakeHost } {
  const server = new ScriptedServer({
    [health]: [recordedRead(health)],
    [start]: [recorded("training: start")],
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

/** An answer during which a signal comes. */
function raising(host: () => FakeHost, signals: ("SIGINT" | "SIGTERM")[], answer: Responder): Responder {
  return (request) => {
    const response = answer(request);
    for (const signal of signals) host().raise(signal);
    return response;
  };
}

Deno.test("model train starts a training, follows it and prints what came of it", async () => {
  const { server, host } = createWorld({ [poll]: [running, completed] });
  const { exitCode, stdout, stderr } = await runKtrdr(
    [...training, "--start", "2000-01-03", "--end", "2014-12-31"],
    { host },
  );
  assertEquals([exitCode, server.routes], [0, [start, poll, health, poll]]);
  assertEquals(server.requests[0].body, {
    strategy_name: "rsi_spx",
    start_date: "2000-01-03",
    end_date: "2014-12-31",
    detailed_analytics: false,
    task_id: "op_training_20260101_000000_80000000",
  });
  assertEquals(
    stdout,
    `Epochs trained:         40 in 3 s
Final loss:             0.950680
Final validation loss:  0.958260
Test loss:              0.814914
Test accuracy:          68.4 %
Test F1 score:          0.702
Samples:                3,773 × 5 features
Parameters:             771
Model saved to:         /models/rsi_spx/1d_v1
`,
  );
  assertEquals(
    stderr,
    `Training rsi_spx
[ 44%] Epoch 18/40 · Batch 50/83 (0 s)
[100%] completed (0 s)
✓ Training rsi_spx completed in 0.3 s (40 epochs)
`,
  );
});

Deno.test("model train --json prints one value with the keys that scripts know", async () => {
  const { host } = createWorld({ [poll]: [running, completed] });
  const { exitCode, value } = await runJson(training, { host });
  assertEquals([exitCode, value.operation_type, value.operation_id, value.status], [
    0,
    "training",
    id,
    "completed",
  ]);
  const { epochs_trained, final_loss, final_val_loss, model_path } = value.results;
  assertEquals(
    { epochs_trained, final_loss, final_val_loss, model_path },
    {
      epochs_trained: 40,
      final_loss: 0.9506798842692638,
      final_val_loss: 0.9582602381706238,
      model_path: "/models/rsi_spx/1d_v1",
    },
  );
  assertEquals(value.result_summary.model_info.parameters_count, 771);
});

Deno.test("a failed training exits with 1, the server's reason and the operation's id", async () => {
  const { host } = createWorld({
    [poll]: [running, recorded("training: running", { status: "failed", error_message: "out of memory" })],
  });
  const { exitCode, value, stderr } = await runJson(training, { host });
  assertEquals(exitCode, 1);
  assertEquals(value, {
    status: "error",
    message: "Training failed: out of memory",
    operation_id: id,
    operation_type: "training",
    stage: "completion",
  });
  assertStringIncludes(stderr, `Error: Training failed: out of memory\n  Operation: training (${id})\n`);
});

Deno.test("a training that someone else cancels exits with 3", async () => {
  const { host } = createWorld({ [poll]: [running, cancelled] });
  const { exitCode, stdout } = await runKtrdr(training, { host });
  assertEquals(exitCode, 3);
  assertEquals(stdout, `Cancelled ${id}: enough\n`);
});

Deno.test("--timeout ends the wait with 124; the training goes on", async () => {
  const { server, host } = createWorld({ [poll]: [running] });
  const { exitCode, value, stderr } = await runJson([...training, "--timeout", "30"], { host });
  assertEquals([exitCode, value.operation_id, server.count(cancel)], [124, id, 0]);
  assertStringIncludes(stderr, `Operation "${id}" is still running after 30 s`);
  assertStringIncludes(stderr, `Hint: Look again with: ktrdr operation follow ${id}\n`);
});

Deno.test("Ctrl+C sends a cancel request, waits for the end and exits with 130", async () => {
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raising(() => world.host, ["SIGINT"], hang()), cancelled],
    [cancel]: [recorded("cancelled: cancel")],
  });
  const { exitCode, stdout, stderr } = await runKtrdr(training, world);
  assertEquals([exitCode, world.server.count(cancel)], [130, 1]);
  const request = world.server.requests.find(({ method }) => method === "DELETE");
  assertEquals(request?.body, { reason: "Cancelled by the user (Ctrl+C)" });
  assertMatch(stdout, new RegExp(`^Cancelled ${id}`));
  assertStringIncludes(stderr, "\nCancelling\n");
  assertMatch(stderr, /■ Training rsi_spx cancelled after/);
});

Deno.test("a training that completes in spite of Ctrl+C is completed", async () => {
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raising(() => world.host, ["SIGINT"], hang()), completed],
    [cancel]: [recorded("training: cancel")],
  });
  const { exitCode, stdout } = await runKtrdr(training, world);
  assertEquals(exitCode, 0);
  assertStringIncludes(stdout, "Epochs trained:         40");
});

Deno.test("a second Ctrl+C leaves at once with 130, and says how to look again", async () => {
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raising(() => world.host, ["SIGINT"], hang())],
    [cancel]: [async (request) => {
      const response = hang()(request);
      // Later than a key that bounces.
      await world.host.advance(500);
      world.host.raise("SIGINT");
      return await response;
    }],
  });
  const { exitCode, stdout, stderr } = await runKtrdr(training, world);
  assertEquals([exitCode, stdout, world.server.count(cancel)], [130, "", 1]);
  assertStringIncludes(stderr, `Left operation "${id}" while it is still running`);
  assertStringIncludes(stderr, `Hint: Look again with: ktrdr operation follow ${id}\n`);
});

Deno.test("SIGTERM leaves the training alone and exits with 143", async () => {
  const world: { server: ScriptedServer; host: FakeHost } = createWorld({
    [poll]: [running, raising(() => world.host, ["SIGTERM"], hang())],
  });
  const { exitCode, value, stderr } = await runJson(training, world);
  assertEquals([exitCode, value.operation_id, world.server.count(cancel)], [143, id, 0]);
  assertStringIncludes(stderr, `Left operation "${id}" while it is still running`);
});

Deno.test("train prints the id and leaves the training alone", async () => {
  for (const command of [["train"], ["model", "train", "--detach"]]) {
    const { server, host } = createWorld({});
    const { exitCode, stdout, stderr } = await runKtrdr([...command, "rsi_spx", "--url", "http://server"], {
      host,
    });
    assertEquals([exitCode, server.routes], [0, [start]]);
    assertEquals(stdout, `Started training: ${id}\n`);
    assertEquals(stderr, `Follow it with: ktrdr follow ${id}\n`);
  }
  const { host } = createWorld({});
  const { value } = await runJson(["train", "rsi_spx", "--url", "http://server"], { host });
  assertEquals([value.operation_id, value.status, value.type], [id, "started", "training"]);
});

Deno.test("train --follow waits", async () => {
  const { server, host } = createWorld({ [poll]: [completed] });
  const { exitCode } = await runKtrdr(["train", "rsi_spx", "-f", "--url", "http://server"], { host });
  assertEquals([exitCode, server.count(poll)], [0, 1]);
});

Deno.test("Ctrl+C while a training is being started cancels it, also if it was not to be followed", async () => {
  for (const command of [["train"], ["model", "train"]]) {
    const world: { server: ScriptedServer; host: FakeHost } = createWorld({
      [start]: [raising(() => world.host, ["SIGINT"], recorded("training: start"))],
      [poll]: [cancelled],
      [cancel]: [recorded("cancelled: cancel")],
    });
    const { exitCode, stdout } = await runKtrdr([...command, "rsi_spx", "--url", "http://server"], world);
    assertEquals([exitCode, world.server.count(cancel)], [130, 1]);
    assertMatch(stdout, new RegExp(`^Cancelled ${id}`));
  }
});

Deno.test("a start is repeated while all workers are busy, which is said", async () => {
  const busy = json({ detail: { error: "No training workers available", registered_workers: 1 } }, {
    status: 503,
  });
  const { server, host } = createWorld({ [start]: [busy, busy, recorded("training: start")] });
  const { exitCode, stderr } = await runKtrdr(["train", "rsi_spx", "--url", "http://server"], { host });
  assertEquals([exitCode, server.count(start)], [0, 3]);
  assertStringIncludes(stderr, "No worker is free, trying for 1 m 00 s more\n");
  const impatient = createWorld({ [start]: [busy] });
  const { exitCode: code, stderr: said } = await runKtrdr(
    ["train", "rsi_spx", "--url", "http://server", "--wait-for-worker", "0"],
    { host: impatient.host },
  );
  assertEquals([code, impatient.server.count(start)], [1, 1]);
  assertStringIncludes(said, "Error: No training workers available");
});

Deno.test("a lost connection during the training is transient, and said", async () => {
  const { host } = createWorld({ [poll]: [running, refused(), refused(), running, completed] });
  const { exitCode, stderr } = await runKtrdr(training, { host });
  assertEquals(exitCode, 0);
  assertMatch(stderr, /Reconnecting, last seen .* ago \(Nothing listens at server:8000/);
});

Deno.test("a server that cannot be reached at the start: exit code 6 and one message", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["train", "rsi_spx", "--url", "http://server"], {
    fetch: refused(),
  });
  assertEquals([exitCode, stdout], [6, ""]);
  assertMatch(
    stderr,
    /^Error: Nothing listens at server:8000 \(connection refused\)\n( {2}.*\n)*Hint: Start the server/,
  );
});

Deno.test("an unknown strategy is refused by the server: exit code 2", async () => {
  const { host } = createWorld({ [start]: [recordedRead(start)] });
  const { exitCode, value } = await runJson(["train", "nope", "--url", "http://server"], { host });
  assertEquals([exitCode, value.message], [2, "Strategy file not found: nope.yaml"]);
  assertEquals([value.operation_type, value.stage], ["training", "initialization"]);
});

Deno.test("options of old scripts that do nothing are said to do nothing", async () => {
  const { server, host } = createWorld({});
  const { exitCode, stderr } = await runKtrdr(
    ["train", "rsi_spx", "--models-dir", "models", "--data-mode", "local", "--url", "http://server"],
    { host },
  );
  assertEquals([exitCode, server.routes], [0, [start]]);
  assertStringIncludes(stderr, "Warning: --models-dir is ignored");
  assertStringIncludes(stderr, "Warning: --data-mode is ignored");
});

Deno.test("on a terminal progress is drawn on stderr, and the result stays plain where it goes to a file", async () => {
  const { server } = createWorld({ [poll]: [running, completed] });
  const host = createFakeHost({ fetch: server.fetch, isTerminal: true, isStdoutTerminal: false });
  const { exitCode, stdout, stderr } = await runKtrdr(
    ["model", "train", "rsi_spx", "--url", "http://server"],
    { host },
  );
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Epochs trained: +40 in 3 s\n/);
  assertStringIncludes(stderr, "Ctrl+C cancels");
  // The cursor was hidden, and is shown again.
  assert(stderr.lastIndexOf("\u001b[?25h") > stderr.lastIndexOf("\u001b[?25l"));
});
