/**
 * Makes the program one file that needs nothing else, wherever it lies, and that carries the licences of what is in it.
 *
 * ```sh
 * deno run -A release/bundle.ts                 # writes dist/ktrdr.js
 * deno run -A release/bundle.ts /tmp/ktrdr.js   # writes it there
 * ```
 * @module
 */
import { dirname, fromFileUrl, toFileUrl } from "@std/path";
import config from "../deno.json" with { type: "json" };
import { packedMark } from "../commands/data/unpack_text.ts";
import { writeNotices } from "./write_notices.ts";

const root = fromFileUrl(new URL("../", import.meta.url));

/** Where the bundle is written by default. */
export const bundlePath = `${root}dist/ktrdr.js`;

/** The text in the program that is long enough to be packed. */
const sample = "vega-datasets/sp500.csv";
/** The module that is long, and so rarely needed that it is packed too. */
const packedModule = "lib/bar_files/tables/read_table.ts";

/**
 * Writes the bundle to `path`. The platform "browser" keeps out the Node builds of libraries, which need `require()`:
 * Deno has that for files only, and not for a module from a URL. Rejects when the bundler fails, or NOTICE is not
 * complete.
 */
export async function bundleProgram(path: string = bundlePath): Promise<void> {
  const notices = await writeNotices();
  await Deno.mkdir(dirname(path), { recursive: true });
  const folder = await Deno.makeTempDir({ prefix: "ktrdr-bundle-" });
  try {
    const imports = {
      ...config.imports,
      [sample]: await packSample(folder),
      [toFileUrl(`${root}${packedModule}`).href]: await packModule(folder),
    };
    const importMap = `${folder}/import_map.json`;
    await Deno.writeTextFile(importMap, JSON.stringify({ imports }));
    await runBundler({ path, importMap, entry: "cli.ts" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  const program = escapeText(await Deno.readTextFile(path));
  await Deno.writeTextFile(path, program + writeComment(`ktrdr ${config.version}\n\n${notices}`));
}

/**
 * The program in ASCII alone, for a single character beyond Latin-1 makes V8 hold all of it in twice the memory and take a
 * sixth longer to start. The bundler writes strings so; what it leaves are characters in regular expressions.
 */
function escapeText(program: string): string {
  return program.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Writes the sample bars, packed, into a folder: where they are from there. */
async function packSample(folder: string): Promise<string> {
  const { body } = await fetch(new URL(`../${config.imports[sample]}`, import.meta.url));
  if (body === null) throw new Error(`${config.imports[sample]} is empty`);
  await Deno.writeTextFile(`${folder}/sample.txt`, await pack(body));
  return "./sample.txt";
}

/**
 * Writes a module, with all that it imports, packed, into a folder, and one that stands for it: where that is from there.
 * It unpacks the module when its function is called.
 */
async function packModule(folder: string): Promise<string> {
  const importMap = `${folder}/plain_import_map.json`;
  await Deno.writeTextFile(importMap, JSON.stringify({ imports: config.imports }));
  const path = `${folder}/module.js`;
  await runBundler({ path, importMap, entry: packedModule });
  const module = new Blob([escapeText(await Deno.readTextFile(path))]);
  await Deno.writeTextFile(`${folder}/module.txt`, await pack(module.stream()));
  await Deno.writeTextFile(
    `${folder}/module.ts`,
    `import packed from "./module.txt" with { type: "text" };
import { unpackText } from "${toFileUrl(`${root}commands/data/unpack_text.ts`).href}";
export async function readTable(...options) {
  const source = new TextEncoder().encode(await unpackText(packed)).toBase64();
  const module = await import(\`data:text/javascript;base64,\${source}\`);
  return await module.readTable(...options);
}
`,
  );
  return "./module.ts";
}

async function pack(content: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const packed = await new Response(content.pipeThrough(new CompressionStream("gzip"))).bytes();
  return packedMark + packed.toBase64();
}

interface BundlerOptions {
  readonly path: string;
  readonly importMap: string;
  readonly entry: string;
}

async function runBundler({ path, importMap, entry }: BundlerOptions): Promise<void> {
  const options = ["--quiet", "--minify", "--platform", "browser", "--import-map", importMap];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, "--output", path, `${root}${entry}`],
    cwd: root,
  });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** At the end of the bundle, so that reading it does not cost the start of the program anything. */
function writeComment(text: string): string {
  if (text.includes("*/")) throw new Error("LICENSE or NOTICE has the end of a comment in it");
  return `\n/*!\n${text.trimEnd()}\n*/\n`;
}

if (import.meta.main) await bundleProgram(Deno.args[0]);
