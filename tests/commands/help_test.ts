import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { Program } from "../../commands/program/program.ts";
import { createRootCommand } from "../../commands/root.ts";
import { ExitCode } from "../../lib/errors.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

interface AnyCommand {
  getName(): string;
  getCommands(hidden?: boolean): AnyCommand[];
  getOptions(hidden?: boolean): { flags: string[] }[];
}

/** Every command there is, as the words that call it. */
function listCommands(): { words: string[]; flags: string[] }[] {
  const services = { openEngine: () => Promise.reject(new Error("no engine")) };
  const root = createRootCommand(new Program(createFakeHost(), services, []));
  const walk = (command: AnyCommand, words: string[]): { words: string[]; flags: string[] }[] => [
    { words, flags: command.getOptions(false).flatMap(({ flags }) => flags) },
    ...command.getCommands(false).flatMap((child) => walk(child, [...words, child.getName()])),
  ];
  return walk(root, []);
}

Deno.test("every command has a help page that lists its options", async () => {
  const commands = listCommands();
  assert(commands.length > 25);
  for (const { words, flags } of commands) {
    for (const help of ["--help", "-h"]) {
      const { exitCode, stdout, stderr } = await runKtrdr([...words, help]);
      assertEquals([exitCode, stderr], [0, ""], words.join(" "));
      assertStringIncludes(stdout, `Usage: ${["ktrdr", ...words].join(" ")}`);
      for (const flag of [...flags, "--json", "--help"]) {
        assertMatch(stdout, new RegExp(`(^| )${flag}(,| |$)`, "m"), words.join(" "));
      }
    }
  }
});

Deno.test("no line of a help page is wider than the page or the terminal", async () => {
  for (const columns of [undefined, 80, 60]) {
    for (const { words } of listCommands()) {
      const options = columns === undefined ? {} : { isTerminal: true, columns, env: { NO_COLOR: "1" } };
      const { stdout } = await runKtrdr([...words, "--help"], options);
      // Usage and examples are to be copied: they are never broken.
      const lines = stdout.split("\n").filter((line) =>
        !line.startsWith("Usage:") && !/^ {2}(ktrdr|#) /.test(line)
      );
      assertEquals(lines.filter((line) => line.length > (columns ?? 100)), [], words.join(" "));
      assertNotMatch(stdout, / $/m);
    }
  }
});

Deno.test("the help page of a command", async () => {
  const { stdout } = await runKtrdr(["operation", "follow", "--help"]);
  assertEquals(
    stdout.split("\n\nGlobal options:")[0],
    `Follow operations until they end. Ctrl+C only stops following.

An operation is its id, the beginning of it, @last or @last:<type>; '-' reads ids from stdin.

Usage: ktrdr operation follow <operation...> [options]

Options:
  -h, --help               Show this help
      --timeout <seconds>  Stop following after this time; the operations go on`,
  );
});

Deno.test("help says defaults, choices, what is required and what excludes what", async () => {
  const { stdout } = await runKtrdr(["backtest", "run", "--help"]);
  assertMatch(
    stdout,
    /--end-date, --end <date> +The last bar: a time, or a day for its midnight, UTC \(required\)/,
  );
  assertMatch(stdout, /-c, --capital <amount> +Capital at the start \(default: 100000\)/);
  assertMatch(stdout, /-f, --follow +.*\(not with --detach\)/);
  assertMatch(stdout, /--color <when> +When to use colour \(auto, always, never\)/);
});

Deno.test("help is coloured on a terminal only, or when told so", async () => {
  const escape = "\u001b[";
  const colored = await runKtrdr(["--help"], { isTerminal: true });
  assertStringIncludes(colored.stdout, escape);
  assert(!(await runKtrdr(["--help", "--color", "never"], { isTerminal: true })).stdout.includes(escape));
  assertStringIncludes((await runKtrdr(["--help", "--color", "always"])).stdout, escape);
});

Deno.test("--help wins over everything else, wherever it stands", async () => {
  const help = (await runKtrdr(["train", "--help"])).stdout;
  for (
    const words of [
      "--json train --help",
      "train x --seed 1 -h",
      "train -h --foo",
      "--url x train a b c d -h",
    ]
  ) {
    const { exitCode, stdout, stderr } = await runKtrdr(words.split(" "));
    assertEquals([exitCode, stdout, stderr], [0, help, ""], words);
  }
  assertEquals((await runKtrdr(["--json", "--help"])).stdout, (await runKtrdr([])).stdout);
  const unknown = await runKtrdr(["modle", "--help"]);
  assertEquals([unknown.exitCode, unknown.stdout], [2, ""]);
});

Deno.test("without a command, and for a group without one, there is help", async () => {
  for (const words of [[], ["model"], ["operation"], ["operations"], ["data"], ["strategies"], ["help"]]) {
    const { exitCode, stdout } = await runKtrdr(words);
    assertEquals(exitCode, 0);
    assertStringIncludes(stdout, "Commands:\n");
  }
});

Deno.test("'ktrdr help' shows the help of any command, by all its names", async () => {
  assertEquals((await runKtrdr(["help"])).stdout, (await runKtrdr(["--help"])).stdout);
  for (const words of [["train"], ["model", "train"], ["models", "list"], ["operations"]]) {
    const asked = await runKtrdr(["help", ...words]);
    assertEquals([asked.exitCode, asked.stdout], [0, (await runKtrdr([...words, "--help"])).stdout]);
  }
});

Deno.test("'ktrdr help' of what does not exist says so", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["help", "model", "fly"]);
  assertEquals([exitCode, stdout], [2, ""]);
  assertMatch(stderr, /^Error: There is no help on 'model fly'\nHint: .*ktrdr help/);
});

Deno.test("'ktrdr help exit-codes' lists every exit code", async () => {
  const { stdout } = await runKtrdr(["help", "exit-codes"]);
  const codes = [...stdout.matchAll(/^ *(\d+) {2}\S/gm)].map(([, code]) => Number(code));
  assertEquals(codes, Object.values(ExitCode));
  const { value } = await runJson(["help", "exit-codes"]);
  assertEquals(value.map(({ code }: { code: number }) => code), codes);
});
