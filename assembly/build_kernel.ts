/**
 * Compiles kernel.as, which is AssemblyScript, to WebAssembly and writes it as text into the module that the engine
 * imports.
 *
 * ```sh
 * deno run -A assembly/build_kernel.ts           # writes it
 * deno run -A assembly/build_kernel.ts --check   # exits with 1 when a new build is not the same
 * ```
 * @module
 */
import { writeGenerated } from "../docs/write_generated.ts";
import packages from "../package.json" with { type: "json" };

/** The module that is written. */
export const kernelModule: URL = new URL(
  "../lib/engine/domain/network/kernel/simd_module.ts",
  import.meta.url,
);

const kernelSource = new URL("./kernel.as", import.meta.url);
const outFile = "kernel.wasm";
const compilerFlags = [
  ...["--optimizeLevel", "3", "--noAssert", "--runtime", "stub"],
  ...["--enable", "simd", "--enable", "threads"],
  ...["--importMemory", "--sharedMemory", "--maximumMemory", "65536", "--noExportMemory"],
];

/**
 * The head of the module: names the source, the compiler and its flags by a digest, so that it is known without a build
 * whether they have changed.
 */
export async function writeHead(): Promise<string> {
  const compiler = `AssemblyScript ${packages.devDependencies.assemblyscript}`;
  const made = [compiler, ...compilerFlags, await Deno.readTextFile(kernelSource)].join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(made));
  return `/**
 * Made by \`deno task build:kernel\`: change assembly/kernel.as, not this module.
 *
 * Compiler: ${compiler}
 * Digest of compiler, flags and source: ${new Uint8Array(digest).toHex()}
 * @module
 */

/** The kernel as a WebAssembly module, in base64. */
`;
}

/**
 * The whole module.
 *
 * @throws {Error} when the source does not compile.
 */
export async function writeModule(): Promise<string> {
  // Only here, because loading the compiler takes long.
  const { default: asc } = await import("assemblyscript/asc");
  const source = await Deno.readTextFile(kernelSource);
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(["kernel.ts", ...compilerFlags, "--outFile", outFile], {
    readFile: (name) => name === "kernel.ts" ? source : null,
    writeFile: (name, contents) => {
      if (name === outFile && typeof contents !== "string") binary = Uint8Array.from(contents);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`The kernel does not compile: ${stderr.toString()}`, { cause: error });
  const lines = binary.toBase64().match(/.{1,100}/g) ?? [];
  const text = lines.map((line) => `  "${line}"`).join(" +\n");
  return `${await writeHead()}export const simdModule: string =\n${text};\n`;
}

if (import.meta.main) {
  await writeGenerated({
    path: kernelModule,
    text: await writeModule(),
    name: "The kernel",
    task: "build:kernel",
  });
}
