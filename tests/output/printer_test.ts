import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import {
  ApiError,
  ConnectionError,
  ContractError,
  InterruptedError,
  KtrdrError,
  OperationFailedError,
  TimeoutError,
  UsageError,
} from "../../lib/errors.ts";
import { openEarlyEncoder } from "../../lib/output/encoders/encoder.ts";
import { Printer, type PrinterOptions } from "../../lib/output/printer.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";

const encoder = openEarlyEncoder({ format: "json", now: () => 0 });

function createPrinter(options: Partial<PrinterOptions> = {}, host = createFakeHost()) {
  const { stdout, stderr, env } = host;
  const printer = new Printer({
    stdout,
    stderr,
    encoder: undefined,
    quiet: false,
    verbose: false,
    color: "auto",
    env,
    ...options,
  });
  return { printer, stdout, stderr };
}

/** What an error looks like on stderr, and what it is as JSON. */
function report(error: unknown, options: Partial<PrinterOptions> = {}): { text: string; json: unknown } {
  const human = createPrinter(options);
  human.printer.error(error);
  assertEquals(human.stdout.text, "");
  const machine = createPrinter({ ...options, encoder });
  machine.printer.error(error);
  assertEquals(machine.stderr.text, human.stderr.text);
  return { text: human.stderr.text, json: JSON.parse(machine.stdout.text) };
}

Deno.test("result() prints the text for people on stdout", () => {
  const { printer, stdout, stderr } = createPrinter();
  printer.result({ value: 1 }, (style) => style.bold("one"));
  assertEquals([stdout.text, stderr.text], ["one\n", ""]);
});

Deno.test("result() prints one line of JSON without NaN, and does not render", () => {
  const { printer, stdout } = createPrinter({ encoder });
  const value = {
    loss: NaN,
    factor: Infinity,
    low: -Infinity,
    list: [1, NaN],
    missing: undefined,
    text: "a\nb",
  };
  printer.result(value, () => {
    throw new Error("rendered");
  });
  assertEquals(stdout.text, '{"loss":null,"factor":null,"low":null,"list":[1,null],"text":"a\\nb"}\n');
});

Deno.test("result() writes JSON that no terminal obeys and no value is lost in", () => {
  const { printer, stdout } = createPrinter({ encoder });
  const value = { text: "\x1b[2J\x9b2J\x7f\u202Eend" };
  printer.result(value, () => "");
  assertEquals(stdout.text, '{"text":"\\u001b[2J\\u009b2J\\u007f\\u202eend"}\n');
  assertEquals(JSON.parse(stdout.text), value);
});

Deno.test("result() of nothing is null in JSON", () => {
  const { printer, stdout } = createPrinter({ encoder });
  printer.result(undefined, () => "");
  assertEquals(stdout.text, "null\n");
});

Deno.test("result() refuses a second result", () => {
  const { printer, stdout } = createPrinter();
  printer.result(1, () => "one");
  assertThrows(() => printer.result(2, () => "two"), Error, "A command printed two results");
  assertEquals(stdout.text, "one\n");
});

Deno.test("notes and details go to stderr if they are wanted, warnings always", () => {
  const cases: [Partial<PrinterOptions>, string][] = [
    [{}, "note\nWarning: warning\n"],
    [{ quiet: true }, "Warning: warning\n"],
    [{ verbose: true }, "note\ndetail\nWarning: warning\n"],
    [{ encoder }, "note\nWarning: warning\n"],
  ];
  for (const [options, expected] of cases) {
    const { printer, stdout, stderr } = createPrinter(options);
    printer.note("note");
    printer.detail("detail");
    printer.warn("warning");
    assertEquals([stdout.text, stderr.text], ["", expected]);
  }
});

Deno.test("each stream has a style of its own", () => {
  const host = createFakeHost({ isTerminal: true, isStdoutTerminal: false });
  const { printer, stderr } = createPrinter({}, host);
  assertEquals([printer.style.enabled, printer.errorStyle.enabled], [false, true]);
  printer.warn("careful");
  assertEquals(stderr.text, "\x1b[33mWarning:\x1b[39m careful\n");
});

