/**
 * Writes the files of something new, which compile, and a test that fails until they do what they are to do.
 *
 * ```sh
 * deno task new command model rename
 * deno task new indicator momentum awesome_oscillator
 * ```
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import { newCommand } from "./new_command.ts";
import { type Files, type ReadFile, ScaffoldError } from "./new_files.ts";
import { newIndicator } from "./new_indicator.ts";

const root = fromFileUrl(new URL("../", import.meta.url));

/** What the words of a call ask for. Throws ScaffoldError for any other words. */
export function planFiles(read: ReadFile, [kind, first, second, ...others]: readonly string[]): Files {
  const isCalled = first !== undefined && second !== undefined && others.length === 0;
  if (isCalled && kind === "command") return newCommand(read, { group: first, verb: second });
  if (isCalled && kind === "indicator") return newIndicator(read, { category: first, name: second });
  throw new ScaffoldError(
    "Expected 'deno task new command <group> <verb>' or 'deno task new indicator <category> <name>'",
  );
}

/** Reads the files of a project that lies in a folder. */
export function readFrom(folder: string): ReadFile {
  return (path) => {
    try {
      return Deno.readTextFileSync(`${folder}/${path}`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  };
}

/** Writes files into a project that lies in a folder. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of files) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

async function main(): Promise<void> {
  const files = planFiles(readFrom(root), Deno.args);
  await writeFiles(root, files);
  const written = [...files.keys()].map((path) => `  ${path}\n`).join("");
  const next = "Fill them in, then: deno task fmt && deno task docs && deno task ok\n";
  await Deno.stdout.write(new TextEncoder().encode(`Written:\n${written}${next}`));
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    await Deno.stderr.write(new TextEncoder().encode(`Error: ${error.message}\n`));
    Deno.exit(2);
  }
}
