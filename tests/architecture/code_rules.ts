/**
 * What code of the program may and may not do, as lint rules. `Deno.lint.runPlugin` gives them the syntax tree of a
 * file, and heeds no `deno-lint-ignore`.
 * @module
 */
import {
  createAnyRule,
  createCallRule,
  createCastRule,
  createDocCommentRule,
  createFetchRule,
  createFunctionLengthRule,
  createModuleStateRule,
  createNameRule,
  createNonNullRule,
  createSqlRule,
  createSyncDomainRule,
  createWorkOnImportRule,
} from "./rule_makers.ts";
import type { SourceFile } from "./read_sources.ts";

/** Where each thing is at home that has no business elsewhere in the program. */
export const homes = {
  "deno-namespace": [
    "cli.ts",
    "lib/host/deno_host.ts",
    "lib/host/deno_files.ts",
    "lib/host/deno_streams.ts",
    "lib/host/read_bounded.ts",
    "lib/permissions.ts",
  ],
  fetch: ["lib/client/request_client.ts", "lib/host/deno_host.ts"],
  sql: ["lib/engine/store/"],
  /** Timers that are not waits: a heartbeat, a look at what other processes did. */
  timer: ["lib/engine/jobs/"],
  /**
   * Waits. One loop polls an operation (operation_poller.ts, for watch()); besides it there are loops that repeat a
   * request that failed, bounds on how long a request may take, the redraw of the progress line, and the hands that
   * pass on the host's clock.
   */
  delay: [
    "lib/operations/operation_poller.ts",
    "lib/operations/start_operation.ts",
    "lib/operations/find_start.ts",
    "lib/operations/cancel_and_watch.ts",
    "lib/operations/patience.ts",
    "lib/operations/settles_within.ts",
    "lib/client/http.ts",
    "lib/client/request_client.ts",
    "lib/output/progress/live_region.ts",
    "lib/host/http/serve.ts",
    "lib/host/http/accepting.ts",
    "lib/host/http/write_response.ts",
    "commands/program/context.ts",
  ],
  /** What opens a file, or reads a stream to its end: with a bound. */
  read: ["lib/host/read_bounded.ts", "lib/engine/store/files.ts"],
  /** The identity of this process, whether another one still lives, and Node's modules. */
  process: ["lib/engine/store/", "lib/host/http/serve.ts", "lib/host/http/accepting.ts"],
} as const;

/** A function may have this many lines; 40 are plenty. */
export const functionLimit = 60;

/** Calls that read a file, or could: what they read may have no end. */
const readingCalls = ["open", "openSync", "readFile", "readFileSync", "readTextFile", "readTextFileSync"]
  .flatMap((name) => [`Deno.${name}`, `fs.${name}`]).concat("fs.createReadStream");

/** The rules by name. */
export const codeRules: Record<string, Deno.lint.Rule> = {
  "deno-namespace": createNameRule("Deno", homes["deno-namespace"]),
  "console": createNameRule("console", []),
  "process": createNameRule("process", homes.process),
  "read": createCallRule(readingCalls, homes.read),
  "exit": createCallRule(["Deno.exit", "process.exit", "process.abort"], ["cli.ts"]),
  "fetch": createFetchRule(homes.fetch),
  "timer": createCallRule(["setTimeout", "setInterval"], homes.timer),
  "delay": createCallRule(["delay", "*.delay"], homes.delay),
  "sql": createSqlRule(homes.sql),
  "any": createAnyRule(),
  "cast": createCastRule(),
  "non-null": createNonNullRule(),
  "module-state": createModuleStateRule(),
  "work-on-import": createWorkOnImportRule(),
  "function-length": createFunctionLengthRule(functionLimit),
  "sync-domain": createSyncDomainRule(),
  "doc-comment": createDocCommentRule(),
};

/** Runs the code rules on a file. Each problem as `path:line: rule: what`. */
export function checkCode(file: SourceFile): string[] {
  return Deno.lint.runPlugin({ name: "architecture", rules: codeRules }, file.path, file.text)
    .map(({ id, message, range }) =>
      `${file.path}:${lineAt(file.text, range[0])}: ${id.replace("architecture/", "")}: ${message}`
    );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