Deno.test("control characters of a server reach neither stream", () => {
  for (const isTerminal of [true, false]) {
    const { printer, stdout, stderr } = createPrinter({ color: "never" }, createFakeHost({ isTerminal }));
    printer.result(null, () => "a\x1b[2Jb\nc\x1b[31m");
    printer.note("\x1b]0;title\x07note");
    printer.error(new KtrdrError("bad \x1b[1A\x07thing"));
    assertEquals(stdout.text, "ab\nc\n");
    assertEquals(stderr.text, "note\nError: bad thing\n");
  }
});

Deno.test("on a coloured terminal only known styles pass", () => {
  const { printer, stdout } = createPrinter({ color: "always" });
  printer.result(null, (style) => `${style.green("ok")} \x1b[8mhidden\x1b[0m \x1b[2J`);
  assertEquals(stdout.text, "\x1b[32mok\x1b[39m hidden \n");
});

Deno.test("error() tells the message and the hint of each class of error", () => {
  const hint = "Try again";
  const errors = [
    new KtrdrError("Something went wrong", { hint }),
    new UsageError("Something went wrong", { hint }),
    new ConnectionError("Something went wrong", { hint, mayHaveArrived: false }),
    new TimeoutError("Something went wrong", { hint }),
    new ContractError("Something went wrong", { hint }),
    new OperationFailedError("Something went wrong", { hint }),
  ];
  for (const error of errors) {
    assertEquals(report(error), {
      text: "Error: Something went wrong\nHint: Try again\n",
      json: { status: "error", message: "Something went wrong", suggestion: "Try again" },
    });
  }
});

Deno.test("error() tells status, code and retryability of an answer of the server", () => {
  const error = new ApiError("No worker is free", {
    status: 503,
    code: "WORKERS-Busy",
    retryable: true,
    hint: "Wait a little",
  });
  assertEquals(report(error), {
    text: "Error: No worker is free\nHint: Wait a little\n",
    json: {
      status: "error",
      message: "No worker is free",
      error_code: "WORKERS-Busy",
      suggestion: "Wait a little",
      retryable: true,
      http_status: 503,
    },
  });
});

Deno.test("error() tells what an interruption led to without calling it an error", () => {
  assertEquals(report(new InterruptedError("Detached; the operation still runs")), {
    text: "Detached; the operation still runs\n",
    json: { status: "error", message: "Detached; the operation still runs" },
  });
});

Deno.test("error() asks to report an error that nobody threw on purpose, without a stack", () => {
  const hint = "This is a bug in ktrdr. Run the command again with --verbose and report what it prints";
  assertEquals(report(new TypeError("x is undefined")), {
    text: `Internal error: x is undefined\nHint: ${hint}\n`,
    json: { status: "error", message: "Internal error: x is undefined", suggestion: hint },
  });
  assertStringIncludes(report("just text").text, "Internal error: just text\n");
  const verbose = report(new TypeError("x is undefined"), { verbose: true }).text;
  assertStringIncludes(verbose, "TypeError: x is undefined\n    at ");
});

Deno.test("error() tells the operation and the stage", () => {
  const context = { operationId: "op_1", operationType: "training", stage: "execution" };
  const { printer, stdout, stderr } = createPrinter({ encoder });
  printer.error(new OperationFailedError("Training failed: out of memory"), context);
  assertEquals(
    stderr.text,
    "Error: Training failed: out of memory\n  Operation: training (op_1)\n  Stage: execution\n",
  );
  assertEquals(JSON.parse(stdout.text), {
    status: "error",
    message: "Training failed: out of memory",
    operation_id: "op_1",
    operation_type: "training",
    stage: "execution",
  });
});

