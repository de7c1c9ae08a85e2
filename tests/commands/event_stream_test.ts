import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type CheckedEvent, parseEvents } from "../support/event_schema.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const health = "GET /health";
const start = "POST /trainings/start";
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const running = recorded("training: running");
const completed = recorded("training: completed");
const cancelled = recorded("cancelled: operation", { error_message: "enough" });
const url = ["--url", "http://server"];
const training = ["model", "train", "rsi_spx", ...url, "--output", "jsonl"];
const follow = ["follow", id, ...url, "--output", "jsonl"];

interface World {
  server: ScriptedServer;
  host: FakeHost;
}

function createWorld(script: Record<string, Responder[]>): World {
  const server = new ScriptedServer({
    [health]: [recordedRead(health)],
    [start]: [recorded("training: start")],
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

/** No answer, and a signal meanwhile. */
function raising(world: () => World, signal: "SIGINT" | "SIGTERM"): Responder {
  return (request) => {
    const response = hang()(request);
    world().host.raise(signal);
    return response;
  };
}

async function runEvents(args: readonly string[], world: World) {
  const { exitCode, stdout, stderr } = await runKtrdr(args, { host: world.host });
  return { exitCode, stderr, events: parseEvents(stdout) };
}

function typesOf(events: CheckedEvent[]): string[] {
  return events.map(({ type }) => type);
}

Deno.test("a training as a stream of events, from its start to its result", async () => {
  for (const args of [training, [...training.slice(0, -2), "--progress", "json"]]) {
    const world = createWorld({ [poll]: [running, completed] });
    const { exitCode, events } = await runEvents(args, world);
    assertEquals(exitCode, 0);
    const types = ["version", "started", "state", "progress", "state", "progress", "result"];
    assertEquals(typesOf(events), types);
    const common = { operation_id: id, operation_type: "training" };
    assertEquals(events.slice(1, 4), [
      { type: "started", time: "2026-01-01T00:00:00.000Z", ...common },
      { type: "state", time: "2026-01-01T00:00:00.000Z", ...common, status: "running" },
      {
        type: "progress",
        time: "2026-01-01T00:00:00.000Z",
        ...common,
        percentage: 44.006024096385545,
        message: "Epoch 18/40 · Batch 50/83",
        steps_completed: 17,
        steps_total: 40,
        items_processed: 1461,
        loss: null,
      },
    ]);
    const result = events[6];
    assert(result.type === "result");
    const { results, ...head } = result;
    assertEquals([head.exit_code, head.operation_id, head.operation_type, head.status], [
      0,
      id,
      "training",
      "completed",
    ]);
    assertEquals(JSON.parse(JSON.stringify(results)).epochs_trained, 40);
    assertEquals(result.time, "2026-01-01T00:00:00.300Z");
  }
});

Deno.test("what does not change is told once", async () => {
  const { events } = await runEvents(follow, createWorld({ [poll]: [running, running, running, completed] }));
  assertEquals(typesOf(events), ["version", "state", "progress", "state", "progress", "result"]);
});

Deno.test("KTRDR_PROGRESS=json tells events where nothing else is asked for", async () => {
  const { server } = createWorld({ [poll]: [completed] });
  const world = { server, host: createFakeHost({ fetch: server.fetch, env: { KTRDR_PROGRESS: "json" } }) };
  assertEquals(typesOf((await runEvents(["follow", id, ...url], world)).events).at(-1), "result");
  const other = createFakeHost({ fetch: server.fetch, env: { KTRDR_PROGRESS: "json" } });
  const { stdout } = await runKtrdr(["follow", id, ...url, "--json"], { host: other });
  assertEquals(JSON.parse(stdout).status, "completed");
});

Deno.test("lost connections, and that they came back, are told", async () => {
  const world = createWorld({ [poll]: [running, refused(), completed] });
  const { events } = await runEvents(follow, world);
  const reconnects = events.filter((event) => event.type === "reconnect");
  assertEquals(reconnects.map(({ connected, attempt }) => [connected, attempt]), [[false, 1], [true, null]]);
  assertStringIncludes(reconnects[0].reason ?? "", "Nothing listens at server:8000");
  assert(reconnects[1].silent_seconds > 0);
});

Deno.test("a stream ends with an error where the operation failed, with a result where someone cancelled it", async () => {
  const failed = recorded("training: running", { status: "failed", error_message: "out of memory" });
  const failing = await runEvents(training, createWorld({ [poll]: [running, failed] }));
  const error = failing.events.at(-1);
  assert(error?.type === "error");
  assertEquals([failing.exitCode, error.exit_code, error.message, error.operation_id, error.stage], [
    1,
    1,
    "Training failed: out of memory",
    id,
    "completion",
  ]);
  const stopped = await runEvents(training, createWorld({ [poll]: [running, cancelled] }));
  const result = stopped.events.at(-1);
  assert(result?.type === "result");
  assertEquals([stopped.exitCode, result.exit_code, result.status, result.message], [
    3,
    3,
    "cancelled",
    "enough",
  ]);
});

Deno.test("Ctrl+C: the cancellation is told, and the stream ends with its result", async () => {
  const world: World = createWorld({
    [poll]: [running, raising(() => world, "SIGINT"), cancelled],
    [cancel]: [recorded("cancelled: cancel", { remote_cancelled: false })],
  });
  const { exitCode, events, stderr } = await runEvents(training, world);
  assertEquals(exitCode, 130);
  const states = events.filter((event) => event.type === "state").map(({ status }) => status);
  assertEquals(states, ["running", "cancelling", "cancelled"]);
  const [warning] = events.filter((event) => event.type === "warning");
  assertEquals([warning.code, warning.operation_id], ["worker_may_go_on", id]);
  assertStringIncludes(
    stderr,
    "Warning: The server could not tell the worker, which may go on for a while\n",
  );
  const result = events.at(-1);
  assert(result?.type === "result");
  assertEquals([result.exit_code, result.status], [130, "cancelled"]);
});

Deno.test("a stream that is left ends with an error: Ctrl+C, SIGTERM, --timeout", async () => {
  const cases: [string[], "SIGINT" | "SIGTERM" | undefined, number][] = [
    [follow, "SIGINT", 130],
    [follow, "SIGTERM", 143],
    [training, "SIGTERM", 143],
    [[...training, "--on-interrupt", "detach"], "SIGINT", 130],
    [[...training, "--timeout", "5"], undefined, 124],
    [[...follow, "--timeout", "5"], undefined, 124],
  ];
  for (const [args, signal, expected] of cases) {
    const world: World = createWorld({
      [poll]: signal === undefined ? [running] : [running, raising(() => world, signal)],
    });
    const { exitCode, events } = await runEvents(args, world);
    const error = events.at(-1);
    assert(error?.type === "error");
    assertEquals([exitCode, error.exit_code, error.operation_id], [expected, expected, id], args.join(" "));
    assertEquals(world.server.count(cancel), 0);
  }
});

Deno.test("a signal before anything was started ends the stream, too", async () => {
  const path = "strategies/rsi_spx.yaml";
  const files = {
    [path]: await Deno.readTextFile(new URL("../../examples/strategies/rsi_spx.yaml", import.meta.url)),
  };
  for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    for (const args of [["train", path], ["follow", "@last"]]) {
      const server = new ScriptedServer({
        [health]: [raising(() => world, signal)],
        "GET /operations": [raising(() => world, signal)],
      });
      const world: World = { server, host: createFakeHost({ fetch: server.fetch, files }) };
      const { exitCode, events } = await runEvents([...args, ...url, "-o", "jsonl"], world);
      assertEquals([exitCode, typesOf(events)], [expected, ["version", "error"]]);
      assertEquals(server.count(start), 0);
    }
  }
});

Deno.test("a training that is left alone is a stream of its start, and of waiting for a worker", async () => {
  const busy = json({ detail: { error: "No training workers available", registered_workers: 1 } }, {
    status: 503,
  });
  const world = createWorld({ [start]: [busy, recorded("training: start")] });
  const { exitCode, events } = await runEvents(["train", "rsi_spx", ...url, "-o", "jsonl"], world);
  assertEquals([exitCode, typesOf(events)], [0, ["version", "warning", "started", "result"]]);
  const [, warning, , result] = events;
  assert(warning.type === "warning" && result.type === "result");
  assertEquals([warning.code, result.status, result.operation_id], ["worker_busy", "started", id]);
});

Deno.test("bad values and refused starts end a stream; a bad command line is one line", async () => {
  const bad = await runEvents([...training, "--seed", "-1"], createWorld({}));
  assertEquals([bad.exitCode, typesOf(bad.events)], [2, ["version", "error"]]);
  const refusal = await runEvents(training, createWorld({ [start]: [recordedRead(start)] }));
  assertEquals([refusal.exitCode, typesOf(refusal.events)], [2, ["version", "error"]]);
  const { exitCode, stdout } = await runKtrdr([...training, "--sed", "1"]);
  const line = JSON.parse(stdout);
  assertEquals([exitCode, line.type, line.exit_code, line.status], [2, "error", 2, "error"]);
  assertStringIncludes(line.message, 'Unknown option "--sed"');
});

Deno.test("events of several operations name theirs; the result lists all", async () => {
  const other = id.replace("0001", "0002");
  const world = createWorld({
    [poll]: [running, completed],
    [`GET /operations/${other}`]: [
      recorded("training: running", { operation_id: other }),
      recorded("training: running", { operation_id: other, status: "failed", error_message: "no" }),
    ],
  });
  const { exitCode, events } = await runEvents(["wait", id, other, ...url, "-o", "jsonl"], world);
  assertEquals(exitCode, 1);
  const states = events.filter((event) => event.type === "state").map((
    event,
  ) => [event.operation_id, event.status]);
  assertEquals(states.toSorted(), [[id, "completed"], [id, "running"], [other, "failed"], [
    other,
    "running",
  ]]);
  const result = events.at(-1);
  assert(result?.type === "result");
  assertEquals(result.exit_code, 1);
  assertEquals(result.operations?.map(({ operation_id, status }) => [operation_id, status]), [
    [id, "completed"],
    [other, "error"],
  ]);
});
