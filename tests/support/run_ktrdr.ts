/**
 * The whole program, run in a test.
 * @module
 */
import { assertEquals, assertNotMatch } from "@std/assert";
import { main } from "../../commands/main.ts";
import type { ProgramServices } from "../../commands/program/program_services.ts";
import { openEngine } from "../../lib/engine/mod.ts";
import { createFakeHost, type FakeHost, type FakeHostOptions } from "./fake_host.ts";

/** What the program runs in. */
export interface RunKtrdrOptions extends FakeHostOptions {
  /** The home of the embedded engine, which then is the only server there is: real time, `KTRDR_HOME`. */
  home?: string;
  /** A host to look into or to raise signals on, instead of one made from the other options. */
  host?: FakeHost;
}

/** How a run ended, and what it said. */
export interface KtrdrRun {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A run with `--json`. */
export interface JsonRun extends KtrdrRun {
  // deno-lint-ignore no-explicit-any
  value: any;
}

const worker = import.meta.resolve("../../lib/engine/worker.ts");

/** Without a home there is no engine: a test would leave its data where the real ones are. */
function createServices(home: string | undefined): ProgramServices {
  if (home === undefined) return { openEngine: () => Promise.reject(new Error("This run has no engine")) };
  return {
    openEngine: (options) =>
      openEngine({ ...options, createWorker: () => new Worker(worker, { type: "module" }) }),
  };
}

/**
 * Runs `ktrdr` with some arguments. Whatever the run, it must leave no signal listener behind, and no escape sequence
 * where there is no terminal.
 */
export async function runKtrdr(args: readonly string[], options: RunKtrdrOptions = {}): Promise<KtrdrRun> {
  const { home, ...hostOptions } = options;
  const host = options.host ??
    (home === undefined ? createFakeHost(hostOptions) : createEngineHost(home, hostOptions));
  const exitCode = await main(args, host, createServices(home));
  assertEquals(host.countListeners(), 0, "a signal listener is left");
  for (const { isTerminal, text } of [host.stdout, host.stderr]) {
    // deno-lint-ignore no-control-regex -- looked for on purpose
    if (!isTerminal && !args.includes("always")) assertNotMatch(text, /[\u001b\u009b]/);
  }
  return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text };
}

/** Runs `ktrdr … --json`: stdout must be exactly one JSON value on one line. */
export async function runJson(args: readonly string[], options: RunKtrdrOptions = {}): Promise<JsonRun> {
  const run = await runKtrdr(["--json", ...args], options);
  assertEquals(run.stdout.split("\n").length, 2, `not one line: ${run.stdout}`);
  return { ...run, value: JSON.parse(run.stdout) };
}

/** A host for the embedded engine: its threads live in real time, and its operations need ids of their own. */
export function createEngineHost(home: string, options: FakeHostOptions = {}): FakeHost {
  const env = { KTRDR_HOME: home, ...options.env };
  return createFakeHost({ time: "real", random: Math.random, ...options, env });
}
