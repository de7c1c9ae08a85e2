import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runBoth } from "../support/run_both.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { type Responder, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const poll = `GET /operations/${id}`;
const completed = recorded("training: completed");

function createServer(script: Record<string, Responder[]>): ScriptedServer {
  return new ScriptedServer({ "GET /health": [recordedRead("GET /health")], ...script });
}

Deno.test("operation cancel, also as cancel, cancels an operation", async () => {
  const script = { [`DELETE /operations/${id}`]: [recorded("cancelled: cancel")] };
  const { exitCode, stdout, routes } = await runBoth([["operation", "cancel", id], ["cancel", id]], script);
  assertEquals([exitCode, routes], [0, [`DELETE /operations/${id}`, `GET /operations/${id}`]]);
  assertEquals(
    stdout,
    `✓ Cancelled ${id}
Cancelled at:  2026-11-22 04:26 UTC
Reason:        user pressed Ctrl+C
`,
  );
  const server = createServer(script);
  const { value } = await runJson(["cancel", id, "--reason", "enough", "--force", ...url], {
    fetch: server.fetch,
  });
  assertEquals(server.requests[0].body, { reason: "enough" });
  assertEquals([value.operation_id, value.status, value.success], [id, "cancelled", true]);
  assertEquals(Array.isArray(value.children_cancelled), true);
});

Deno.test("an operation that has ended cannot be cancelled: exit code 5", async () => {
  const server = createServer({ [`DELETE /operations/${id}`]: [recorded("training: cancel")] });
  const { exitCode, value } = await runJson(["cancel", id, ...url], { fetch: server.fetch });
  assertEquals([exitCode, value.operation_id], [5, id]);
  assertEquals(value.message, `Operation "${id}" cannot be cancelled: it has already completed`);
});

Deno.test("operation cancel names what was cancelled with it", async () => {
  const cancelled = recorded("cancelled: cancel", { children_cancelled: ["op_2", "op_3"] });
  const server = createServer({ [`DELETE /operations/${id}`]: [cancelled] });
  const { stdout } = await runKtrdr(["cancel", id, ...url], { fetch: server.fetch });
  assertMatch(stdout, /^Cancelled with it: +op_2\n +op_3$/m);
});

const resume = `POST /operations/${id}/resume`;

Deno.test("operation resume, also as resume, resumes from the checkpoint and leaves", async () => {
  const script = { [resume]: [recorded("cancelled: resume")] };
  const { exitCode, stdout, stderr, routes } = await runBoth(
    [["operation", "resume", id], ["resume", id]],
    script,
  );
  assertEquals([exitCode, routes], [0, [resume]]);
  assertMatch(stdout, new RegExp(`^Resumed ${id} from epoch 16 \\(cancellation, 2026-11-22 04:26 UTC\\)\n$`));
  assertEquals(stderr, `Follow it with: ktrdr follow ${id}\n`);
  const { value } = await runJson(["resume", id, ...url], { fetch: createServer(script).fetch });
  assertEquals([value.operation_id, value.status], [id, "resuming"]);
  assertEquals(value.resumed_from.checkpoint_type, "cancellation");
});

Deno.test("operation resume --follow waits for the end", async () => {
  const server = createServer({
    [resume]: [recorded("cancelled: resume")],
    [poll]: [recorded("cancelled: resuming"), completed],
  });
  const { exitCode, stdout, stderr } = await runKtrdr(["resume", id, "--follow", ...url], {
    fetch: server.fetch,
  });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Epochs trained: +40/);
  assertStringIncludes(stderr, `✓ Resuming ${id} completed`);
});

Deno.test("a completed operation cannot be resumed: exit code 5", async () => {
  const server = createServer({ [resume]: [recorded("training: resume")] });
  const { exitCode, value } = await runJson(["resume", id, ...url], { fetch: server.fetch });
  assertEquals([exitCode, value.message], [5, `Operation ${id} is already completed`]);
});

Deno.test("dummy, also as dummy dummy, follows; its Ctrl+C and --detach work as those of a training", async () => {
  const script = {
    "POST /dummy/start": [recorded("dummy: start")],
    [poll]: [recorded("dummy: running"), recorded("dummy: cancelled")],
  };
  const followed = await runBoth([["dummy"], ["dummy", "dummy"]], script);
  assertEquals(followed.exitCode, 3);
  const shown = await runBoth([["dummy", "--progress"], ["dummy", "dummy", "--progress"]], script);
  assertEquals(shown, followed);
  const silent = await runBoth([["dummy", "--no-progress"], ["dummy", "dummy", "-q"]], script);
  assertEquals([silent.exitCode, silent.stderr], [3, ""]);
  const server = createServer(script);
  const { value } = await runJson(["dummy", "--detach", ...url], { fetch: server.fetch });
  assertEquals([value.operation_id, value.status, value.type], [id, "started", "dummy"]);
  assertEquals(server.routes, ["POST /dummy/start"]);
});
