/**
 * The files that an import is of.
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { longestUpload } from "../../lib/contract/data.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import { readInputBytes } from "../program/read_input_file.ts";

/** A file as the user named it, and its bytes. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The files of paths, in their order: a folder stands for all files below it, a pattern such as `data/*.csv` for those
 * that it fits, "-" for stdin. Throws UsageError for what is not there, and for more than an engine takes.
 */
export async function readBarFiles(host: Host, paths: readonly string[]): Promise<InputFile[]> {
  const names = (await Promise.all(paths.map((path) => expandPath(host, path)))).flat();
  const files: InputFile[] = [];
  let left = longestUpload;
  for (const name of names) {
    const facts = name === "-" ? null : await host.files.stat(name).catch(() => null);
    if (facts !== null && facts.size > left) throw tooLong(names, name);
    const bytes = await readInputBytes(host, name, { limit: longestUpload });
    if (bytes.length > left) throw tooLong(names, name);
    left -= bytes.length;
    files.push({ name, bytes });
  }
  return files;
}

function tooLong(names: readonly string[], name: string): UsageError {
  const subject = names.length === 1 ? `'${name}' is` : `The ${names.length} files are`;
  return new UsageError(`${subject} too long for one import, expected at most 256 MiB`, {
    hint: "Import it in parts: each adds to the bars that are there",
  });
}

async function expandPath({ files }: Host, path: string): Promise<string[]> {
  if (path === "-" || await isFile(files, path)) return [path];
  const below = await files.listBelow(path).catch(() => null);
  if (below !== null) {
    const names = below.filter((name) => !basename(name).startsWith("."));
    if (names.length === 0) throw new UsageError(`The folder '${path}' has no files`);
    return names.map((name) => join(path, name));
  }
  const pattern = basename(path);
  if (!/[*?]/.test(pattern)) return [path];
  const fits = toPattern(pattern);
  const names = (await files.list(dirname(path))).filter((name) => fits.test(name));
  if (names.length === 0) throw new UsageError(`No file fits '${path}'`);
  return names.map((name) => dirname(path) === "." ? name : join(dirname(path), name));
}

async function isFile(files: Host["files"], path: string): Promise<boolean> {
  return (await files.stat(path).catch(() => null))?.kind === "file";
}

/** `*` stands for any characters, `?` for one. */
function toPattern(glob: string): RegExp {
  const text = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${text}$`);
}
