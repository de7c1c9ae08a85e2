import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { operationBody } from "../../support/operation_bodies.ts";
import { recorded, recordedId as id, recordedRead } from "../../support/recorded_answers.ts";
import { runBoth } from "../../support/run_both.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, type Responder, ScriptedServer } from "../../support/scripted_server.ts";

const url = ["--url", "http://server"];
const newId = "op_retry_training_20260102_000000_cafe0003";
const poll = `GET /operations/${id}`;
const retry = `POST /operations/${id}/retry`;
const health = "GET /health";
const able = json({ status: "ok", extensions: { operation_retry: true } });
const failed = recorded("training: running", { status: "failed", error_message: "out of memory" });
const retried = json(operationBody("pending", { id: newId }));

function createServer(script: Record<string, Responder[]>): ScriptedServer {
  return new ScriptedServer({ [health]: [able], [poll]: [failed], [retry]: [retried], ...script });
}

Deno.test("operation retry starts a failed operation again, under a new id", async () => {
  const { exitCode, stdout, stderr, routes } = await runBoth(
    [["operation", "retry", id], ["operations", "retry", id], ["ops", "retry", id]],
    { [health]: [able], [poll]: [failed], [retry]: [retried] },
  );
  assertEquals([exitCode, routes], [0, [poll, health, retry]]);
  assertEquals(
    [stdout, stderr],
    [`Retrying ${id} as ${newId}: pending\n`, `Follow it with: ktrdr follow ${newId}\n`],
  );
  const { value } = await runJson(["ops", "retry", id, ...url], { fetch: createServer({}).fetch });
  assertEquals(value, {
    operation_id: newId,
    original_operation_id: id,
    status: "pending",
    type: "training",
    operation_type: "training",
  });
});

Deno.test("operation retry --follow waits for the new operation", async () => {
  const server = createServer({
    [`GET /operations/${newId}`]: [recorded("training: completed", { operation_id: newId })],
  });
  const { exitCode, stdout } = await runKtrdr(["operation", "retry", id, "--follow", ...url], {
    fetch: server.fetch,
  });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Epochs trained: +40/);
  assertEquals(server.count(retry), 1);
});

Deno.test("operation retry warns of a server that never starts what it retries, and does not follow it", async () => {
  const server = createServer({ [health]: [recordedRead(health)] });
  const noted = await runKtrdr(["operation", "retry", id, ...url], { fetch: server.fetch });
  assertEquals(noted.exitCode, 0);
  assertStringIncludes(
    noted.stderr,
    "Warning: The server at http://server:8000/api/v1 notes a retry down, and never starts it. Start the work anew",
  );
  const followed = await runJson(["operation", "retry", id, "-f", ...url], { fetch: server.fetch });
  assertEquals([followed.exitCode, server.count(retry)], [2, 1]);
  assertMatch(followed.value.message, /notes a retry down, and never starts it$/);
});

Deno.test("an operation that has not failed cannot be retried, nor one that is not there: exit code 5", async () => {
  const server = createServer({
    [poll]: [recorded("training: completed")],
    [retry]: [recorded("training: retry")],
  });
  const refused = await runJson(["operation", "retry", id, ...url], { fetch: server.fetch });
  assertEquals(
    [refused.exitCode, refused.value.message],
    [5, `Operation "${id}" cannot be retried: it has already completed`],
  );
  const fetch = json({ detail: "Operation not found: nope" }, { status: 404 });
  const unknown = await runJson(["operation", "retry", "nope", ...url], { fetch });
  assertEquals([unknown.exitCode, unknown.value.message], [5, "Operation not found: nope"]);
});

Deno.test("operation retry: bad values exit with 2, no server with 6", async () => {
  assertEquals((await runKtrdr(["operation", "retry", id, "--timeout", "0", ...url])).exitCode, 2);
  assertEquals((await runKtrdr(["operation", "retry", ...url])).exitCode, 2);
  assertEquals((await runKtrdr(["operation", "retry", id, ...url])).exitCode, 6);
});
