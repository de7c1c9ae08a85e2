/**
 * Publishes the library to JSR, from a folder that has only what belongs to it.
 *
 * ```sh
 * deno run -A release/publish.ts --dry-run   # checks what JSR would refuse
 * deno run -A release/publish.ts
 * ```
 *
 * In the project itself `links/` stands for the packages of JSR, and what is published must not lie beside them. The
 * types of the wire are made by zod, so JSR calls them slow: it shows them, but makes no `.d.ts` files for Node.
 * @module
 */
import { dirname, fromFileUrl, join } from "@std/path";
import config from "../deno.json" with { type: "json" };

const root = fromFileUrl(new URL("../", import.meta.url));

/** Everything of the library: what mod.ts imports, and what JSR shows. */
const contents = [
  "mod.ts",
  "lib/client",
  "lib/contract",
  "lib/operations",
  "lib/errors.ts",
  "lib/permission_error.ts",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

/** The packages that the library imports, by their names in deno.json. */
const imports = ["@std/async", "zod"] as const;

/** Publishes with more arguments for `deno publish`; the exit code of that. */
async function publish(args: readonly string[]): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_publish_" });
  try {
    await assemble(join(folder, "package"));
    const command = new Deno.Command(Deno.execPath(), {
      args: ["publish", "--quiet", "--allow-dirty", "--allow-slow-types", ...args],
      cwd: join(folder, "package"),
    });
    return (await command.spawn().status).code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function assemble(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  for (const path of contents) await copy(join(root, path), join(folder, path));
  for (const name of ["links", "node_modules"]) {
    await Deno.symlink(join(root, name), join(folder, "..", name));
  }
  const { name, version, exports, license, compilerOptions } = config;
  const chosen = Object.fromEntries(imports.map((name) => [name, config.imports[name]]));
  const packageConfig = {
    ...{ name, version, exports, license, compilerOptions, imports: chosen },
    ...{ nodeModulesDir: "manual", links: ["../links/std-async"] },
  };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(packageConfig, null, 2));
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}

if (import.meta.main) Deno.exit(await publish(Deno.args));
