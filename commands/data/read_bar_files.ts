/**
 * The files that an import is of.
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { longestText, longestUpload } from "../../lib/contract/data.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import { readInputBytes } from "../program/read_input_file.ts";

/** A file as the user named it, and its bytes. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file that is read while it is sent. */
export interface LongFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes of the longest file that is read before it is sent. */
const longestRead = 64 * 1024 * 1024;

/**
 * The files of paths, in their order: a folder stands for all files below it, a pattern such as `data/*.csv` for those
 * that it fits, "-" for stdin. A single long one is not read yet. Throws UsageError for what is not there, and for more
 * than an engine takes.
 */
export async function readBarFiles(
  host: Host,
  paths: readonly string[],
): Promise<LongFile | readonly InputFile[]> {
  const names = (await Promise.all(paths.map((path) => expandPath(host, path)))).flat();
  const long = names.length === 1 ? await findLongFile(host, names[0]) : null;
  return long ?? await readAll(host, names);
}

async function findLongFile(host: Host, name: string): Promise<LongFile | null> {
  const facts = name === "-" ? null : await host.files.stat(name).catch(() => null);
  if (facts?.kind !== "file" || facts.size <= longestRead) return null;
  if (facts.size > longestText) throw tooLong([name], { name, most: "1 GiB" });
  return { name, size: facts.size };
}

async function readAll(host: Host, names: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  let left = longestUpload;
  for (const name of names) {
    const facts = name === "-" ? null : await host.files.stat(name).catch(() => null);
    if (facts !== null && facts.size > left) throw tooLong(names, { name, most: "256 MiB" });
    const bytes = await readInputBytes(host, name, { limit: longestUpload });
    if (bytes.length > left) throw tooLong(names, { name, most: "256 MiB" });
    left -= bytes.length;
    files.push({ name, bytes });
  }
  return files;
}

function tooLong(
  names: readonly string[],
  { name, most }: { readonly name: string; readonly most: string },
): UsageError {
  const subject = names.length === 1 ? `'${name}' is` : `The ${names.length} files are`;
  return new UsageError(`${subject} too long for one import, expected at most ${most}`, {
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
