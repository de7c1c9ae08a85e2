/**
 * The source files of the project, as the rules look at them.
 * @module
 */

/** One TypeScript file. */
export interface SourceFile {
  /** From the root of the project, with `/`: `lib/client/http.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Where the project lies. */
export const projectRoot: URL = new URL("../../", import.meta.url);

/** The TypeScript files in some folders and the single files named, sorted by path. What is absent has none. */
export async function readSources(places: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of await listPaths(places)) {
    files.push({ path, text: await Deno.readTextFile(new URL(path, projectRoot)) });
  }
  return files;
}

async function listPaths(places: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const place of places) {
    const info = await findPlace(place);
    if (info?.isFile && place.endsWith(".ts")) paths.push(place);
    if (!info?.isDirectory) continue;
    const inside: string[] = [];
    for await (const entry of Deno.readDir(new URL(`${place}/`, projectRoot))) {
      inside.push(`${place}/${entry.name}`);
    }
    paths.push(...await listPaths(inside));
  }
  return paths.sort();
}

async function findPlace(place: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(new URL(place, projectRoot));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
