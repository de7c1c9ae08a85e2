/**
 * Reading with a bound: what is no file, and what is longer than expected, is refused and never read to its end.
 * @module
 */
import { requirePermission } from "../permissions.ts";
import { whyNoFile, whyTooLong } from "../unreadable.ts";
import { InputError, type ReadOptions } from "./host.ts";

/** What bytes come from. */
interface Reader {
  read(bytes: Uint8Array): Promise<number | null>;
}

const firstPiece = 64 * 1024;
/** A pipe that the shell made for this process, as by `<(…)`: its writer is there already. */
const handedOn = /^\/dev\/(stdin|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/;

/**
 * The bytes of a file, of a pipe that the shell handed on, or of `/dev/null`. Throws {@linkcode InputError} for
 * anything else, and where there are more bytes than `limit`; and what the system says of the path.
 */
export async function readBounded(path: string, { limit }: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  requirePermission("read", path);
  const info = await Deno.stat(path);
  if (path === "/dev/null") return new Uint8Array();
  const refusal = whyNotRead(path, info);
  if (refusal !== undefined) throw new InputError(refusal);
  if (info.size > limit) throw new InputError(whyTooLong(limit));
  using file = await Deno.open(path);
  // A pipe and a file of the system's own have no size.
  return await readUpTo(file, { limit, size: info.size === 0 ? undefined : info.size });
}

/** The bytes of a file, as they are read. Throws as {@linkcode readBounded} does, but for any length. */
export async function openBytes(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  requirePermission("read", path);
  const refusal = whyNotRead(path, await Deno.stat(path));
  if (refusal !== undefined) throw new InputError(refusal);
  return (await Deno.open(path)).readable;
}

function whyNotRead(path: string, info: Deno.FileInfo): string | undefined {
  const isPipe = info.isFifo === true;
  if (isPipe && handedOn.test(path)) return undefined;
  return whyNoFile({
    isFile: info.isFile,
    isFolder: info.isDirectory,
    isPipe,
    isSocket: info.isSocket === true,
  });
}

/** All bytes until the end. Throws {@linkcode InputError} as soon as there are more than `limit`. */
export async function readUpTo(
  reader: Reader,
  { limit, size }: ReadOptions & {
    /** How many are expected. */
    size?: number | undefined;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  // A byte more than expected shows that there are none.
  let bytes = new Uint8Array(Math.min(size ?? firstPiece, limit) + 1);
  let length = 0;
  for (;;) {
    const count = await reader.read(bytes.subarray(length));
    if (count === null) return bytes.subarray(0, length);
    length += count;
    if (length > limit) throw new InputError(whyTooLong(limit));
    if (length === bytes.length) bytes = grow(bytes, limit + 1);
  }
}

function grow(bytes: Uint8Array<ArrayBuffer>, most: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.min(2 * bytes.length, most));
  grown.set(bytes);
  return grown;
}
