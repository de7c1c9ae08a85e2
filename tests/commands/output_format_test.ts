import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse as parseCsv } from "@std/csv/parse";
import { parse as parseYaml } from "yaml";
import { outputFormats } from "../../lib/output/output_words.ts";
import { strategyText } from "../engine/http/test_engine.ts";
import { openTrainedHome } from "../support/engine_homes.ts";
import { parseEvents } from "../support/event_schema.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const poll = `GET /operations/${id}`;

function createServer(): ScriptedServer {
  return new ScriptedServer({
    "GET /health": [json({ status: "ok" })],
    "GET /operations": [recorded("training: list")],
    "GET /checkpoints": [recorded("cancelled: checkpoints")],
    [poll]: [recorded("training: completed")],
  });
}

Deno.test("--json and --output json are the same, --output table is the text for people", async () => {
  for (const args of [["ops"], ["status", id], ["follow", id]]) {
    const run = (...more: string[]) =>
      runKtrdr([...args, ...url, "--quiet", ...more], { fetch: createServer().fetch });
    assertEquals(await run("--output", "json"), await run("--json"));
    assertEquals(await run("-o", "json", "--json"), await run("--json"));
    assertEquals(await run("--output=table"), await run());
  }
});

Deno.test("every list and show tells the same in every format", async () => {
  await using place = await openTrainedHome();
  const lines: readonly (readonly string[])[] = [
    ["ops"],
    ["status", "@last"],
    ["model", "list"],
    ["data", "list"],
    ["data", "range", "SPX"],
    ["data", "show", "SPX", "--rows", "3"],
    ["strategy", "features", "rsi_spx"],
    ["help", "exit-codes"],
  ];
  for (const line of lines) {
    const run = async (format: string) => {
      const { exitCode, stdout, stderr } = await runKtrdr([...line, "--embedded", "-o", format], place);
      assertEquals([exitCode, stderr], [0, ""], `${line.join(" ")} -o ${format}`);
      return stdout;
    };
    const value = JSON.parse(await run("json"));
    const yaml = parseYaml(await run("yaml"));
    const rows = (await run("jsonl")).trimEnd().split("\n").map((text) => JSON.parse(text));
    const [titles, ...cells] = parseCsv(await run("csv"));
    assertEquals(yaml, value, line.join(" "));
    const expected = line.includes("features") ? value.features : value.data ?? value.range ?? value;
    const list = Array.isArray(expected) ? expected : [expected];
    assertEquals(rows, list);
    assertEquals(cells.length, list.length);
    assertEquals(titles.length, cells[0].length);
  }
});

Deno.test("CSV writes nested values as JSON, and leaves empty what is missing", async () => {
  const { stdout } = await runKtrdr(["status", id, ...url, "-o", "csv"], { fetch: createServer().fetch });
  const [titles, cells] = parseCsv(stdout);
  const row = Object.fromEntries(titles.map((title, index) => [title, cells[index]]));
  assertEquals([row.operation_id, row.status, row.error_message], [id, "completed", ""]);
  assertEquals(JSON.parse(row.progress).percentage, 100);
});

Deno.test("lists with nothing in them", async () => {
  const server = new ScriptedServer({ "GET /models": [json({ success: true, models: [] })] });
  const cases: Record<string, string> = { json: "[]\n", yaml: "[]\n", jsonl: "" };
  for (const [format, expected] of Object.entries(cases)) {
    const { exitCode, stdout } = await runKtrdr(["model", "list", ...url, "-o", format], {
      fetch: server.fetch,
    });
    assertEquals([exitCode, stdout], [0, expected]);
  }
  await using place = await openTrainedHome();
  const { stdout } = await runKtrdr(["data", "show", "NOPE", "-o", "csv", "--embedded"], place);
  assertEquals(stdout, ",Open,High,Low,Close,Volume\n");
});

Deno.test("an error is in stdout in the format that was asked for; a table has no place for one", async () => {
  const fetch = json({ detail: "Operation not found: nope" }, { status: 404 });
  const run = (format: string) => runKtrdr(["status", id, ...url, "--output", format], { fetch });
  const { value } = await runJson(["status", id, ...url], { fetch });
  assertEquals([value.status, value.message, value.http_status], ["error", "Operation not found: nope", 404]);
  assertEquals(parseYaml((await run("yaml")).stdout), value);
  const { type, time, exit_code, ...rest } = JSON.parse((await run("jsonl")).stdout);
  assertEquals([type, time, exit_code, rest], ["error", "2026-01-01T00:00:00.000Z", 5, value]);
  for (const format of ["csv", "table"]) {
    const { exitCode, stdout, stderr } = await run(format);
    assertEquals([exitCode, stdout], [5, ""]);
    assertStringIncludes(stderr, "Error: Operation not found: nope");
  }
});

