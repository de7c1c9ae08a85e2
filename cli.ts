/**
 * The program: the real host, the embedded engine behind a door, and the exit code.
 *
 * The engine starts its workers on this same module, so that one bundled file is all it needs.
 * @module
 */
import type { Program } from "./commands/program/program.ts";
import type { OpenEngineOptions } from "./commands/program/program_services.ts";
import type { Server } from "./lib/contract/server.ts";
import type { Host } from "./lib/host/host.ts";

if ("DedicatedWorkerGlobalScope" in globalThis) {
  await import("./lib/engine/worker.ts");
} else {
  const exitCode = await answerInstead().catch(() => null) ?? await runCommand();
  // Deno keeps what it compiled, which makes later starts quicker, while it waits for something: here for nothing.
  await Deno.stderr.write(new Uint8Array()).catch(() => {});
  Deno.exit(exitCode);
}

async function answerInstead(): Promise<number | null> {
  const { answerAtOnce } = await import("./commands/completions/answer_at_once.ts");
  return await answerAtOnce({ args: Deno.args, openHost, openProgram });
}

async function openProgram(host: Host): Promise<Program> {
  const { Program } = await import("./commands/program/program.ts");
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
