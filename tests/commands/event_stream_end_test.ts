import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createEventWorld, type EventWorld, raising, runEvents, typesOf } from "../support/event_world.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

const health = "GET /health";
const start = "POST /trainings/start";
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const running = recorded("training: running");
const cancelled = recorded("cancelled: operation", { error_message: "enough" });
const url = ["--url", "http://server"];
const training = ["model", "train", "rsi_spx", ...url, "--output", "jsonl"];
const follow = ["follow", id, ...url, "--output", "jsonl"];

Deno.test("a stream ends with an error where the operation failed, with a result where someone cancelled it", async () => {
  const failed = recorded("training: running", { status: "failed", error_message: "out of memory" });
  const failing = await runEvents(training, createEventWorld({ [poll]: [running, failed] }));
  const error = failing.events.at(-1);
  assert(error?.type === "error");
  assertEquals([failing.exitCode, error.exit_code, error.message, error.operation_id, error.stage], [
    1,
    1,
    "Training failed: out of memory",
    id,
    "completion",
  ]);
  const stopped = await runEvents(training, createEventWorld({ [poll]: [running, cancelled] }));
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
  const world: EventWorld = createEventWorld({
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
    const world: EventWorld = createEventWorld({
      [poll]: signal === undefined ? [running] : [running, raising(() => world, signal)],
    });
    const { exitCode, events } = await runEvents(args, world);
    const error = events.at(-1);
    assert(error?.type === "error");
    assertEquals([exitCode, error.exit_code], [expected, expected], args.join(" "));
    assertEquals([error.operation_id, error.operation_type], [id, "training"], args.join(" "));
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
      const world: EventWorld = { server, host: createFakeHost({ fetch: server.fetch, files }) };
      const { exitCode, events } = await runEvents([...args, ...url, "-o", "jsonl"], world);
      assertEquals([exitCode, typesOf(events)], [expected, ["version", "error"]]);
      assertEquals(server.count(start), 0);
    }
  }
});

Deno.test("bad values and refused starts end a stream; a bad command line is one line", async () => {
  const bad = await runEvents([...training, "--seed", "-1"], createEventWorld({}));
  assertEquals([bad.exitCode, typesOf(bad.events)], [2, ["version", "error"]]);
  const refusal = await runEvents(training, createEventWorld({ [start]: [recordedRead(start)] }));
  assertEquals([refusal.exitCode, typesOf(refusal.events)], [2, ["version", "error"]]);
  const { exitCode, stdout } = await runKtrdr([...training, "--sed", "1"]);
  const line = JSON.parse(stdout);
  assertEquals([exitCode, line.type, line.exit_code, line.status], [2, "error", 2, "error"]);
  assertStringIncludes(line.message, 'Unknown option "--sed"');
});

Deno.test("a configuration that makes no sense ends a stream, which begins as any other", async () => {
  const env = { KTRDR_CONFIG: "/config.yaml" };
  const files = { "/config.yaml": "colour: never\n" };
  for (const args of [["dummy", "--output", "jsonl"], ["dummy", "--progress", "json"]]) {
    const { exitCode, events } = await runEvents(args, {
      server: new ScriptedServer({}),
      host: createFakeHost({ env, files }),
    });
    assertEquals([exitCode, typesOf(events)], [2, ["version", "error"]]);
  }
  const { stdout } = await runKtrdr(["ops", "--output", "jsonl"], { env, files });
  assertEquals(JSON.parse(stdout).type, "error");
});
