import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createEventWorld, runEvents, typesOf } from "../support/event_world.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id } from "../support/recorded_answers.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { json, refused } from "../support/scripted_server.ts";

const start = "POST /trainings/start";
const poll = `GET /operations/${id}`;
const running = recorded("training: running");
const completed = recorded("training: completed");
const url = ["--url", "http://server"];
const training = ["model", "train", "rsi_spx", ...url, "--output", "jsonl"];
const follow = ["follow", id, ...url, "--output", "jsonl"];

Deno.test("a training as a stream of events, from its start to its result", async () => {
  for (const args of [training, [...training.slice(0, -2), "--progress", "json"]]) {
    const world = createEventWorld({ [poll]: [running, completed] });
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
  const { events } = await runEvents(
    follow,
    createEventWorld({ [poll]: [running, running, running, completed] }),
  );
  assertEquals(typesOf(events), ["version", "state", "progress", "state", "progress", "result"]);
});

Deno.test("KTRDR_PROGRESS=json tells events where nothing else is asked for", async () => {
  const { server } = createEventWorld({ [poll]: [completed] });
  const world = { server, host: createFakeHost({ fetch: server.fetch, env: { KTRDR_PROGRESS: "json" } }) };
  assertEquals(typesOf((await runEvents(["follow", id, ...url], world)).events).at(-1), "result");
  const other = createFakeHost({ fetch: server.fetch, env: { KTRDR_PROGRESS: "json" } });
  const { stdout } = await runKtrdr(["follow", id, ...url, "--json"], { host: other });
  assertEquals(JSON.parse(stdout).status, "completed");
});

Deno.test("lost connections, and that they came back, are told", async () => {
  const world = createEventWorld({ [poll]: [running, refused(), completed] });
  const { events } = await runEvents(follow, world);
  const reconnects = events.filter((event) => event.type === "reconnect");
  assertEquals(reconnects.map(({ connected, attempt }) => [connected, attempt]), [[false, 1], [true, null]]);
  assertStringIncludes(reconnects[0].reason ?? "", "Nothing listens at server:8000");
  assert(reconnects[1].silent_seconds > 0);
});

Deno.test("a training that is left alone is a stream of its start, and of waiting for a worker", async () => {
  const busy = json({ detail: { error: "No training workers available", registered_workers: 1 } }, {
    status: 503,
  });
  const world = createEventWorld({ [start]: [busy, recorded("training: start")] });
  const { exitCode, events } = await runEvents(["train", "rsi_spx", ...url, "-o", "jsonl"], world);
  assertEquals([exitCode, typesOf(events)], [0, ["version", "warning", "started", "result"]]);
  const [, warning, , result] = events;
  assert(warning.type === "warning" && result.type === "result");
  assertEquals([warning.code, result.status, result.operation_id], ["worker_busy", "started", id]);
});

Deno.test("events of several operations name theirs; the result lists all", async () => {
  const other = id.replace("0001", "0002");
  const world = createEventWorld({
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
