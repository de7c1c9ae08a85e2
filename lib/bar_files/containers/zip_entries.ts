/**
 * The files in a zip.
 * @module
 */
import { inflate } from "./inflate.ts";

/** A file in a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  /** Where its own header starts. */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** Bytes of the end of the directory, and the most that a comment adds. */
const endSize = 22;
const longestComment = 65_535;
const mostEntries = 10_000;

/** The files of a zip, without folders and what systems add. Throws a RangeError for a zip that is cut off or damaged. */
export function listEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff || count > mostEntries) {
    throw new RangeError("The zip is too large to be read, unpack it first");
  }
  const entries: ZipEntry[] = [];
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) throw damaged();
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries.filter(({ name }) => !name.endsWith("/") && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(name));
}

/** The bytes of a file in a zip, at most `limit`. Throws a RangeError as {@linkcode inflate} does. */
export async function readEntry(
  bytes: Uint8Array<ArrayBuffer>,
  { entry, limit }: { readonly entry: ZipEntry; readonly limit: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, method, offset, packedSize, isEncrypted } = entry;
  if (isEncrypted) throw new RangeError(`"${name}" in the zip is encrypted, unpack it first`);
  const view = viewOf(bytes);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw damaged();
  const packed = bytes.subarray(start, start + packedSize);
  if (method === 0) return packed;
  if (method !== 8) throw new RangeError(`"${name}" in the zip is packed in an unusual way, unpack it first`);
  return await inflate(packed, { format: "deflate-raw", limit });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endSize - longestComment);
  for (let at = view.byteLength - endSize; at >= first; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw damaged();
}

function damaged(): RangeError {
  return new RangeError("The zip is cut off or damaged");
}
