import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { planFiles, readFrom, writeFiles } from "../../scaffold/new.ts";
import { ScaffoldError } from "../../scaffold/new_files.ts";
import { checkCode } from "../architecture/code_rules.ts";
import { environment, projectRoot } from "../support/processes.ts";

const read = readFrom(projectRoot);
const indicator = ["indicator", "momentum", "awesome_oscillator"];
const command = ["command", "model", "rename"];

/** The project in another folder, as far as programs need it. */
async function copyProject(): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir({ prefix: "ktrdr_scaffold_" });
  const parts = ["lib", "commands", "links", "deno.json", "deno.lock", "package.json"];
  await new Deno.Command("cp", { args: ["-r", ...parts, path], cwd: projectRoot }).output();
  const tests = ["support", "engine", "indicators", "commands"].map((part) => `tests/${part}`);
  await new Deno.Command("cp", { args: ["-r", "--parents", ...tests, path], cwd: projectRoot }).output();
  await Deno.symlink(`${projectRoot}tests/golden`, `${path}/tests/golden`);
  await Deno.symlink(`${projectRoot}node_modules`, `${path}/node_modules`);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function runDeno(cwd: string, args: string[]): Promise<{ code: number; text: string }> {
  const env = { ...environment(), NO_COLOR: "1" };
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd, env }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "what deno task new writes compiles, and its tests fail at what is to be filled in, and nowhere else",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using project = await copyProject();
    const own = readFrom(project.path);
    const files = [...planFiles(own, indicator), ...planFiles(own, command)];
    await writeFiles(project.path, new Map(files));
    const paths = files.map(([path]) => path);
    const tests = paths.filter((path) => path.endsWith("_test.ts") && !path.includes("every_command"));
    const checked = await runDeno(project.path, [
      "check",
      ...paths.filter((path) => !path.startsWith("tests/")),
    ]);
    assertEquals([checked.code, tests.length], [0, 2], checked.text);
    const { code, text } = await runDeno(project.path, ["test", "-A", "--no-check", ...tests]);
    assertEquals(code, 1, text);
    const failures = [...text.matchAll(/^(.*) \.\.\. FAILED/gm)].map(([, name]) => name);
    assertEquals(failures.toSorted(), [
      "awesome oscillator has the values that somebody else has computed",
      "model rename says what is promised of it",
    ]);
    assertEquals([...text.matchAll(/^error: (AssertionError)/gm)].length, 2, text);
    assertMatch(text, /What it is to say/);
  },
});

Deno.test("what deno task new writes keeps the rules of the code", () => {
  const files = [...planFiles(read, indicator), ...planFiles(read, command)];
  assertEquals(
    files.flatMap(([path, text]) => path.startsWith("tests/") ? [] : checkCode({ path, text })),
    [],
  );
});

const refused: Record<string, { words: string[]; message: RegExp }> = {
  "no kind": { words: [], message: /^Expected 'deno task new command/ },
  "another kind": { words: ["model", "a", "b"], message: /^Expected 'deno task new command/ },
  "a word too many": { words: [...command, "now"], message: /^Expected 'deno task new command/ },
  "a group that is not there": {
    words: ["command", "nonsense", "list"],
    message: /^There is no commands\/nonsense\/mod\.ts$/,
  },
  "a verb that is there": {
    words: ["command", "model", "list"],
    message: /^commands\/model\/list\.ts is there already$/,
  },
  "an unknown category": {
    words: ["indicator", "magic", "wand"],
    message: /^"magic" is no category, expected one of trend, /,
  },
  "an indicator that is there": {
    words: ["indicator", "momentum", "rsi"],
    message: /^lib\/indicators\/momentum\/rsi\.ts is there already$/,
  },
  "no name": { words: ["indicator", "momentum", "2 x"], message: /^"2 x" is no name, expected words/ },
};

for (const [name, { words, message }] of Object.entries(refused)) {
  Deno.test(`deno task new refuses ${name}, and says what it expected`, () => {
    assertMatch(assertThrows(() => planFiles(read, words), ScaffoldError).message, message);
  });
}
