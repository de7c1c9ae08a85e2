import { assertEquals } from "@std/assert";
import { checkCode, homes } from "./architecture/code_rules.ts";
import { findStrangeNames, findUnusedExports } from "./architecture/export_rules.ts";
import { checkFile } from "./architecture/file_rules.ts";
import { checkFolders } from "./architecture/folder_rules.ts";
import { checkImport, findCycles, lies } from "./architecture/import_rules.ts";
import { readImports } from "./architecture/read_imports.ts";
import { readSources } from "./architecture/read_sources.ts";

const program = ["cli.ts", "mod.ts", "commands", "lib"];
const everything = [...program, "assembly", "bench", "docs", "examples", "release", "scaffold", "tests"];

Deno.test("files and folders have telling names, reasonable sizes and no way out of the project", async () => {
  assertEquals((await readSources(everything)).flatMap(checkFile), []);
});

Deno.test("no folder of the program is a drawer", async () => {
  assertEquals(checkFolders((await readSources(program)).map(({ path }) => path)), []);
});

Deno.test("what is exported is imported, and one who exports one thing is named after it", async () => {
  const files = await readSources(everything);
  assertEquals([...findUnusedExports(files), ...findStrangeNames(files)], []);
});

Deno.test("every import goes in an allowed direction", async () => {
  const imports = (await readSources(program)).flatMap(readImports);
  const problems = imports.flatMap((entry) => {
    const problem = checkImport(entry);
    return problem === undefined ? [] : [`${entry.from}: ${problem}`];
  });
  assertEquals(problems, []);
});

Deno.test("no imports go round in a circle, those of types neither", async () => {
  const imports = (await readSources(everything)).flatMap(readImports);
  // A type that two files need has a file of its own, which imports neither.
  assertEquals(findCycles(imports).map((cycle) => cycle.join(" → ")), []);
});

Deno.test("the code of the program keeps the rules", async () => {
  assertEquals((await readSources(program)).flatMap(checkCode), []);
});

Deno.test("every place where something is allowed makes use of that", async () => {
  const files = await readSources(program);
  const unused = Object.entries(homes).flatMap(([rule, places]) =>
    places.filter((place) =>
      !files.filter(({ path }) => lies(path, place))
        .some(({ text }) =>
          checkCode({ path: "lib/a.ts", text }).some((problem) => problem.includes(`: ${rule}: `))
        )
    ).map((place) => `${rule} in ${place}`)
  );
  assertEquals(unused, []);
});

Deno.test("readSources() finds the program", async () => {
  const paths = (await readSources(everything)).map(({ path }) => path);
  for (
    const path of ["cli.ts", "mod.ts", "commands/main.ts", "lib/errors.ts", "tests/architecture_test.ts"]
  ) {
    assertEquals(paths.filter((other) => other === path), [path]);
  }
  assertEquals(paths.filter((path) => path.includes("node_modules")), []);
});
