/**
 * Bytes that come in parts.
 * @module
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** At least so many bytes, or all that are left. */
export async function takeBytes(parts: AsyncIterator<Bytes>, count: number): Promise<Bytes> {
  const taken: Bytes[] = [];
  for (let length = 0; length < count;) {
    const { done, value } = await parts.next();
    if (done === true) break;
    taken.push(value);
    length += value.length;
  }
  return joinBytes(taken);
}

/** All bytes one after the other. */
export function joinBytes(parts: readonly Bytes[]): Bytes {
  if (parts.length === 1) return parts[0];
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
