/** What the original server does not tell, seen by a real process over a real socket. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { FaultServer } from "../support/fault_server.ts";
import { OriginalServer, type OriginalServerOptions } from "../support/original_server/original_server.ts";
import { operationBody } from "../support/operation_bodies.ts";
import { projectRoot, runProgram, startProgram } from "../support/processes.ts";
import { hang, json, ScriptedServer } from "../support/scripted_server.ts";

/** The stand-in on a socket, quicker than the original. */
function openServer(options: Omit<OriginalServerOptions, "now"> = {}) {
  const original = new OriginalServer({
    now: () => Date.now(),
    epoch: 80,
    adoption: 500,
    cooling: 500,
    registration: 2_000,
    ...options,
  });
  const socket = new FaultServer({ fetch: original.fetch });
  const place = { folder: projectRoot, env: { KTRDR_API_URL: socket.baseUrl } };
  return { original, socket, place, [Symbol.asyncDispose]: () => socket[Symbol.asyncDispose]() };
}

/** Starts a training and cancels it, as somebody does who never looks again. */
async function cancelOne({ socket, place }: ReturnType<typeof openServer>): Promise<string> {
  const started = await runProgram(["train", "rsi_spx", "--json"], place);
  const id = JSON.parse(started.stdout).operation_id;
  await using program = startProgram(["follow", id], place);
  await program.says(/Epoch (1[1-9]|[2-9]\d)\//);
  const response = await fetch(`${socket.baseUrl}/operations/${id}`, { method: "DELETE" });
  await response.body?.cancel();
  assertEquals((await program.ended()).code, 3);
  return id;
}

Deno.test("a cancelled training that the server has forgotten is @last, is resumed and followed to its end", async () => {
  await using server = openServer();
  const id = await cancelOne(server);
  const { code, stdout, stderr } = await runProgram(["resume", "@last", "--follow"], server.place);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, `@last is ${id} (training, cancelled)`);
  assertMatch(stderr, /Epoch \d+ · as of \d\d:\d\d:\d\d UTC/);
  assertStringIncludes(stderr, "The server did not notice, and still calls it resuming");
  assertStringIncludes(stdout, "/app/models/rsi_spx/1d_latest");
});

Deno.test("a server that is killed and comes back in the middle of a follow loses nothing that is shown", async () => {
  await using server = openServer({ epochs: 150, epoch: 110, registration: 5_000, claims: false });
  await using program = startProgram(["train", "rsi_spx", "--follow"], server.place);
  await program.says(/Epoch (1[1-9]|[2-9]\d)\/150/);
  server.original.stop();
  server.socket.stop();
  await program.says(/Reconnecting/);
  await server.socket.restart();
  server.original.restart();
  await program.says(/Epoch \d+\/150 · as of \d\d:\d\d:\d\d UTC/);
  const { code, stderr } = await program.ended();
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, "The server did not notice, and still calls it running");
});

Deno.test("questions that are never answered do not keep a follow from its end", async () => {
  const script = new ScriptedServer({
    "GET /health": [json({ status: "ok" })],
    "GET /operations/op_1": ["resuming", "resuming", "resuming", "failed"].map((status) =>
      json(operationBody(status))
    ),
    "GET /checkpoints/op_1": [hang()],
    "GET /workers": [hang()],
  });
  await using socket = new FaultServer({ fetch: script.fetch });
  const place = { folder: projectRoot, env: { KTRDR_API_URL: socket.baseUrl } };
  const startedAt = performance.now();
  const { code, stderr } = await runProgram(["follow", "op_1"], place);
  assertEquals(code, 1, stderr);
  assert(script.count("GET /workers") > 0);
  // Each question may take 2 s of the 30 s that other requests may take.
  assert(performance.now() - startedAt < 30_000, "it was as slow as the questions");
});
