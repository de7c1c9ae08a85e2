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
  createParametersRule,
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
   * Waits. One loop polls an operation (polling/operation_poller.ts, for watch()); besides it there are loops that repeat a
   * request that failed, bounds on how long a request may take, the redraw of the progress line, and the hands that
   * pass on the host's clock.
   */
  delay: [
    "lib/operations/polling/operation_poller.ts",
    "lib/operations/start/start_operation.ts",
    "lib/operations/start/find_start.ts",
    "lib/operations/cancel_and_watch.ts",
    "lib/operations/deadline.ts",
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
  /** Three positional parameters: ranges, dates, and what is still to be given an object of options. */
  parameters: [
    "commands/completions/find_completion.ts",
    "commands/installation/check.ts",
    "lib/bar_files/bars/find_step.ts",
    "lib/bar_files/bars/sort_bars.ts",
    "lib/bar_files/times/parse_time.ts",
    "lib/client/errors/transport_error.ts",
    "lib/engine/domain/bars.ts",
    "lib/engine/domain/features/common_window.ts",
    "lib/engine/domain/labels/triple_barrier.ts",
    "lib/engine/services/strategies/strategies.ts",
    "lib/engine/store/bars/merge_in_turns.ts",
    "lib/engine/store/files.ts",
    "lib/engine/store/operation_store.ts",
    "lib/operations/inference/better_progress.ts",
    "lib/operations/lookup/find_newest.ts",
    "lib/output/text.ts",
  ],
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
  "parameters": createParametersRule(homes.parameters),
};

/** What to do instead, by the name of the rule. */
export const waysOut: Readonly<Record<string, string>> = {
  "deno-namespace": "ask the host for it (lib/host/host.ts), which tests replace",
  "console": "print through context.printer, or the streams of the host",
  "process": "ask the host for it, or lib/engine/store/processes/",
  "read": "read through host.files.readText() with a limit, or lib/engine/store/files.ts",
  "exit": "return an exit code, or throw an error of lib/errors.ts: main() ends the program",
  "fetch": "ask context.client() for it; a source of bars is given its fetch",
  "timer": "wait by the clock of the host or the client: tests have one of their own",
  "delay": "watch() is the only poll loop; a new wait needs its reason in the list of this rule",
  "sql": "give lib/engine/store/ a method that says what is wanted",
  "any": "say the type, or take unknown and parse it with a schema of lib/contract/",
  "cast": "narrow with a check, parse with a schema, or say the type where the value is made",
  "non-null": "check for undefined, or take the value apart where it is known",
  "module-state": "make it a const, or state of an object that somebody creates",
  "work-on-import": "put it into a function, which an entry point calls",
  "function-length": "give its steps names and make them functions",
  "sync-domain": "take arrays in and give arrays back; who waits and reads is a service",
  "doc-comment": "say in a comment /** … */ what it promises, units, errors; or do not export it",
  "parameters": "make the last ones an object of options",
};

/** Runs the code rules on a file. Each problem as `path:line: rule: what: what to do instead`. */
export function checkCode(file: SourceFile): string[] {
  return Deno.lint.runPlugin({ name: "architecture", rules: codeRules }, file.path, file.text)
    .map(({ id, message, range }) => {
      const rule = id.replace("architecture/", "");
      return `${file.path}:${lineAt(file.text, range[0])}: ${rule}: ${message}: ${waysOut[rule]}`;
    });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
