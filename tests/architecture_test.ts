import { assertEquals, assertMatch } from "@std/assert";
import { codeCases } from "./architecture/code_cases.ts";
import { checkCode, codeRules, homes } from "./architecture/code_rules.ts";
import { checkFile, lineLimit } from "./architecture/file_rules.ts";
import { checkImport, findCycles, type Import, lies } from "./architecture/import_rules.ts";
import { readImports } from "./architecture/read_imports.ts";
import { readSources } from "./architecture/read_sources.ts";

const program = ["cli.ts", "mod.ts", "commands", "lib"];
const everything = [...program, "assembly", "bench", "docs", "examples", "release", "tests"];

Deno.test("files and folders have telling names, reasonable sizes and no way out of the project", async () => {
  assertEquals((await readSources(everything)).flatMap(checkFile), []);
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

for (const { rule, path, bad, good } of codeCases) {
  Deno.test(`the code rule "${rule}" finds what it is for in ${path}`, () => {
    for (const text of bad) {
      assertMatch(checkCode({ path, text }).join("\n"), new RegExp(`: ${rule}: `), text);
    }
    for (const text of good) {
      assertEquals(checkCode({ path, text }).filter((problem) => problem.includes(`: ${rule}: `)), [], text);
    }
  });
}

Deno.test("every code rule is shown to find something", () => {
  const shown = new Set(codeCases.filter(({ bad }) => bad.length > 0).map(({ rule }) => rule));
  assertEquals(Object.keys(codeRules).filter((rule) => !shown.has(rule)), []);
});

Deno.test("a code problem names its line, and cannot be waved through by a comment", () => {
  const text = "// deno-lint-ignore-file\n\n// deno-lint-ignore no-explicit-any\nlet a: any;\n";
  assertMatch(checkCode({ path: "lib/a.ts", text }).join("\n"), /^lib\/a\.ts:4: any: any here$/m);
});

Deno.test("readImports() finds every form of import", () => {
  const text = `
    import a from "./a.ts";
    import type { B } from "./b.ts";
    export { c } from "./c.ts";
    export * from "./d.ts";
    export type { E } from "./e.ts";
    import "./f.ts";
    const g = await import("./g.ts");
    type H = import("./h.ts").H;
    const i = await import(path);
    import { type K } from "./k.ts";
    import { type L, l } from "./l.ts";
    // import "./no.ts";
    const j = 'import "./no.ts"';
  `;
  const imports = readImports({ path: "lib/x.ts", text });
  assertEquals(imports.map(({ specifier, kind }) => `${kind} ${specifier}`), [
    "value ./a.ts",
    "type ./b.ts",
    "value ./c.ts",
    "value ./d.ts",
    "type ./e.ts",
    "value ./f.ts",
    "lazy ./g.ts",
    "type ./h.ts",
    "lazy (computed)",
    "type ./k.ts",
    "value ./l.ts",
  ]);
});

const forbiddenImports = [
  "cli.ts ./lib/engine/mod.ts",
  "mod.ts ./commands/main.ts",
  "mod.ts ./lib/engine/mod.ts",
  "mod.ts ./lib/output/printer.ts",
  "commands/main.ts ../lib/engine/mod.ts",
  "commands/main.ts ../lib/host/deno_host.ts",
  "commands/main.ts ../tests/support/fake_host.ts",
  "commands/main.ts ../../elsewhere/main.ts",
  "lib/client/http.ts ../operations/watch.ts",
  "lib/client/http.ts ../host/host.ts",
  "lib/operations/watch.ts ../output/printer.ts",
  "lib/operations/watch.ts ../host/deno_host.ts",
  "lib/operations/watch.ts ../../commands/main.ts",
  "lib/output/printer.ts ../client/http.ts",
  "lib/output/printer.ts @cliffy/command",
  "lib/strategy/strategy.ts ../engine/domain/bars.ts",
  "lib/strategy/strategy.ts ../indicators/compute_indicator.ts",
  "lib/indicators/momentum/rsi.ts ../../engine/domain/bars.ts",
  "lib/indicators/momentum/rsi.ts @std/path",
  "lib/contract/operation.ts ../errors.ts",
  "lib/engine/http/route.ts ../store/store.ts",
  "lib/engine/http/route.ts ../../client/http.ts",
  "lib/engine/services/work.ts ../http/route.ts",
  "lib/engine/services/work.ts node:fs",
  "lib/engine/jobs/job.ts ../services/work.ts",
  "lib/engine/jobs/job.ts node:sqlite",
  "lib/engine/store/store.ts node:sqlite",
  "lib/engine/store/store.ts ../domain/fuzzy.ts",
  "lib/engine/domain/bars.ts ../store/store.ts",
  "lib/engine/domain/bars.ts ../../errors.ts",
  "lib/engine/domain/bars.ts zod",
  "lib/engine/worker.ts ./store/store.ts",
  "lib/engine/mod.ts ../strategy/strategy.ts",
  "lib/elsewhere/a.ts ../errors.ts",
  "lib/client/http.ts npm:zod",
  "lib/contract/operation.ts zod",
  "lib/client/http.ts (computed)",
];

const allowedImports = [
  "mod.ts ./lib/client/client.ts",
  "commands/root.ts ../deno.json",
  "commands/model/train.ts ../../lib/operations/execute.ts",
  "commands/program/program.ts ../../lib/contract/server.ts",
  "commands/root.ts @cliffy/command",
  "lib/operations/watch.ts ../host/host.ts",
  "lib/operations/watch.ts @std/async/delay",
  "lib/contract/operation.ts zod/mini",
  "lib/engine/http/read_body.ts zod",
  "lib/engine/http/route.ts ../services/work.ts",
  "lib/engine/services/work.ts ../../strategy/strategy.ts",
  "lib/engine/store/store.ts ../../errors.ts",
  "lib/engine/domain/labels/a.ts ../bars.ts",
  "lib/engine/worker.ts ./jobs/job_worker.ts",
  "lib/engine/mod.ts ./store/store.ts",
];

Deno.test("the import rules find every wrong direction", () => {
  const found = forbiddenImports.filter((entry) => checkImport(parseImport(entry)) !== undefined);
  assertEquals(found, forbiddenImports);
  assertEquals(
    allowedImports.map((entry) => checkImport(parseImport(entry))),
    allowedImports.map(() => undefined),
  );
});

Deno.test("only cli.ts may load the engine, and only when it is needed", () => {
  const specifier = "./lib/engine/mod.ts";
  assertEquals(checkImport({ from: "cli.ts", specifier, kind: "lazy" }), undefined);
  assertMatch(checkImport({ from: "cli.ts", specifier, kind: "value" }) ?? "", /may import nothing of ours/);
  assertMatch(
    checkImport({
      from: "commands/installation/serve.ts",
      specifier: "../../lib/engine/mod.ts",
      kind: "lazy",
    }) ??
      "",
    /^import\(\) of "lib\/engine\/mod.ts"/,
  );
});

Deno.test("Node's modules are known by type only, and to the store", () => {
  const specifier = "node:sqlite";
  assertEquals(checkImport({ from: "lib/engine/store/store.ts", specifier, kind: "type" }), undefined);
  assertMatch(checkImport({ from: "lib/engine/jobs/job.ts", specifier, kind: "type" }) ?? "", /belongs to/);
});

Deno.test("findCycles() finds a circle of three and a file that imports itself", () => {
  const imports = ["a.ts ./b.ts", "b.ts ./c.ts", "c.ts ./a.ts", "c.ts ./d.ts", "e.ts ./e.ts", "e.ts zod"];
  assertEquals(findCycles(imports.map(parseImport)), [["a.ts", "b.ts", "c.ts", "a.ts"], ["e.ts", "e.ts"]]);
  assertEquals(findCycles(imports.slice(0, 2).map(parseImport)), []);
});

Deno.test("the file rules find long files, bad names and ways out", () => {
  const text = "const a = 1;\n";
  const bad = [
    { path: "lib/client/httpClient.ts", text },
    { path: "lib/client/http-client.ts", text },
    { path: "lib/utils/a.ts", text },
    { path: "lib/client/types.ts", text },
    { path: "commands/index.ts", text },
    { path: "lib/client/http.ts", text: text.repeat(lineLimit + 1) },
    { path: "tests/a_test.ts", text: `read("${["..", "..", "shared", "a"].join("/")}");` },
    { path: "tests/a_test.ts", text: `read("${["", "work", "shared", "a"].join("/")}");` },
  ];
  assertEquals(bad.map((file) => checkFile(file).length), bad.map(() => 1));
  assertEquals(checkFile({ path: "lib/client/http.ts", text: text.repeat(lineLimit) }), []);
});

function parseImport(entry: string): Import {
  const [from, specifier] = entry.split(" ");
  return { from, specifier, kind: "value" };
}
