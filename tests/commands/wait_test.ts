import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId, recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";
import { createOperations, ids, inStatus } from "../support/several_operations.ts";

const url = ["--url", "http://server"];
const [first, second, third] = ids;

Deno.test("wait, also as operation wait and follow, ends when all operations have", async () => {
  for (const command of [["wait"], ["operation", "wait"], ["follow"], ["wait", "--all"]]) {
    const { server, host } = createOperations([
      ["running", "completed"],
      ["running", "running", "running", "completed"],
    ]);
    const { exitCode, stdout, stderr } = await runKtrdr([...command, first, second, ...url], { host });
    assertEquals(exitCode, 0);
    assertEquals(
      stdout,
      `OPERATION                             TYPE      STATUS     OUTCOME
${first}  training  completed  40 epochs, test accuracy 68.4 %, model /models/rsi_spx/1d_v1
${second}  training  completed  40 epochs, test accuracy 68.4 %, model /models/rsi_spx/1d_v1
`,
    );
    assertEquals(
      stderr,
      `Following 2 operations
${first} [ 44%] Epoch 18/40 · Batch 50/83 (0 s)
${second} [ 44%] Epoch 18/40 · Batch 50/83 (0 s)
${first} [100%] completed (0 s)
✓ ${first} completed in 0.3 s
${second} [100%] completed (0 s)
✓ ${second} completed in 0.9 s
`,
    );
    assertEquals(server.count(`GET /operations/${second}`), 4);
  }
});

Deno.test("wait for one operation does what follow does, the same one named twice too", async () => {
  const followed = await runJson(["follow", first, ...url], createOperations([["running", "completed"]]));
  for (const named of [[first], [first, first]]) {
    const waited = await runJson(["wait", ...named, ...url], createOperations([["running", "completed"]]));
    assertEquals(waited, followed);
  }
  assertEquals([followed.value.operation_id, followed.value.status], [first, "completed"]);
});

Deno.test("the exit code of wait: any failed 1, else any cancelled 3, else 0", async () => {
  const cases: [string, string, number][] = [
    ["completed", "completed", 0],
    ["failed", "completed", 1],
    ["cancelled", "failed", 1],
    ["completed", "cancelled", 3],
  ];
  for (const [one, other, expected] of cases) {
    const { host } = createOperations([["running", one], ["running", "running", other]]);
    const { exitCode, stderr } = await runKtrdr(["wait", first, second, ...url], { host });
    assertEquals(exitCode, expected, `${one}, ${other}`);
    assertEquals(stderr.includes("Error: 1 of 2 operations failed\n"), expected === 1);
  }
});

Deno.test("wait --json is a list of what following each alone prints", async () => {
  const lives = [["completed"], ["failed"], ["cancelled"]];
  const { host } = createOperations(lives);
  const { exitCode, value } = await runJson(["wait", first, second, third, ...url], { host });
  const alone = [];
  for (const id of ids) {
    alone.push((await runJson(["follow", id, ...url], createOperations(lives))).value);
  }
  assertEquals([exitCode, value], [1, alone]);
  assertEquals(value[1].message, "Training failed: out of memory");
});

Deno.test("wait --any ends with the first that ends, and exits as that one", async () => {
  for (const [status, expected] of [["completed", 0], ["failed", 1], ["cancelled", 3]] as const) {
    const { server, host } = createOperations([["running"], ["running", "running", status]]);
    const { exitCode, value } = await runJson(["wait", "--any", first, second, ...url], { host });
    assertEquals(exitCode, expected);
    assertEquals(value[0], {
      operation_id: first,
      operation_type: "training",
      type: "training",
      status: "running",
    });
    assertEquals(value[1].operation_id, second);
    assert(server.count(`GET /operations/${first}`) <= 4);
    assertEquals(server.routes.filter((route) => route.startsWith("DELETE")), []);
  }
});

Deno.test("wait --fail-fast ends with the first that does not complete", async () => {
  for (const [status, expected] of [["failed", 1], ["cancelled", 3]] as const) {
    const { host } = createOperations([["running"], ["running", status], ["completed"]]);
    const { exitCode, stdout } = await runKtrdr(["wait", "--fail-fast", ...ids, ...url], { host });
    assertEquals(exitCode, expected);
    assertMatch(stdout, new RegExp(`^${first} .*running +no longer followed$`, "m"));
    assertMatch(stdout, new RegExp(`^${third} .*completed`, "m"));
  }
  const { host } = createOperations([["running", "completed"], ["completed"]]);
  assertEquals((await runKtrdr(["wait", "--fail-fast", first, second, ...url], { host })).exitCode, 0);
});

