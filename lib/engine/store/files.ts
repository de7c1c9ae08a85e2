/**
 * Files and folders that are there completely or not at all: written beside, flushed, then renamed.
 * @module
 */
import { dirname, isAbsolute, relative } from "@std/path";
import { KtrdrError } from "../../errors.ts";
import { whyNoFile, whyTooLong } from "../../unreadable.ts";
import { fs } from "./node_builtins.ts";
import { guard, isMissing } from "./store_error.ts";

/** Removes something unfinished, if it is there. Never throws: it is called when something else went wrong. */
export function removeUnfinishedPath(path: string): void {
  try {
    fs.rmSync(path, { recursive: true, force: true });
  } catch {
    // What is in the way stays where it is: it has a name that nothing reads.
  }
}

/** Nobody but the user may look into what is kept: models are worth something. */
const privateModes = { folder: 0o700, file: 0o600 } as const;

/** Creates a folder with its parents, unless it is there, for the user alone. */
export function makeFolder(path: string): void {
  guard(path, () => fs.mkdirSync(path, { recursive: true, mode: privateModes.folder }));
}

/** Creates an empty file for the user alone, unless it is there: what opens it next would let others read it. */
export function makeFile(path: string): void {
  if (!fs.existsSync(path)) guard(path, () => fs.closeSync(fs.openSync(path, "a", privateModes.file)));
}

/** Writes a new file, for the user alone, and waits until it is on the disk. Throws the system's own errors. */
export function writeFlushed(path: string, content: Uint8Array | string): void {
  const file = fs.openSync(path, "wx", privateModes.file);
  try {
    fs.writeFileSync(file, content);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Replaces or creates a file, all or nothing. `unfinished` must be on the same file system, and not there. */
export function replaceFile(path: string, content: string, unfinished: string): void {
  makeFolder(dirname(path));
  try {
    guard(path, () => {
      writeFlushed(unfinished, content);
      fs.renameSync(unfinished, path);
    });
  } catch (error) {
    removeUnfinishedPath(unfinished);
    throw error;
  }
  flushFolder(dirname(path));
}

/** Makes a rename last through a power cut, where the system can. */
export function flushFolder(path: string): void {
  try {
    const folder = fs.openSync(path, "r");
    try {
      fs.fsyncSync(folder);
    } finally {
      fs.closeSync(folder);
    }
  } catch {
    // Windows cannot flush a folder. The rename itself has succeeded.
  }
}

/** The names in a folder; none if it does not exist. */
export function listFolder(path: string): readonly string[] {
  return readIfThere(path, () => fs.readdirSync(path)) ?? [];
}

/** How a stored file is read. */
interface ReadOptions {
  /** Most bytes. */
  readonly limit: number;
}

/**
 * The text of a file; null if it does not exist. Throws KtrdrError, naming it, for what is no file, which might never
 * end, and for one that is too long.
 */
export function readText(path: string, options: ReadOptions): string | null {
  const bytes = readBytes(path, options);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** The bytes of a file, as {@linkcode readText} reads it. */
export function readBytes(path: string, { limit }: ReadOptions): Uint8Array<ArrayBuffer> | null {
  return readIfThere(path, () => {
    const size = requireReadable(path, limit);
    const file = fs.openSync(path, "r");
    try {
      const bytes = new Uint8Array(size);
      let length = 0;
      while (length < size) {
        const count = fs.readSync(file, bytes, length, size - length, null);
        if (count === 0) break;
        length += count;
      }
      return bytes.subarray(0, length);
    } finally {
      fs.closeSync(file);
    }
  });
}

/** How a file of a folder is read that somebody else keeps. */
interface ReadInsideOptions extends ReadOptions {
  readonly folder: string;
}

/**
 * The bytes of a file, as {@linkcode readBytes} reads it. Throws KtrdrError, naming it, where it is a link that leads out
 * of the folder.
 */
export function readInside(
  path: string,
  { folder, limit }: ReadInsideOptions,
): Uint8Array<ArrayBuffer> | null {
  const place = resolveInside(path, folder);
  return place === null ? null : readBytes(place, { limit });
}

/** A text that is another one once the file has changed; null where it is gone. */
export function stampFile(path: string): string | null {
  return readIfThere(path, () => {
    const { ino, size, mtimeMs, ctimeMs } = fs.statSync(path);
    return [ino, size, mtimeMs, ctimeMs].join(" ");
  });
}

/** Where a path really leads; null if there is nothing. Throws as {@linkcode readInside} does. */
function resolveInside(path: string, folder: string): string | null {
  return readIfThere(path, () => {
    const place = fs.realpathSync(path);
    const way = relative(fs.realpathSync(folder), place);
    if (way !== ".." && !/^\.\.[/\\]/.test(way) && !isAbsolute(way)) return place;
    throw new KtrdrError(`Cannot read "${path}": it is a link that leads out of its folder`, {
      details: { path },
    });
  });
}

/** The size of a file in bytes. Throws KtrdrError, naming it, for what is no file, or longer than `limit` bytes. */
function requireReadable(path: string, limit: number): number {
  const stat = fs.statSync(path);
  const refusal = whyNoFile({
    isFile: stat.isFile(),
    isFolder: stat.isDirectory(),
    isPipe: stat.isFIFO(),
    isSocket: stat.isSocket(),
  }) ?? (stat.size > limit ? whyTooLong(limit) : undefined);
  if (refusal === undefined) return stat.size;
  throw new KtrdrError(`Cannot read "${path}": ${refusal}`, {
    hint: "It was left untouched; move it away",
    details: { path },
  });
}

function readIfThere<T>(path: string, read: () => T): T | null {
  return guard(path, () => {
    try {
      return read();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}
