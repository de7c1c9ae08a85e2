import { assertEquals } from "@std/assert";
import { openEncoder } from "../../../lib/output/encoders/encoder.ts";
import type { OutputEncoder } from "../../../lib/output/encoders/output_encoder.ts";
import type { OutputFormat } from "../../../lib/output/output_words.ts";
import { Printer } from "../../../lib/output/printer.ts";
import { KtrdrError } from "../../../lib/errors.ts";
import { createFakeHost } from "../../support/fake_host.ts";

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5, 678);

async function open(format: OutputFormat, { events = false } = {}): Promise<OutputEncoder> {
  const encoder = await openEncoder({ format, events, now });
  if (encoder === undefined) throw new Error("no encoder");
  return encoder;
}

async function encode(format: OutputFormat, value: unknown, more: object = {}): Promise<string> {
  return (await open(format)).result({ exitCode: 0, ...more, value });
}

Deno.test("there is no encoder of text for people", async () => {
  assertEquals(await openEncoder({ format: "table", events: false, now }), undefined);
});

Deno.test("CSV has the keys of all rows, in the order in which they come", async () => {
  const rows = [{ a: 1, b: null }, { a: "x,y", c: true }];
  assertEquals(await encode("csv", rows), 'a,b,c\r\n1,,\r\n"x,y",,true');
});

Deno.test("CSV quotes what needs it, writes what is nested as JSON and no NaN", async () => {
  const row = {
    text: 'say "a"\nb',
    list: [1, { c: 2 }],
    nothing: [],
    number: NaN,
    high: Infinity,
    none: undefined,
  };
  const expected = 'text,list,nothing,number,high,none\r\n"say ""a""\nb","[1,{""c"":2}]",[],,,';
  assertEquals(await encode("csv", [row]), expected);
});

Deno.test("CSV of an object is one row; of chosen rows and columns, those", async () => {
  assertEquals(await encode("csv", { a: 1, b: 2 }), "a,b\r\n1,2");
  assertEquals(
    await encode("csv", { list: [{ a: 1, b: 2 }] }, { rows: [{ a: 1, b: 2 }], columns: { b: "B" } }),
    "B\r\n2",
  );
  assertEquals(await encode("csv", [1, "two"]), "value\r\n1\r\ntwo");
  assertEquals(await encode("csv", []), "");
});

Deno.test("CSV has the known keys first, also without rows", async () => {
  assertEquals(await encode("csv", [], { keys: ["a", "b"] }), "a,b");
  assertEquals(await encode("csv", [{ b: 2, c: 3 }], { keys: ["a", "b"] }), "a,b,c\r\n,2,3");
});

Deno.test("JSON lines are a line an element, and one for anything else", async () => {
  assertEquals(await encode("jsonl", [{ a: 1 }, 2, null]), '{"a":1}\n2\nnull');
  assertEquals(await encode("jsonl", { a: NaN }), '{"a":null}');
  assertEquals(await encode("jsonl", { list: [1] }, { rows: [{ a: 1 }] }), '{"a":1}');
  assertEquals(await encode("jsonl", []), "");
});

Deno.test("YAML says what JSON says, without folding", async () => {
  const shared = { text: "x ".repeat(100) + "y" };
  const value = {
    loss: NaN,
    missing: undefined,
    first: shared,
    second: shared,
    yes: "yes",
    time: "2020-01-01",
    list: [],
  };
  assertEquals(
    await encode("yaml", value),
    [
      "loss: null",
      "first:",
      `  text: ${shared.text}`,
      "second:",
      `  text: ${shared.text}`,
      "yes: yes",
      "time: 2020-01-01",
      "list: []",
    ].join("\n"),
  );
  assertEquals(await encode("yaml", undefined), "null");
});

Deno.test("an event has its type and the time first, and keeps its type whatever the result is called", async () => {
  const encoder = await open("jsonl", { events: true });
  assertEquals(
    encoder.event?.({ type: "version", schema: "1.0" }),
    '{"type":"version","time":"2026-01-02T03:04:05.678Z","schema":"1.0"}',
  );
  assertEquals(
    encoder.result({ value: { type: "training", loss: NaN }, exitCode: 0 }),
    '{"type":"result","time":"2026-01-02T03:04:05.678Z","exit_code":0,"loss":null}',
  );
  assertEquals(
    encoder.result({ value: [{ a: 1 }], exitCode: 3 }),
    '{"type":"result","time":"2026-01-02T03:04:05.678Z","exit_code":3,"operations":[{"a":1}]}',
  );
});

Deno.test("no format lets control characters through, JSON loses none", async () => {
  const value = { text: "a\x1b[2J\x9bb\u202E" };
  for (const format of ["json", "jsonl", "csv", "yaml"] as const) {
    const { stdout, stderr, env } = createFakeHost({ isTerminal: true });
    const options = { stdout, stderr, env, quiet: false, verbose: false, color: "auto" } as const;
    new Printer({ ...options, encoder: await open(format) }).result(value, () => "");
    // deno-lint-ignore no-control-regex -- looked for on purpose
    assertEquals(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202E]/.test(stdout.text), false, format);
    if (format.startsWith("json")) assertEquals(JSON.parse(stdout.text), value);
  }
});

Deno.test("a stream of events has one end: nothing comes after the result, and an error no more", async () => {
  const { stdout, stderr, env } = createFakeHost();
  const encoder = await open("jsonl", { events: true });
  const printer = new Printer({ stdout, stderr, env, quiet: false, verbose: false, color: "auto", encoder });
  printer.warn("careful", { operationId: "op_1", code: "odd" });
  printer.result({ status: "completed" }, () => "");
  printer.warn("too late");
  printer.error(new KtrdrError("too late, too"));
  assertEquals(stdout.text.trimEnd().split("\n").map((line) => JSON.parse(line).type), ["warning", "result"]);
  assertEquals(stderr.text, "Warning: careful\nWarning: too late\nError: too late, too\n");
});

Deno.test("YAML that is nested too deeply is written as JSON, which is YAML too", async () => {
  const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
  assertEquals(await encode("yaml", deep), "[".repeat(50_000) + "]".repeat(50_000));
});
