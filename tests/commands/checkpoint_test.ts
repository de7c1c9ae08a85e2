import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runBoth } from "../support/run_both.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const one = `GET /checkpoints/${id}`;
const remove = `DELETE /checkpoints/${id}`;
const stored = recorded("cancelled: checkpoint");
const removed = json({ success: true, message: `Checkpoint deleted for operation ${id}` });
const missing = json({ detail: `Checkpoint not found: ${id}` }, { status: 404 });
const list = { "GET /checkpoints": [recorded("cancelled: checkpoints")] };

function createServer(script: Record<string, Responder[]>): ScriptedServer {
  return new ScriptedServer(script);
}

Deno.test("checkpoint list, under all its names, shows whole ids, how far each was, and its size", async () => {
  const { exitCode, stdout, routes } = await runBoth(
    [["checkpoint", "list"], ["checkpoints", "list"], ["list", "checkpoints"]],
    list,
  );
  assertEquals([exitCode, routes], [0, ["GET /checkpoints"]]);
  assertEquals(
    stdout,
    `OPERATION                             TYPE      CREATED               SUMMARY      SIZE
${id}  periodic  2026-11-22 04:27 UTC  epoch 27  23.1 kB
`,
  );
});

Deno.test("checkpoint list --json is the list of the API; --older-than-days is sent", async () => {
  const server = createServer(list);
  const { value } = await runJson(["checkpoint", "list", "--older-than-days", "7", ...url], {
    fetch: server.fetch,
  });
  assertEquals(server.requests[0].query, { older_than_days: "7" });
  assertEquals([value[0].operation_id, value[0].state_summary.epoch, value[0].artifacts_size_bytes], [
    id,
    27,
    23127,
  ]);
  const none = await runKtrdr(["checkpoint", "list", ...url], { fetch: json({ success: true, data: [] }) });
  assertEquals(none.stdout, "No checkpoints\n");
});

Deno.test("checkpoint show tells how far an operation was, and how to go on", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["checkpoints", "show", id, ...url], {
    fetch: createServer({ [one]: [stored] }).fetch,
    now: Date.UTC(2026, 10, 25, 8, 26, 17),
  });
  assertEquals([exitCode, stderr], [0, `Go on from it with: ktrdr resume ${id}\n`]);
  assertEquals(
    stdout,
    `Operation:  ${id}
Type:       cancellation
Created:    2026-11-22 04:26 UTC
Age:        3 d 03 h
Artifacts:  /data/checkpoints/${id}

State
Epoch:                 16
Train loss:            0.9577
Validation loss:       0.9667
Best validation loss:  0.9575
Learning rate:         0.001
`,
  );
});

Deno.test("checkpoint show says out of how many, and with --verbose the rest of the state", async () => {
  const state = { bar_index: 2000, total_bars: 5000, step: 3, cash: 99_000.5, positions: [1, 2] };
  const data = { operation_id: id, checkpoint_type: "periodic", created_at: null, state };
  const fetch = json({ success: true, data: { ...data, state: { ...state, values: Array(9).fill(0) } } });
  const { stdout } = await runKtrdr(["checkpoint", "show", id, "-v", ...url], { fetch });
  assertMatch(stdout, /^Age: +-$/m);
  assertMatch(stdout, /^Bar: +2,000 of 5,000$/m);
  assertMatch(stdout, /^Step: +3$/m);
  assertMatch(stdout, /^Rest of the state\ncash: +99000\.5\npositions: +1, 2\nvalues: +9 values$/m);
  const epochs = json({ success: true, data: { ...data, state: { epoch: 3, total_epochs: 40 } } });
  const training = await runKtrdr(["checkpoint", "show", id, ...url], { fetch: epochs });
  assertMatch(training.stdout, /^Epoch: +3 of 40$/m);
});

Deno.test("checkpoint show takes @last, and --json is the checkpoint itself", async () => {
  const script = {
    [one]: [stored],
    "GET /operations": [recorded("training: list")],
    "GET /workers": [recordedRead("GET /workers")],
  };
  const { value } = await runJson(["checkpoint", "show", "@last", ...url], {
    fetch: createServer(script).fetch,
  });
  assertEquals([value.operation_id, value.checkpoint_type, value.state.epoch], [id, "cancellation", 16]);
});

Deno.test("a checkpoint that there is not: exit code 5", async () => {
  for (const args of [["show", id], ["delete", id], ["delete", id, "--force"]]) {
    const { exitCode, value } = await runJson(["checkpoint", ...args, ...url], { fetch: missing });
    assertEquals([exitCode, value.message, value.operation_id], [5, `Checkpoint not found: ${id}`, id]);
  }
});

