import {
  camelCase,
  type Files,
  insertBefore,
  pascalCase,
  type ReadFile,
  requireFile,
  ScaffoldError,
  wordsOf,
} from "./new_files.ts";

const examplesPath = "tests/commands/every_command_test.ts";

/**
 * A command that tells how the server is, its declaration in the group, its row among the examples of all commands, and a
 * test that fails until it does something else. Throws ScaffoldError for a group that is not there, and for a verb that is.
 */
export function newCommand(read: ReadFile, { group, verb }: { group: string; verb: string }): Files {
  const [groupWords, verbWords] = [wordsOf(group), wordsOf(verb)];
  const [folder, file] = [groupWords.join("_"), verbWords.join("_")];
  const path = `commands/${folder}/${file}.ts`;
  if (read(path) !== undefined) throw new ScaffoldError(`${path} is there already`);
  const name = `${groupWords.join("-")} ${verbWords.join("-")}`;
  const handler = camelCase([...verbWords, ...groupWords]);
  const maker = `create${pascalCase([...groupWords, ...verbWords])}Command`;
  const modPath = `commands/${folder}/mod.ts`;
  const declared = insertBefore(requireFile(read, modPath), /^ {2}return group;$/m, {
    addition: `  group.command("${verbWords.join("-")}", ${maker}(program));\n`,
    path: modPath,
  });
  const examples = insertBefore(requireFile(read, examplesPath), /^\];$/m, {
    addition: `  ["${name}", ok, unreachable],\n`,
    path: examplesPath,
  });
  return new Map([
    [path, handlerText({ handler, name })],
    [modPath, `${declared.trimEnd()}\n\n${declarationText({ maker, handler, name, file })}`],
    [examplesPath, examples],
    [`tests/commands/${folder}/${file}_test.ts`, testText({ name })],
  ]);
}

function handlerText({ handler, name }: { handler: string; name: string }): string {
  return `import type { Context } from "../program/context.ts";

/** \`ktrdr ${name}\`: what it does. */
export async function ${handler}(context: Context): Promise<void> {
  const client = await context.client();
  const health = await client.health.get();
  context.printer.result(health, () => "The server answers");
}
`;
}

function declarationText(
  { maker, handler, name, file }: { maker: string; handler: string; name: string; file: string },
): string {
  return `/** \`ktrdr ${name}\`: what it does. */
function ${maker}(program: Program) {
  return new Command<GlobalOptions>()
    .description("What it does, in a sentence.")
    .action(async (options) => {
      const { ${handler} } = await import("./${file}.ts");
      await program.run(options, ${handler});
    });
}
`;
}

function testText({ name }: { name: string }): string {
  return `import { assertEquals } from "@std/assert";
import { runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

Deno.test("${name} says what is promised of it", async () => {
  const server = new ScriptedServer({ "GET /health": [json({ status: "ok", version: "1" })] });
  const args = [${name.split(" ").map((word) => `"${word}"`).join(", ")}, "--url", "http://server"];
  const { exitCode, stdout } = await runKtrdr(args, { fetch: server.fetch });
  assertEquals([exitCode, stdout], [0, "What it is to say\\n"]);
});
`;
}
