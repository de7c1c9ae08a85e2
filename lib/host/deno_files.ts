/**
 * The real files, by Deno.
 * @module
 */
import { dirname, join } from "@std/path";
import { openBytes, readBounded } from "./read_bounded.ts";
import { decodeText } from "./decode_text.ts";
import type { FileFacts, HostFiles, ReplaceOptions } from "./host.ts";
import { isPermitted, requirePermission } from "../permissions.ts";

/** The files of this machine. */
export function createDenoFiles(): HostFiles {
  return {
    readText: async (path, options) => decodeText(await readBounded(path, options)),
    readBytes: readBounded,
    openBytes,
    replaceText,
    listBelow,
    stat,
    exists: async (path) => await findInfo(path) !== undefined,
    takesFolders,
    list: async (path) => {
      const names: string[] = [];
      requirePermission("read", path);
      try {
        for await (const entry of Deno.readDir(path)) if (entry.isFile) names.push(entry.name);
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
      return names.sort();
    },
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

async function replaceText(path: string, text: string, options: ReplaceOptions = {}): Promise<void> {
  requirePermission("write", dirname(path));
  requirePermission("read", path);
  await Deno.mkdir(dirname(path), { recursive: true });
  // A pipe or a device takes what is written; a file in its place would not be what the user named.
  const found = await findInfo(path);
  if (found !== undefined && !found.isFile) {
    requirePermission("write", path);
    return await Deno.writeTextFile(path, text);
  }
  // What a link points at is replaced, not the link.
  const target = await unlessAbsent(() => Deno.realPath(path)) ?? path;
  const mode = options.isPrivate ? 0o600 : found?.mode ?? null;
  const temporary = `${target}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeTextFile(temporary, text, { createNew: true, ...(mode === null ? {} : { mode }) });
    await Deno.rename(temporary, target);
  } catch (error) {
    await unlessAbsent(() => Deno.remove(temporary));
    throw error;
  }
}

async function stat(path: string): Promise<FileFacts | null> {
  const info = await findInfo(path);
  if (info === undefined) return null;
  const kind = info.isFile ? "file" : info.isDirectory ? "folder" : "other";
  return { kind, size: info.size, mode: info.mode === null ? null : info.mode & 0o777 };
}

/** What the permission bits say is not enough: nobody can make a folder in /proc, and root elsewhere in any. */
async function takesFolders(path: string): Promise<boolean | null> {
  if (!isPermitted({ name: "write", path })) return null;
  try {
    await Deno.remove(await Deno.makeTempDir({ dir: path, prefix: ".ktrdr-" }));
    return true;
  } catch {
    return false;
  }
}

async function listBelow(path: string): Promise<string[] | null> {
  const info = await findInfo(path);
  if (!info?.isDirectory) return null;
  const names: string[] = [];
  for await (const { name, isFile, isDirectory, isSymlink } of Deno.readDir(path)) {
    const found = join(path, name);
    // A link to a folder may lead back to where it stands.
    const isLinkToFile = isSymlink && (await findInfo(found))?.isFile;
    if (isFile || isLinkToFile) names.push(name);
    if (isDirectory) names.push(...(await listBelow(found) ?? []).map((below) => join(name, below)));
  }
  return names.sort();
}

/**
 * What the system says of a path, links followed; undefined where there is nothing. It is asked in this thread: every
 * command looks for its configuration file, and another thread takes longer to start than the answer.
 */
async function findInfo(path: string): Promise<Deno.FileInfo | undefined> {
  requirePermission("read", path);
  return await unlessAbsent(() => Deno.statSync(path));
}

/** What the call gives; undefined where there is no such file. */
async function unlessAbsent<T>(call: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
