/**
 * Proof that the rules find what they are for.
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { codeCases } from "./code_cases.ts";
import { checkCode, codeRules, waysOut } from "./code_rules.ts";
import { findStrangeNames, findUnusedExports } from "./export_rules.ts";
import { checkFile, lineLimit } from "./file_rules.ts";
import { checkFolders, folderLimit } from "./folder_rules.ts";
import { checkImport, findCycles, type Import } from "./import_rules.ts";
import { readExports, readImports } from "./read_imports.ts";

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

Deno.test("every code rule says what to do instead", () => {
  assertEquals(Object.keys(codeRules).filter((rule) => waysOut[rule] === undefined), []);
  const [problem] = checkCode({ path: "commands/a.ts", text: "const a = () => console.log(1);" });
  assertEquals(problem, `commands/a.ts:1: console: 'console' here: ${waysOut.console}`);
});

Deno.test("a wrong import is told with the way out", () => {
  assertMatch(
    checkImport(parseImport("commands/a.ts ../lib/engine/mod.ts")) ?? "",
    /: ask context\.client\(\) for it: only cli\.ts loads the engine$/,
  );
  assertMatch(
    checkImport(parseImport("lib/engine/http/a.ts ../store/store.ts")) ?? "",
    /: ask a service for it \(lib\/engine\/services\/\)$/,
  );
});

Deno.test("readExports() finds every form of export", () => {
  const text = `
    export const a = 1, b = 2;
    export function c() {}
    export interface D {}
    export type E = string;
    export { f, g as h } from "./f.ts";
    const i = 1;
  `;
  assertEquals(readExports({ path: "lib/a.ts", text }), ["a", "b", "c", "D", "E", "f", "h"]);
});

Deno.test("findUnusedExports() finds what nobody imports, in each way that there is to import it", () => {
  const files = [
    { path: "mod.ts", text: 'export * from "./lib/open.ts";' },
    { path: "lib/open.ts", text: "export const anything = 1;" },
    { path: "lib/a.ts", text: "export const a = 1, b = 2, c = 3, d = 4; export interface E {}" },
    {
      path: "lib/b.ts",
      text: `
        import { a } from "./a.ts";
        const { b } = await import("./a.ts");
        const c = (await import("./a.ts")).c;
        type F = import("./a.ts").E;
      `,
    },
  ];
  assertEquals(findUnusedExports(files).map((problem) => problem.split(":").slice(0, 2).join(":")), [
    'lib/a.ts: nobody imports "d"',
  ]);
});

Deno.test("findStrangeNames() finds a file that is named after something else", () => {
  const text = "export function showStatistics() {}";
  const strange = findStrangeNames([{ path: "commands/a/stats.ts", text }, { path: "lib/other.ts", text }]);
  assertEquals(strange, ["lib/other.ts: exports showStatistics: name the file after it"]);
});

Deno.test("checkFolders() finds a drawer", () => {
  const paths = Array.from({ length: folderLimit + 1 }, (_, index) => `lib/a/file_${index}.ts`);
  assertEquals(checkFolders(paths.slice(1)), []);
  assertMatch(checkFolders(paths).join(), /^lib\/a: 21 files; at most 20: find the nouns/);
});

Deno.test("a code problem names its line, and cannot be waved through by a comment", () => {
  const text = "// deno-lint-ignore-file\n\n// deno-lint-ignore no-explicit-any\nlet a: any;\n";
  assertMatch(
    checkCode({ path: "lib/a.ts", text }).join("\n"),
    /^lib\/a\.ts:4: any: any here: say the type/m,
  );
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
