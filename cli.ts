/**
 * The program: the real host, the embedded engine behind a door, and the exit code.
 *
 * The engine starts its workers on this same module, so that one bundled file is all it needs.
 * @module
 */
import type { OpenEngineOptions, Program, Rooms } from "./commands/program.ts";

if ("DedicatedWorkerGlobalScope" in globalThis) {
  await import("./lib/engine/worker.ts");
} else {
  const { createDenoHost } = await import("./lib/host/deno_host.ts");
  const host = createDenoHost();
  const rooms: Rooms = { openEngine };
  const exitCode = await answerAtOnce().catch(() => null) ?? await runCommand();
  // Deno keeps what it compiled, which makes later starts quicker, while it waits for something: here for nothing.
  await Deno.stderr.write(new Uint8Array()).catch(() => {});
  Deno.exit(exitCode);

  /**
   * Answers what can do without the commands, which take longer to load than this takes altogether; null for the rest.
   * Where it fails, the command will say what is wrong.
   */
  async function answerAtOnce(): Promise<number | null> {
    const [word, ...rest] = Deno.args;
    if (rest.length === 0 && /^(--version|-V)$/.test(word)) {
      const { versionLine } = await import("./commands/version.ts");
      host.stdout.write(`${versionLine(host.facts)}\n`);
      return 0;
    }
    if (word !== "complete" || rest[0] !== "--") return null;
    const { answerShell } = await import("./commands/completions/answer_shell.ts");
    await answerShell(host, { args: rest, openProgram });
    return 0;
  }

  async function openProgram(): Promise<Program> {
    const { Program } = await import("./commands/program.ts");
    return new Program(host, rooms, Deno.args);
  }

  async function runCommand(): Promise<number> {
    const { main } = await import("./commands/main.ts");
    return await main(Deno.args, host, rooms);
  }
}

async function openEngine(options: OpenEngineOptions) {
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