Deno.test("wait --timeout exits with 124, prints what has ended and names what runs", async () => {
  for (const more of [[], ["--any"], ["--fail-fast"]]) {
    const lives = more[0] === "--any" ? [["running"], ["running"]] : [["running"], ["running", "completed"]];
    const { host } = createOperations(lives);
    const { exitCode, value, stderr } = await runJson(
      ["wait", first, second, ...more, "--timeout", "5", ...url],
      { host },
    );
    assertEquals([exitCode, value.length], [124, 2]);
    assertEquals([value[0].status, value[0].operation_id], ["error", first]);
    assertStringIncludes(value[0].message, "is still running after 5 s");
    assertStringIncludes(stderr, `Hint: Look again with: ktrdr wait ${first}`);
    assertStringIncludes(stderr, `→ ${first} still running after 5 s\n`);
  }
});

Deno.test("signals leave all operations alone: 130 by Ctrl+C, 143 by SIGTERM", async () => {
  for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    const raise: Responder = (request) => {
      const response = hang()(request);
      world.host.raise(signal);
      return response;
    };
    const world = createOperations([["running"], ["running"]], {
      script: { [`GET /operations/${second}`]: [inStatus(second, "running"), raise] },
    });
    const { exitCode, value, stderr } = await runJson(["wait", first, second, ...url], world);
    assertEquals([exitCode, value[0].operation_id, value[1].operation_id], [expected, first, second]);
    assertStringIncludes(stderr, "Left 2 of 2 operations running\n");
    assertStringIncludes(stderr, `Hint: Look again with: ktrdr wait ${first} ${second}\n`);
    assertEquals(world.server.routes.filter((route) => route.startsWith("DELETE")), []);
  }
});

Deno.test("an operation that the server does not know ends with 5 once the others have ended", async () => {
  const { host } = createOperations([["running", "running", "completed"]]);
  const { exitCode, value } = await runJson(["wait", first, second, ...url], { host });
  assertEquals([exitCode, value[0].status, value[1].http_status], [5, "completed", 404]);
  const any = createOperations([["running", "running", "completed"]]);
  assertEquals((await runKtrdr(["wait", "--any", second, first, ...url], any)).exitCode, 0);
});

Deno.test("on a terminal there is a line an operation, and a lasting one for each that has ended", async () => {
  const { host } = createOperations([["running", "completed"], ["running", "running", "failed"]], {
    isTerminal: true,
    columns: 100,
    env: { NO_COLOR: "1" },
  });
  const { exitCode, stderr } = await runKtrdr(["wait", first, second, ...url], { host });
  assertEquals(exitCode, 1);
  const plain = stripAnsiCode(stderr).replaceAll("\r", "");
  assertMatch(plain, new RegExp(`${first} ▕█+▏100%  completed\n. ${second} ▕█+▍ +▏ 44%  Epoch 18/40`));
  assertStringIncludes(plain, "Following 2 operations 0 s");
  assertStringIncludes(plain, "Ctrl+C stops following");
  assertStringIncludes(plain, `✓ ${first} completed in 0.3 s\n`);
  assertStringIncludes(plain, `✗ ${second} failed after 0.6 s: out of memory\n`);
  assert(stderr.lastIndexOf("\u001b[?25h") > stderr.lastIndexOf("\u001b[?25l"));
});

Deno.test("--quiet says nothing but what is wrong", async () => {
  const { host } = createOperations([["running", "completed"], ["completed"]]);
  assertEquals((await runKtrdr(["wait", first, second, "--quiet", ...url], { host })).stderr, "");
});

Deno.test("an unknown option among or after the operations is not taken for one", async () => {
  for (const command of ["wait", "follow"]) {
    for (
      const args of [["--bogus", first], [first, "--bogus"], [first, second, "--bogus=1", third], [
        first,
        "-x",
      ]]
    ) {
      const host = createFakeHost();
      const { exitCode, stderr } = await runKtrdr([command, ...args], { host });
      assertEquals([exitCode, host.requests.length], [2, 0]);
      assertMatch(stderr, /^Error: Unknown option "(--bogus|-x)"/);
    }
  }
  for (
    const [flags, message] of [
      [["--any", "--all"], 'Option "--any" conflicts with option "--all"'],
      [["--any", "--fail-fast"], 'Option "--fail-fast" conflicts with option "--any"'],
    ] as const
  ) {
    const { exitCode, stderr } = await runKtrdr(["wait", first, ...flags]);
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("operation follow says that it has never seen an operation, where that is so", async () => {
  const { fetch } = new ScriptedServer({
    [`GET /operations/${recordedId}`]: [refused(), refused(), recorded("training: completed")],
    "GET /health": [recordedRead("GET /health")],
  });
  const { exitCode, stderr } = await runKtrdr(["follow", recordedId, "--progress", "plain", ...url], {
    fetch,
  });
  assertEquals(exitCode, 0);
  assertStringIncludes(
    stderr,
    "Connecting, no answer for 0 s (Nothing listens at server:8000 (connection refused))\n",
  );
  assert(!stderr.includes("last seen"));
});
