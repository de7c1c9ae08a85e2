/**
 * The program: the real host, the embedded engine behind a door, and the exit code.
 *
 * The engine starts its workers on this same module, so that one bundled file is all it needs.
 * @module
 */
import type { OpenEngineOptions, Program } from "./commands/program.ts";
import type { Server } from "./lib/contract/server.ts";
import type { Host } from "./lib/host/host.ts";

if ("DedicatedWorkerGlobalScope" in globalThis) {
  await import("./lib/engine/worker.ts");
} else {
  const exitCode = await answerAtOnce().catch(() => null) ?? await runCommand();
  // Deno keeps what it compiled, which makes later starts quicker, while it waits for something: here for nothing.
  await Deno.stderr.write(new Uint8Array()).catch(() => {});
  Deno.exit(exitCode);
}

/**
 * Answers what can do without the commands, which take longer to load than this takes altogether; null for the rest.
 * Where it fails, the command will say what is wrong, to streams of its own.
 */
async function answerAtOnce(): Promise<number | null> {
  const [word, ...rest] = Deno.args;
  const isVersion = rest.length === 0 && /^(--version|-V)$/.test(word);
  const isCompletion = word === "complete" && rest[0] === "--";
  if (!isVersion && !isCompletion) return null;
  const host = await openHost();
  if (isVersion) {
    const { versionLine } = await import("./commands/version.ts");
    host.stdout.write(`${versionLine(host.facts)}\n`);
    return 0;
  }
  const { answerShell } = await import("./commands/completions/answer_shell.ts");
  await answerShell(host, { args: rest, openProgram: () => openProgram(host) });
  return 0;
}

async function openProgram(host: Host): Promise<Program> {
  const { Program } = await import("./commands/program.ts");
  return new Program(host, { openEngine }, Deno.args);
}

async function runCommand(): Promise<number> {
  const { main } = await import("./commands/main.ts");
  return await main(Deno.args, await openHost(), { openEngine });
}

async function openHost(): Promise<Host> {
  const { createDenoHost } = await import("./lib/host/deno_host.ts");
  return createDenoHost();
}

async function openEngine(options: OpenEngineOptions): Promise<Server> {
  const { requireHome, requireModule } = await import("./lib/permissions.ts");
  requireHome(options.home);
  const { openEngine } = await import("./lib/engine/mod.ts");
  return await openEngine({
    ...options,
    createWorker: () => {
      requireModule(import.meta.url);
      return new Worker(import.meta.url, { type: "module" });
    },
  });
}
