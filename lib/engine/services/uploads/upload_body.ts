/**
 * The bytes of an upload, as they come.
 * @module
 */

/** A part of an upload. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of the longest upload that is taken in before somebody looks at it. */
const longestStart = 2 * 1024 * 1024;

/** The beginning of an upload, and what comes behind it. */
export interface UploadBody {
  readonly start: readonly Bytes[];
  /** Bytes of `start`. */
  readonly length: number;
  /** Null where all of it is in `start`. Rejects where it breaks off or is too long. */
  readonly rest: AsyncIterator<Bytes> | null;
}

/** An upload that is here as a whole. */
export function wholeUpload(bytes: Bytes): UploadBody {
  return { start: [bytes], length: bytes.length, rest: null };
}

/** Takes the beginning of an upload in; most are no longer. */
export async function startUpload(source: AsyncIterable<Bytes>): Promise<UploadBody> {
  const iterator = source[Symbol.asyncIterator]();
  const start: Bytes[] = [];
  let length = 0;
  while (length < longestStart) {
    const { done, value } = await iterator.next();
    if (done === true) return { start, length, rest: null };
    start.push(value);
    length += value.length;
  }
  return { start, length, rest: iterator };
}

/** All parts of an upload as one. Costs a copy, which for many bytes takes long: for the thread that reads them. */
export async function joinUpload(parts: AsyncIterable<Bytes> | Iterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = [];
  for await (const part of parts) all.push(part);
  if (all.length === 1) return all[0];
  const bytes = new Uint8Array(all.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
