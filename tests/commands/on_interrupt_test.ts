import { assertEquals, assertStringIncludes } from "@std/assert";
import { deadline } from "@std/async/deadline";
import { delay } from "@std/async/delay";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { openTrainedHome } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, type Responder, ScriptedServer } from "../support/scripted_server.ts";
import { trainedAnswers } from "../support/trained_answers.ts";

const url = ["--url", "http://server"];
const poll = `GET /operations/${id}`;
const cancel = `DELETE /operations/${id}`;
const period = ["--start", "2015-01-01", "--end", "2016-01-01"];

/** Commands that start an operation and follow it. */
const commands: readonly (readonly string[])[] = [
  ["model", "train", "rsi_spx"],
  ["train", "rsi_spx", "--follow"],
  ["backtest", "rsi_spx", "--follow", ...period],
  ["backtest", "run", "rsi_spx", ...period],
  ["dummy"],
  ["resume", id, "--follow"],
];

interface World {
  server: ScriptedServer;
  host: FakeHost;
}

/** Ctrl+C is pressed while the operation runs, or while an answer to its start is awaited. */
function createWorld(press: "running" | "starting"): World {
  const answering = (answer: Responder): Responder => (request) => {
    const response = answer(request);
    host.raise("SIGINT");
    return response;
  };
  const start = (name: string): Responder[] => [
    press === "starting" ? answering(recorded(name)) : recorded(name),
  ];
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    "POST /trainings/start": start("training: start"),
    ...trainedAnswers,
    "POST /backtests/start": start("backtest: start"),
    "POST /dummy/start": start("dummy: start"),
    [`POST /operations/${id}/resume`]: start("cancelled: resume"),
    [poll]: press === "running"
      ? [recorded("training: running"), answering(hang()), recorded("cancelled: operation")]
      : [recorded("cancelled: operation")],
    [cancel]: [recorded("cancelled: cancel")],
  });
  const host = createFakeHost({ fetch: server.fetch });
  return { server, host };
}

Deno.test("--on-interrupt detach: Ctrl+C leaves the operation running and exits with 130", async () => {
  for (const command of commands) {
    const world = createWorld("running");
    const { exitCode, value, stderr } = await runJson(
      [...command, "--on-interrupt", "detach", ...url],
      world,
    );
    assertEquals([exitCode, value.operation_id, world.server.count(cancel)], [130, id, 0], command.join(" "));
    assertStringIncludes(stderr, `Left operation "${id}" while it is still running`);
    assertStringIncludes(stderr, `Hint: Look again with: ktrdr operation follow ${id}\n`);
  }
});

Deno.test("--on-interrupt cancel, the default: Ctrl+C cancels the operation", async () => {
  for (const command of commands) {
    for (const flags of [[], ["--on-interrupt", "cancel"]]) {
      const world = createWorld("running");
      const { exitCode } = await runKtrdr([...command, ...flags, ...url], world);
      assertEquals([exitCode, world.server.count(cancel)], [130, 1], command.join(" "));
    }
  }
});

Deno.test("--on-interrupt counts during the start, too, whether the operation is to be followed or not", async () => {
  for (const command of [["train", "rsi_spx"], ["model", "train", "rsi_spx"]]) {
    for (const [choice, cancellations] of [["detach", 0], ["cancel", 1]] as const) {
      const world = createWorld("starting");
      const { exitCode, stdout, stderr } = await runKtrdr(
        [...command, "--on-interrupt", choice, ...url],
        world,
      );
      assertEquals([exitCode, world.server.count(cancel)], [130, cancellations]);
      assertStringIncludes(stdout + stderr, id);
    }
  }
});

Deno.test("the progress says what Ctrl+C does", async () => {
  for (const [choice, text] of [["detach", "Ctrl+C leaves it running"], ["cancel", "Ctrl+C cancels"]]) {
    const { server } = createWorld("running");
    const host = createFakeHost({
      fetch: (request) =>
        request.url.endsWith(id) ? recorded("training: completed")(request) : server.fetch(request),
      isTerminal: true,
    });
    const { stderr } = await runKtrdr(["model", "train", "rsi_spx", "--on-interrupt", choice, ...url], {
      host,
    });
    assertStringIncludes(stderr, text);
  }
});

Deno.test("Ctrl+C is acknowledged at once, also while the answer to a start is awaited", async () => {
  const { server } = createWorld("starting");
  const host: FakeHost = createFakeHost({
    isTerminal: true,
    time: "real",
    fetch: async (request) => {
      if (!request.url.endsWith("/trainings/start")) return await server.fetch(request);
      host.raise("SIGINT");
      while (!host.stderr.text.includes("Ctrl+C leaves at once")) await delay(10);
      return await server.fetch(request);
    },
  });
  const { exitCode } = await deadline(runKtrdr(["model", "train", "rsi_spx", ...url], { host }), 10_000);
  assertEquals([exitCode, server.count(cancel)], [130, 1]);
});

Deno.test("the embedded engine cannot be left: --on-interrupt detach is refused, as --detach is", async () => {
  await using place = await openTrainedHome();
  for (const flags of [["--on-interrupt", "detach"], ["--detach"]]) {
    const { exitCode, stderr } = await runKtrdr(["train", "rsi_spx", "--embedded", ...flags], place);
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, `Error: ${flags.join(" ")} needs a server`);
  }
});

Deno.test("a cancellation that the worker did not hear of is warned about, also with --quiet", async () => {
  const warning = "Warning: The server could not tell the worker, which may go on for a while\n";
  const unheard = { task_cancelled: false, remote_cancelled: false };
  const world = createWorld("running");
  const answers = { [cancel]: recorded("cancelled: cancel", unheard) };
  const fetch = (request: Request) =>
    request.method === "DELETE" ? answers[cancel](request) : world.server.fetch(request);
  const direct = await runKtrdr(["cancel", id, "--quiet", ...url], { fetch });
  assertEquals([direct.exitCode, direct.stderr], [0, warning]);
  const host = world.host;
  const pressed = await runKtrdr(["model", "train", "rsi_spx", "--quiet", ...url], {
    host: {
      ...host,
      fetch: (request) =>
        request.method === "DELETE" ? Promise.resolve(answers[cancel](request)) : host.fetch(request),
    },
  });
  assertEquals([pressed.exitCode, pressed.stderr], [130, warning]);
  const heard = json({
    success: true,
    data: { operation_id: id, status: "cancelled", task_cancelled: true, remote_cancelled: false },
  });
  assertEquals((await runKtrdr(["cancel", id, ...url], { fetch: heard })).stderr, "");
});
