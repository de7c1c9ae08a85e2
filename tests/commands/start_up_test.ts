import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

interface ModuleGraph {
  redirects: Record<string, string>;
  modules: { specifier: string; dependencies?: { code?: { specifier: string }; isDynamic?: boolean }[] }[];
}

/** Every module that is loaded before the program knows what it is asked for. */
async function loadedAtStart(entry: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", entry] }).output();
  const graph: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const modules = new Map(graph.modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>();
  const queue = [new URL(`file://${entry}`).href];
  for (const specifier of queue) {
    const resolved = graph.redirects[specifier] ?? specifier;
    if (loaded.has(resolved)) continue;
    loaded.add(resolved);
    for (const { code, isDynamic } of modules.get(resolved)?.dependencies ?? []) {
      if (code !== undefined && isDynamic !== true) queue.push(code.specifier);
    }
  }
  return [...loaded];
}

Deno.test("the program loads schemas, client, engine and YAML only when a command needs them", async () => {
  const loaded = await loadedAtStart(fromFileUrl(new URL("../../commands/main.ts", import.meta.url)));
  assert(loaded.some((specifier) => specifier.endsWith("/commands/operation/mod.ts")));
  const heavy =
    /\bzod\b|\byaml\b|\.csv$|\/lib\/(client|engine|operations|strategy|contract\/(?!\w+_words|server))/;
  assertEquals(loaded.filter((specifier) => heavy.test(specifier)), []);
});
