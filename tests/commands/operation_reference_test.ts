import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parseReference } from "../../commands/operation/reference/parse_reference.ts";
import { UsageError } from "../../lib/errors.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, type Responder, type ScriptedServer } from "../support/scripted_server.ts";
import { createOperations, ids, inStatus, listing } from "../support/several_operations.ts";

const url = ["--url", "http://server"];
const list = "GET /operations";
const workers = "GET /workers";
const [first, second, third] = ids;

/** What each command that takes an operation asks of the operation it means, once that is known. */
const commands: readonly (readonly [string, ...string[]])[] = [
  ["status", `GET /operations/${second}`],
  ["follow", `GET /operations/${second}`],
  ["wait", `GET /operations/${second}`],
  ["cancel", `DELETE /operations/${second}`, `GET /operations/${second}`],
  ["resume", `POST /operations/${second}/resume`],
];

function createServer(script: Record<string, Responder[]>): ScriptedServer {
  return createOperations([["completed"], ["completed"], ["completed"]], {
    script: {
      [workers]: [json([])],
      [`DELETE /operations/${second}`]: [recorded("cancelled: cancel", { operation_id: second })],
      [`POST /operations/${second}/resume`]: [recorded("cancelled: resume", { operation_id: second })],
      ...script,
    },
  }).server;
}

Deno.test("an id in full costs no request of its own", async () => {
  for (const [command, ...routes] of commands) {
    const server = createServer({});
    const { exitCode } = await runKtrdr([command, second, ...url], { fetch: server.fetch });
    assertEquals([exitCode, server.routes], [0, routes], command);
  }
});

Deno.test("every command understands @last, @last:<type>, the beginning of an id, and '-'", async () => {
  for (const [command, ...routes] of commands) {
    for (const reference of ["@last", "@last:training", second.slice(0, -1), "-"]) {
      const server = createServer({
        [list]: [listing(reference === "@last" ? [second, first] : [second, third])],
      });
      const host = createFakeHost({ fetch: server.fetch, stdin: `\n  ${second}\n` });
      const { exitCode, stderr } = await runKtrdr([command, reference, ...url], { host });
      assertEquals(
        [exitCode, server.routes.slice(-routes.length)],
        [0, routes],
        `${command} ${reference}: ${stderr}`,
      );
    }
  }
});

Deno.test("@last asks for the newest operation, @last:<type> for the newest of a type", async () => {
  const cases: [string, Record<string, string>][] = [
    ["@last", { limit: "1" }],
    ["@last:training", { limit: "1", operation_type: "training" }],
    ["@last:backtest", { limit: "1", operation_type: "backtesting" }],
    ["@last:data_load", { limit: "1", operation_type: "data_load" }],
  ];
  for (const [reference, query] of cases) {
    const server = createServer({ [list]: [listing([second])] });
    await runKtrdr(["status", reference, ...url], { fetch: server.fetch });
    assertEquals(server.requests.find(({ path }) => path === "/operations")?.query, query);
  }
});

Deno.test("@last finds an operation that only a worker tells of", async () => {
  const busy = (type: string) =>
    json([{ worker_id: "w", worker_type: type, status: "busy", current_operation_id: third }]);
  const young = recorded("training: running", {
    operation_id: third,
    created_at: "2026-01-01T00:10:00",
  });
  const old = recorded("training: running", { operation_id: third, created_at: "2025-12-31T23:50:00Z" });
  const cases: [string, string, Responder, string][] = [
    ["@last", "training", young, third],
    ["@last:training", "training", young, third],
    ["@last", "training", old, second],
    ["@last:training", "backtesting", young, second],
  ];
  for (const [reference, type, answer, expected] of cases) {
    const server = createServer({
      [list]: [listing([second])],
      [workers]: [busy(type)],
      [`GET /operations/${third}`]: [answer],
    });
    const { value } = await runJson(["status", reference, ...url], { fetch: server.fetch });
    assertEquals(value.operation_id, expected);
  }
});

Deno.test("@last of nothing: exit code 5", async () => {
  const server = createServer({ [list]: [listing([])] });
  const none = await runJson(["follow", "@last", ...url], { fetch: server.fetch });
  assertEquals([none.exitCode, none.value.message], [5, "There is no operation yet"]);
  const training = await runJson(["follow", "@last:training", ...url], { fetch: server.fetch });
  assertEquals([training.exitCode, training.value.message], [5, "There is no training operation yet"]);
});

Deno.test("a beginning that fits several operations names them", async () => {
  const server = createServer({ [list]: [listing(ids)] });
  const start = second.slice(0, -1);
  const { exitCode, stderr } = await runKtrdr(["cancel", start, ...url], { fetch: server.fetch });
  assertEquals(exitCode, 2);
  assertStringIncludes(stderr, `Error: '${start}' is how 2 ids begin: ${first}, ${second}\nHint: Write more`);
  assertEquals(server.routes.includes(`DELETE /operations/${second}`), false);
});