Deno.test("checkpoint delete asks, and deletes for yes only", async () => {
  for (
    const [answer, isDeleted] of [["y\n", true], ["YES\n", true], ["n\n", false], ["\n", false]] as const
  ) {
    const server = createServer({ [one]: [stored], [remove]: [removed] });
    const { exitCode, stdout, stderr } = await runKtrdr(["checkpoint", "delete", id, ...url], {
      fetch: server.fetch,
      isTerminal: true,
      env: { NO_COLOR: "1" },
      stdin: answer,
    });
    assertEquals(
      [exitCode, stdout],
      [0, isDeleted ? `✓ Deleted the checkpoint of ${id}\n` : `Kept the checkpoint of ${id}\n`],
    );
    assertEquals(
      stderr.trimEnd(),
      `The operation will not be resumable. Delete the cancellation checkpoint of ${id} (epoch 16)? [y/N]`,
    );
    assertEquals(server.routes, isDeleted ? [one, remove] : [one]);
  }
});

Deno.test("checkpoint delete --force does not ask; without it somebody must be there", async () => {
  const server = createServer({ [one]: [stored], [remove]: [removed] });
  const { value } = await runJson(["checkpoints", "delete", id, "-f", ...url], { fetch: server.fetch });
  assertEquals(server.routes, [remove]);
  assertEquals([value.success, value.operation_id, value.deleted], [true, id, true]);
  const alone = await runKtrdr(["checkpoint", "delete", id, ...url], { fetch: server.fetch });
  assertEquals([alone.exitCode, alone.stdout], [2, ""]);
  assertStringIncludes(alone.stderr, "Hint: Use --force to go on without asking");
  assertEquals(server.count(remove), 1);
});

Deno.test("checkpoint stats", async () => {
  const script = { "GET /checkpoints/stats": [recorded("cancelled: statistics")] };
  const { stdout } = await runBoth([["checkpoint", "stats"], ["checkpoints", "stats"]], script);
  assertEquals(stdout, "Checkpoints:  1\nSize:         23.1 kB\nOldest:       2026-11-22 04:27 UTC\n");
  const { value } = await runJson(["checkpoint", "stats", ...url], { fetch: createServer(script).fetch });
  assertEquals(value, {
    success: true,
    total_checkpoints: 1,
    total_size_bytes: 23127,
    oldest_checkpoint: "2026-11-22T04:27:03.662442Z",
  });
});

const cleanup = "POST /checkpoints/cleanup";
const cleaned = json({ success: true, checkpoints_deleted: 3, orphan_artifacts_cleaned: 1 });

Deno.test("checkpoint cleanup asks, and deletes what is older than 30 days, or so many", async () => {
  const server = createServer({ [cleanup]: [cleaned] });
  const asked = await runKtrdr(["checkpoint", "cleanup", ...url], {
    fetch: server.fetch,
    isTerminal: true,
    env: { NO_COLOR: "1" },
    stdin: "y\n",
  });
  assertEquals(asked.stdout, "✓ Deleted 3 checkpoints, and 1 file that belonged to none\n");
  assertStringIncludes(asked.stderr, "Delete every checkpoint that is older than 30 days? [y/N]");
  const { value } = await runJson(["checkpoint", "cleanup", "--force", "--max-age-days", "7", ...url], {
    fetch: server.fetch,
  });
  assertEquals(value, {
    success: true,
    checkpoints_deleted: 3,
    orphan_artifacts_cleaned: 1,
    max_age_days: 7,
  });
  assertEquals(server.requests.map(({ query }) => query), [{ max_age_days: "30" }, { max_age_days: "7" }]);
});

Deno.test("checkpoint cleanup deletes nothing where the answer is no, or nobody is there", async () => {
  const host = createFakeHost({ isTerminal: true, env: { NO_COLOR: "1" }, stdin: "n\n" });
  const declined = await runKtrdr(["checkpoint", "cleanup", ...url], { host });
  assertEquals([declined.exitCode, declined.stdout], [0, "Deleted nothing\n"]);
  const alone = createFakeHost();
  assertEquals((await runKtrdr(["checkpoint", "cleanup", ...url], { host: alone })).exitCode, 2);
  assertEquals([...host.requests, ...alone.requests], []);
});

Deno.test("bad values of checkpoint commands exit with 2, and nothing is sent", async () => {
  const cases: [string, string][] = [
    ["list --older-than-days -1", "--older-than-days is '-1', expected 0 to 36500"],
    ["cleanup --max-age-days 0 --force", "--max-age-days is '0', expected 1 to 36500"],
    ["cleanup --max-age-days x", 'Option "--max-age-days" must be of type "integer"'],
    ["show", "Missing argument(s): operation"],
    ["delete @first", "'@first' names no operation, expected @last or @last:<type>"],
    [`show ${"x".repeat(101)}`, "The operation id has 101 characters, expected 100 at most"],
  ];
  for (const [line, message] of cases) {
    const host = createFakeHost();
    const { exitCode, stdout, stderr } = await runKtrdr(["checkpoint", ...line.split(" ")], { host });
    assertEquals([exitCode, stdout], [2, ""], stderr);
    assertStringIncludes(stderr, `Error: ${message}`);
    assertEquals(host.requests, []);
  }
});

Deno.test("checkpoint commands without a server: exit code 6", async () => {
  for (const args of [["list"], ["show", id], ["delete", id, "-f"], ["stats"], ["cleanup", "-f"]]) {
    assertEquals((await runKtrdr(["checkpoint", ...args, ...url])).exitCode, 6, args[0]);
  }
});
