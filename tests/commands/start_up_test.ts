import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { Program } from "../../commands/program/program.ts";
import { createRootCommand } from "../../commands/root.ts";
import { createFakeHost } from "../support/fake_host.ts";

interface ModuleGraph {
  redirects: Record<string, string>;
  modules: { specifier: string; dependencies?: { code?: { specifier: string }; isDynamic?: boolean }[] }[];
}

/** Every module that is loaded before the program knows what it is asked for. */
async function loadedAtStart(entry: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", entry] }).output();
  const graph: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const modules = new Map(graph.modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>();
  const queue = [new URL(`file://${entry}`).href];
  for (const specifier of queue) {
    const resolved = graph.redirects[specifier] ?? specifier;
    if (loaded.has(resolved)) continue;
    loaded.add(resolved);
    for (const { code, isDynamic } of modules.get(resolved)?.dependencies ?? []) {
      if (code !== undefined && isDynamic !== true) queue.push(code.specifier);
    }
  }
  return [...loaded];
}

Deno.test("the program loads schemas, client, engine and YAML only when a command needs them", async () => {
  const loaded = await loadedAtStart(fromFileUrl(new URL("../../commands/main.ts", import.meta.url)));
  assert(loaded.some((specifier) => specifier.endsWith("/commands/operation/mod.ts")));
  const heavy =
    /\bzod\b|\byaml\b|\.csv$|\/lib\/(client|engine|operations|strategy|contract\/(?!words\/|server))/;
  assertEquals(loaded.filter((specifier) => heavy.test(specifier)), []);
});

Deno.test("completing a word loads no commands, and the program only where somebody has to be asked", async () => {
  const entry = new URL("../../commands/completions/answer_shell.ts", import.meta.url);
  const loaded = await loadedAtStart(fromFileUrl(entry));
  assert(loaded.some((specifier) => specifier.endsWith("/program_words.json")));
  const heavy =
    /cliffy|\bzod\b|\byaml\b|\/commands\/(program\/(program|context)|root|\w+\/mod)\.ts|\/lib\/(client|config)\//;
  assertEquals(loaded.filter((specifier) => heavy.test(specifier)), []);
});

Deno.test("following an operation and counting them load no schemas of results", async () => {
  for (const command of ["follow", "status"]) {
    const entry = new URL(`../../commands/operation/${command}.ts`, import.meta.url);
    const loaded = await loadedAtStart(fromFileUrl(entry));
    assert(loaded.some((specifier) => specifier.endsWith("/lib/contract/words/operation_words.ts")));
    const results = /\/lib\/contract\/(agent|backtest|data|training)\.ts$/;
    assertEquals(loaded.filter((specifier) => results.test(specifier)), []);
  }
});

Deno.test("of the commands only the one that is called is made, by each of its names", () => {
  const services = { openEngine: () => Promise.reject(new Error("no engine")) };
  const program = new Program(createFakeHost(), services, []);
  const commandsFor = (word?: string) => createRootCommand(program, word).getCommands(true);
  const all = commandsFor();
  for (const command of all) {
    for (const word of [command.getName(), ...command.getAliases()]) {
      const expected = word === "help" ? all : [command];
      assertEquals(commandsFor(word).map((made) => made.getName()), expected.map((made) => made.getName()));
    }
  }
  for (const word of ["", "--url", "models,", "constructor"]) {
    assertEquals(commandsFor(word).length, all.length, word);
  }
});