Deno.test("a beginning is looked for among all pages, and among what workers are busy with", async () => {
  const page = Array.from({ length: 1000 }, (_, index) => `op_dummy_${index}`);
  const rows = (names: readonly string[]) => listing(names)(new Request("http://server"));
  const paged: Responder = async (request) => {
    const isFirst = new URL(request.url).searchParams.get("offset") === "0";
    const body = await (await rows(isFirst ? page : [second])).json();
    return Response.json({ ...body, total_count: 1001 });
  };
  const server = createServer({
    [list]: [paged],
    [workers]: [
      json([{ worker_id: "w", worker_type: "training", status: "busy", current_operation_id: third }]),
    ],
  });
  for (const [start, expected] of [[second.slice(0, -2), second], [third.slice(0, -5), third]]) {
    const { value } = await runJson(["status", start, ...url], { fetch: server.fetch });
    assertEquals(value.operation_id, expected);
  }
});

Deno.test("an id that is another's beginning means itself; one that fits nothing is left to the server", async () => {
  const server = createServer({
    [list]: [listing(["job_1", "job_10"])],
    "GET /operations/job_1": [inStatus("job_1", "completed")],
  });
  const { value } = await runJson(["status", "job_1", ...url], { fetch: server.fetch });
  assertEquals(value.operation_id, "job_1");
  const unknown = await runJson(["status", "job_2", ...url], { fetch: server.fetch });
  assertEquals([unknown.exitCode, server.routes.at(-1)], [5, "GET /operations/job_2"]);
});

Deno.test("'-' reads any number of references between blanks or lines", async () => {
  const server = createServer({ [list]: [listing([third])] });
  const host = createFakeHost({ fetch: server.fetch, stdin: `${first} ${second}\r\n\n@last ${first}\n` });
  const { exitCode, value } = await runJson(["wait", "-", ...url], { host });
  assertEquals([exitCode, value.map(({ operation_id }: { operation_id: string }) => operation_id)], [0, [
    ...ids,
  ]]);
});

Deno.test("references that make no sense are refused before anything is sent", async () => {
  const types = "data_load, training, backtesting, indicator_compute, fuzzy_analysis, dummy";
  const cases: [string[], string, string][] = [
    [["status", "@first"], "", "'@first' names no operation, expected @last or @last:<type>"],
    [
      ["follow", "@last:trainings"],
      "",
      `'trainings' in '@last:trainings' is no type, expected one of ${types}`,
    ],
    [["wait", "@last:"], "", "'' in '@last:' is no type"],
    [["wait", first, ""], "", "The operation id is empty"],
    [["follow", "-"], " \n", "stdin names no operation"],
    [["cancel", "-"], "", "stdin names no operation"],
    [["wait", "-"], "-", "stdin names '-', expected ids of operations"],
    [["cancel", "-"], `${first}\n${second}`, `stdin names 2 operations, expected one: ${first}, ${second}`],
  ];
  for (const [args, stdin, message] of cases) {
    const host = createFakeHost({ stdin });
    const { exitCode, stderr } = await runKtrdr([...args, ...url], { host });
    assertEquals([exitCode, host.requests.length], [2, 0], stderr);
    assertStringIncludes(stderr, `Error: ${message}`);
  }
});

Deno.test("wait - without an id on stdin has nothing to wait for, and asks nobody", async () => {
  for (const args of [["wait", "-"], ["wait", "--any", "-"], ["wait", "--timeout", "5", "-"]]) {
    const host = createFakeHost({ stdin: " \n" });
    const { exitCode, stdout, stderr } = await runKtrdr([...args, ...url], { host });
    assertEquals([exitCode, stdout, host.requests.length], [
      0,
      "stdin names no operation: there is nothing to wait for\n",
      0,
    ], stderr);
  }
  const { exitCode, value } = await runJson(["wait", "-", ...url], { stdin: "" });
  assertEquals([exitCode, value], [0, []]);
});

Deno.test("parseReference() takes no option for an operation, should a parser pass one on", () => {
  for (const text of ["--bogus", "-x", " --all=1"]) {
    assertThrows(() => parseReference(text), UsageError, `Unknown option "${text.trim()}"`);
  }
});

Deno.test("stdin can be named once only", async () => {
  const { exitCode, stderr } = await runKtrdr(["wait", "-", "-", ...url], { stdin: "op_x" });
  assertEquals(exitCode, 2);
  assertStringIncludes(stderr, "Error: Cannot read stdin: it is named twice, and can be read only once");
});

Deno.test("--timeout bounds the search for an operation, too", async () => {
  for (const reference of ["@last", second.slice(0, -1)]) {
    const server = createServer({ [list]: [hang()] });
    const host = createFakeHost({ fetch: server.fetch, time: "real" });
    const { exitCode, stderr } = await runKtrdr(["wait", reference, "--timeout", "0.1", ...url], { host });
    assertEquals([exitCode, stderr], [
      124,
      "Error: The server did not tell in 0.1 s which operation is meant\n" +
      "Hint: An id that is written in full needs no look at the list\n",
    ]);
  }
});