Deno.test("error() takes operation and stage from the details of the error, and says nothing twice", () => {
  const details = { operation_id: "op_1", operation_type: "training", stage: "completion", status: 500 };
  const json = { operation_id: "op_1", operation_type: "training", stage: "completion" };
  assertEquals(report(new OperationFailedError("Training failed", { details })), {
    text: "Error: Training failed\n  Operation: training (op_1)\n  Stage: completion\n",
    json: { status: "error", message: "Training failed", ...json },
  });
  assertEquals(report(new OperationFailedError('Operation "op_1" failed', { details })), {
    text: 'Error: Operation "op_1" failed\n  Stage: completion\n',
    json: { status: "error", message: 'Operation "op_1" failed', ...json },
  });
});

Deno.test("error() tells what is underneath only when verbose, also of a ring of causes", () => {
  const root = new Error("connection reset");
  const middle = new TypeError("fetch failed", { cause: root });
  const error = new ConnectionError("Cannot reach the server", { mayHaveArrived: true, cause: middle });
  assertEquals(report(error).text, "Error: Cannot reach the server\n");
  const expected = "Error: Cannot reach the server\n" +
    "  Caused by: TypeError: fetch failed\n  Caused by: Error: connection reset\n";
  assertEquals(report(error, { verbose: true }).text, expected);
  root.cause = middle;
  assertEquals(report(error, { verbose: true }).text.split("Caused by").length, 11);
});

Deno.test("error() after a result leaves stdout with one JSON value", () => {
  const { printer, stdout, stderr } = createPrinter({ encoder });
  printer.result({ id: 1 }, () => "");
  printer.error(new KtrdrError("too late"));
  assertEquals([stdout.text, stderr.text], ['{"id":1}\n', "Error: too late\n"]);
});

Deno.test("error() is coloured on a terminal", () => {
  const { printer, stderr } = createPrinter({}, createFakeHost({ isTerminal: true }));
  printer.error(new KtrdrError("Bad", { hint: "Do" }));
  assertEquals(stderr.text, "\x1b[1m\x1b[31mError:\x1b[39m\x1b[22m Bad\n\x1b[36mHint:\x1b[39m Do\n");
});

Deno.test("an attached display makes way for every line until it is detached", () => {
  const host: FakeHost = createFakeHost();
  const { printer, stderr } = createPrinter({}, host);
  const display = {
    suspend(write: () => void) {
      stderr.write("<");
      write();
      stderr.write(">");
    },
  };
  {
    using _attachment = printer.attachDisplay(display);
    printer.note("one");
  }
  printer.note("two");
  assertEquals(stderr.text, "<one\n>two\n");
});

Deno.test("what is said on a terminal is broken between words, and not where it shows a place in a file", () => {
  const source = "  3 | a line of a file that is longer than the terminal is wide";
  const error = new UsageError(`The strategy of 'a_rather_long_path.yaml' is not valid\n${source}`, {
    hint: "Say what was meant in other words",
  });
  const { text } = report(error, { errorWidth: () => 30, color: "always" });
  assertEquals(stripAnsiCode(text).split("\n"), [
    "Error: The strategy of",
    "'a_rather_long_path.yaml' is",
    "not valid",
    source,
    "Hint: Say what was meant in",
    "other words",
    "",
  ]);
  assertEquals(report(error, { errorWidth: () => undefined }).text.split("\n").length, 4);
});

Deno.test("a command's error is as wide as the terminal of stderr", async () => {
  const words = ["status", "--url", "https://an.address.that.is.long/and/goes/on", "--port", "8000"];
  const host = createFakeHost({ isTerminal: true, columns: 40, env: { NO_COLOR: "1" } });
  const { stderr } = await runKtrdr(words, { host });
  const tooLong = stderr.split("\n").filter((line) => line.length > 40 && line.includes(" "));
  assertEquals([tooLong, stderr.split("\n").length > 3], [[], true]);
  const wide = await runKtrdr(words);
  assertEquals(stderr.replaceAll(/\s+/g, " "), wide.stderr.replaceAll(/\s+/g, " "));
});
