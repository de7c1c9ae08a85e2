/**
 * Proof that the code rules can fail.
 * @module
 */
import { functionLimit } from "./code_rules.ts";

/** Snippets that show what a rule finds, and what it leaves alone. */
export interface CodeCase {
  rule: string;
  path: string;
  bad: string[];
  good: string[];
}

/** Every rule has at least one that must be found. */
export const codeCases: CodeCase[] = [
  {
    rule: "deno-namespace",
    path: "lib/config/a.ts",
    bad: ["Deno.cwd();", "let a: Deno.Conn;", "globalThis.Deno.exit(1);", "const { args } = Deno;"],
    good: ["const a = { Deno: 1 };", "a.Deno;", "// Deno.cwd()", "const a = 'Deno.cwd()';"],
  },
  { rule: "deno-namespace", path: "lib/engine/store/a.ts", bad: ["Deno.cwd();"], good: [] },
  { rule: "deno-namespace", path: "lib/host/deno_host.ts", bad: [], good: ["Deno.cwd();"] },
  {
    rule: "console",
    path: "commands/a.ts",
    bad: ["console.log(1);", "globalThis.console.error(1);", "print(console);"],
    good: ["printer.console;"],
  },
  {
    rule: "read",
    path: "lib/a.ts",
    bad: ['await Deno.readTextFile("a");', 'fs.openSync("a", "r");'],
    good: ['await host.files.readText("a", { limit: 1 });'],
  },
  { rule: "process", path: "lib/a.ts", bad: ["process.exit(1);"], good: ["a.process();"] },
  {
    rule: "exit",
    path: "lib/engine/store/a.ts",
    bad: ["Deno.exit(1);", "process.exit(1);"],
    good: ["process.kill(1, 0);"],
  },
  {
    rule: "fetch",
    path: "lib/operations/a.ts",
    bad: ["fetch(a);", "await globalThis.fetch(a);", "const a = { fetch: globalThis.fetch };"],
    good: ["server.fetch(a);", "settings.fetch(fetch);", "class A { fetch() {} }", "const a = { fetch: b };"],
  },
  { rule: "fetch", path: "lib/client/request_client.ts", bad: [], good: ["fetch(a);"] },
  {
    rule: "timer",
    path: "lib/client/a.ts",
    bad: ["setTimeout(a, 1);", "setInterval(a, 1);"],
    good: ["clearTimeout(a);"],
  },
  {
    rule: "delay",
    path: "commands/operation/a.ts",
    bad: ["await delay(1);", "await host.delay(1);", "client.delay(1);"],
    good: ["const a = { delay };", "backoffDelay(1);"],
  },
  {
    rule: "sql",
    path: "lib/engine/services/a.ts",
    bad: [
      "run('SELECT * FROM a');",
      "run(`INSERT OR REPLACE INTO ${a}`);",
      "run('UPDATE a SET b = 1');",
      "run('PRAGMA user_version');",
    ],
    good: ["say('SELECT');", "// SELECT * FROM a", "say('Insert into the table');"],
  },
  { rule: "sql", path: "lib/engine/store/a.ts", bad: [], good: ["run('SELECT * FROM a');"] },
  {
    rule: "any",
    path: "lib/a.ts",
    bad: ["let a: any;", "function b(a: any[]) {}"],
    good: ["const any = 1;"],
  },
  { rule: "any", path: "tests/a_test.ts", bad: [], good: ["let a: any;"] },
  {
    rule: "cast",
    path: "lib/a.ts",
    bad: ["a as B;", "const b = <B> a;", "a as unknown as B;"],
    good: [
      "const a = 1 as const;",
      "import * as z from 'z';",
      "import { a as b } from 'c';",
      "a satisfies B;",
    ],
  },
  {
    rule: "non-null",
    path: "lib/a.ts",
    bad: ["a!.b;", "class A { b!: number; }", "let a!: number;"],
    good: ["!a;", "a !== b;"],
  },
  {
    rule: "module-state",
    path: "lib/a.ts",
    bad: ["let a = 1;", "export let a = 1;", "var a = 1;"],
    good: ["const a = 1;", "function b() { let a = 1; }"],
  },
  {
    rule: "work-on-import",
    path: "lib/a.ts",
    bad: ["await a();", "a();", "if (a) b();", "for (const a of b) c();"],
    good: ["const a = 1;", "class A {}", "export function a() {}"],
  },
  {
    rule: "function-length",
    path: "lib/a.ts",
    bad: [
      `function a() {${"\n".repeat(functionLimit)}}`,
      `class A { b() {${"\n".repeat(functionLimit)}} }`,
      `const a = () => {${"\n".repeat(functionLimit)}};`,
    ],
    good: [`function a() {${"\n".repeat(functionLimit - 1)}}`],
  },
  {
    rule: "sync-domain",
    path: "lib/engine/domain/a.ts",
    bad: ["async function a() {}", "const a = async () => {};", "let a: Promise<void>;"],
    good: ["function a() {}"],
  },
  { rule: "sync-domain", path: "lib/engine/store/a.ts", bad: [], good: ["async function a() {}"] },
  {
    rule: "doc-comment",
    path: "lib/a.ts",
    bad: ["export function a() {}", "// no\nexport const a = 1;", "/* no */ export interface A {}"],
    good: [
      "/** Says what it is. */\nexport function a() {}",
      "function a() {}",
      "export { a } from './b.ts';",
    ],
  },
  {
    rule: "parameters",
    path: "lib/a.ts",
    bad: [
      "function move(from: string, to: string, isForced: boolean) {}",
      "const move = (from: string, to: string, count = 1) => {};",
      "class A { move(a: string, b: string, { c }: B, d: C) {} }",
    ],
    good: [
      "function move(from: string, to: string, { isForced }: MoveOptions) {}",
      "function move(client: Client, from: string, to: string) {}",
      "function move(from: string, to: string, options: MoveOptions = {}) {}",
      "list.reduce((sum, value, index) => sum + value * index);",
    ],
  },
];
