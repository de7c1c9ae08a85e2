/**
 * The program: the real host, the embedded engine behind a door, and the exit code.
 *
 * The engine starts its workers on this same module, so that one bundled file is all it needs.
 * @module
 */
if ("DedicatedWorkerGlobalScope" in globalThis) {
  await import("./lib/engine/worker.ts");
} else {
  const { createDenoHost } = await import("./lib/host/deno_host.ts");
  if (Deno.args.length === 1 && /^(--version|-V)$/.test(Deno.args[0])) {
    // The commands take longer to load than this takes altogether.
    const { versionLine } = await import("./commands/version.ts");
    const { stdout, facts } = createDenoHost();
    try {
      stdout.write(`${versionLine(facts)}\n`);
      Deno.exit(0);
    } catch {
      // The command will say what is wrong.
    }
  }
  const { main } = await import("./commands/main.ts");
  const exitCode = await main(Deno.args, createDenoHost(), {
    openEngine: async (options) => {
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
    },
  });
  Deno.exit(exitCode);
}
