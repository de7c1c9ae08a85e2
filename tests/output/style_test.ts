import { assertEquals } from "@std/assert";
import type { ColorChoice } from "../../lib/output/output_words.ts";
import { createStyle, isColorEnabled } from "../../lib/output/style.ts";

interface Case {
  choice?: ColorChoice;
  isTerminal: boolean;
  env?: Record<string, string>;
  expected: boolean;
}

Deno.test("isColorEnabled() follows --color, NO_COLOR, CLICOLOR_FORCE, TERM and the terminal, in this order", () => {
  const cases: Case[] = [
    { isTerminal: true, expected: true },
    { isTerminal: false, expected: false },
    { isTerminal: true, env: { TERM: "xterm-256color" }, expected: true },
    { isTerminal: true, env: { TERM: "dumb" }, expected: false },
    { isTerminal: true, env: { NO_COLOR: "1" }, expected: false },
    { isTerminal: true, env: { NO_COLOR: "" }, expected: true },
    { isTerminal: false, env: { CLICOLOR_FORCE: "1" }, expected: true },
    { isTerminal: false, env: { CLICOLOR_FORCE: "0" }, expected: false },
    { isTerminal: true, env: { CLICOLOR_FORCE: "0" }, expected: true },
    { isTerminal: false, env: { CLICOLOR_FORCE: "" }, expected: false },
    { isTerminal: true, env: { CLICOLOR_FORCE: "1", TERM: "dumb" }, expected: true },
    { isTerminal: false, env: { CLICOLOR_FORCE: "1", NO_COLOR: "1" }, expected: false },
    { choice: "always", isTerminal: false, expected: true },
    { choice: "always", isTerminal: false, env: { NO_COLOR: "1", TERM: "dumb" }, expected: true },
    { choice: "never", isTerminal: true, expected: false },
    { choice: "never", isTerminal: true, env: { CLICOLOR_FORCE: "1" }, expected: false },
  ];
  for (const { choice = "auto", isTerminal, env = {}, expected } of cases) {
    const actual = isColorEnabled({ choice, isTerminal, env: (name) => env[name] });
    assertEquals(actual, expected, JSON.stringify({ choice, isTerminal, env }));
  }
});

Deno.test("createStyle() adds escape sequences only when enabled", () => {
  const plain = createStyle(false);
  const colored = createStyle(true);
  assertEquals([plain.enabled, colored.enabled], [false, true]);
  assertEquals(plain.red(plain.bold("text")), "text");
  assertEquals(colored.bold("text"), "\x1b[1mtext\x1b[22m");
  assertEquals(colored.green("text"), "\x1b[32mtext\x1b[39m");
  assertEquals(colored.green(""), "");
});

Deno.test("a style goes on after a style of the same kind inside of it", () => {
  const style = createStyle(true);
  assertEquals(style.red(`a${style.cyan("b")}c`), "\x1b[31ma\x1b[36mb\x1b[39m\x1b[31mc\x1b[39m");
});
