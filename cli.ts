/**
 * The program: the real host, the embedded engine behind a door, and the exit code.
 *
 * The engine starts its workers on this same module, so that one bundled file is all it needs.
 * @module
 */
if ("DedicatedWorkerGlobalScope" in globalThis) {
  await import("./lib/engine/worker.ts");
} else {
  // Only when this module has been evaluated: while it is, an error that somebody makes and catches costs 50 ms, since its
  // stack is traced through the module, and a program that ends keeps Deno from storing the compiled module.
  addEventListener("load", run);
}

async function run(): Promise<void> {
  const { createDenoHost } = await import("./lib/host/deno_host.ts");
  if (Deno.args.length === 1 && /^(--version|-V)$/.test(Deno.args[0])) {
    const { versionLine } = await import("./commands/version.ts");
    const host = createDenoHost();
    host.stdout.write(`${versionLine(host.facts)}\n`);
    Deno.exit(0);
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