Deno.test("a command line that is not understood fails in the format that it asks for", async () => {
  for (const format of outputFormats) {
    for (const flags of [["--output", format], [`-o=${format}`]]) {
      const { exitCode, stdout, stderr } = await runKtrdr(["ops", "--bogus", ...flags]);
      assertEquals(exitCode, 2);
      assertStringIncludes(stderr, 'Error: Unknown option "--bogus"');
      if (format === "table" || format === "csv") assertEquals(stdout, "");
      else assertStringIncludes(parseYaml(stdout).message, 'Unknown option "--bogus"');
    }
  }
});

Deno.test("formats that make no sense are refused before anything is sent", async () => {
  const cases: [string, string][] = [
    ["ops --output xml", 'Option "--output" must be of type "output", but got "xml"'],
    ["ops --json --output csv", "'--json' is '--output json' and contradicts '--output csv'"],
    ["model train rsi -o csv", "'--output csv' makes no sense here, expected table, json, jsonl or yaml"],
    ["backtest rsi --start 2015-01-01 --end 2016-01-01 -o csv", "'--output csv' makes no sense here"],
    ["resume op_1 -o csv", "'--output csv' makes no sense here"],
    ["validate rsi -o csv", "'--output csv' makes no sense here"],
    ["serve -o csv", "'--output csv' makes no sense here"],
    ["dummy --progress json --json", "'--progress json' writes events to stdout, where '--output json' has"],
    [
      "follow op_1 --progress json -o yaml",
      "'--progress json' writes events to stdout, where '--output yaml' has",
    ],
    ["data show SPX --format csv --json", "'--format csv' contradicts '--output json'"],
    ["data show SPX --format csv -o yaml", "'--format csv' contradicts '--output yaml'"],
    ["data range SPX --format csv", 'Option "--format" must be of type "format", but got "csv"'],
  ];
  for (const [line, message] of cases) {
    const host = createFakeHost();
    const { exitCode, stderr } = await runKtrdr(line.split(" "), { host });
    assertEquals([exitCode, host.requests.length], [2, 0], `${line}: ${stderr}`);
    assertStringIncludes(stderr, `Error: ${message}`);
  }
});

Deno.test("the outcome of an operation in every format that has a place for it", async () => {
  const run = async (...args: string[]) => {
    const { exitCode, stdout } = await runKtrdr(["follow", id, ...url, ...args], {
      fetch: createServer().fetch,
    });
    assertEquals(exitCode, 0);
    return stdout;
  };
  const value = JSON.parse(await run("--json"));
  assertEquals(parseYaml(await run("-o", "yaml")), value);
  const [titles] = parseCsv(await run("-o", "csv"));
  assertEquals(titles, Object.keys(value));
  const { type: _, ...result } = value;
  const last = parseEvents(await run("-o", "jsonl")).at(-1);
  assertEquals({ ...last, type: undefined, time: undefined, exit_code: undefined }, {
    ...result,
    type: undefined,
    time: undefined,
    exit_code: undefined,
  });
});

Deno.test("the embedded engine's training and backtest are streams of events, too", async () => {
  await using place = await openTrainedHome();
  const files = { "quick.yaml": strategyText({ name: "quick", epochs: 3 }) };
  const period = ["--start", "2000-01-03", "--end", "2001-12-02"];
  for (const args of [["model", "train", "quick.yaml"], ["backtest", "rsi_spx", ...period]]) {
    const { exitCode, stdout } = await runKtrdr([...args, "--embedded", "-o", "jsonl"], { ...place, files });
    assertEquals(exitCode, 0, stdout);
    const events = parseEvents(stdout);
    assertEquals(events[1].type, "started");
    const states = events.filter((event) => event.type === "state").map(({ status }) => status);
    assertEquals([states.at(-1), events.at(-1)?.type], ["completed", "result"]);
    assertMatch(stdout, /"percentage":100/);
  }
});

Deno.test("CSV disarms texts that a spreadsheet would run, unless --csv-raw; numbers stay numbers", async () => {
  const texts = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-0.5", "a=b", "SPX"];
  const models = texts.map((text, index) => ({
    model_id: `m${index}`,
    model_name: "m",
    symbol: text,
    timeframe: "1d",
    training_accuracy: -0.25,
    "=1+1": 1,
  }));
  const run = async (...args: string[]) => {
    const server = new ScriptedServer({ "GET /models": [json({ success: true, models })] });
    return parseCsv((await runKtrdr(["model", "list", ...url, "-o", "csv", ...args], server)).stdout);
  };
  const columns = ([titles, ...rows]: string[][]) => ({
    symbols: rows.map((row) => row[titles.indexOf("symbol")]),
    accuracies: new Set(rows.map((row) => row[titles.indexOf("training_accuracy")])),
    hasFormula: titles.includes("=1+1"),
  });
  const numbers = new Set(["-0.25"]);
  // The reader takes every end of a line for the same.
  const read = texts.map((text) => text.replace("\r", "\n"));
  assertEquals(columns(await run()), {
    symbols: read.map((text, index) => index < 6 ? `'${text}` : text),
    accuracies: numbers,
    hasFormula: false,
  });
  assertEquals(columns(await run("--csv-raw")), { symbols: read, accuracies: numbers, hasFormula: true });
});
